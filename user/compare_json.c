// SPDX-License-Identifier: GPL-2.0-only
/*
 * results.json; docs/comparing.md describes it. What is not known is null.
 */
#include "compare_csv.h"
#include "compare_judge.h"
#include "compare_print.h"

/* Of the schema: raised when a name goes away or changes its meaning. */
#define JSON_VERSION 1

static void print_string(FILE *to, const char *text)
{
	fputc('"', to);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', to);
		fputc(*text, to);
	}
	fputc('"', to);
}

static void print_figure(FILE *to, const char *name, const struct figure *figure)
{
	fprintf(to, ",\"%s\":", name);
	if (figure->count)
		fprintf(to, "{\"median\":%.3f,\"min\":%.3f,\"max\":%.3f,\"count\":%u}",
			figure->median, figure->min, figure->max, figure->count);
	else
		fputs("null", to);
}

/* As a name that jq takes without quotes. */
static const char *const key_of_percentile[PERCENTILES] = {"p50", "p90", "p99", "p999", "max"};

static void print_delays(FILE *to, const struct summary *summary)
{
	fputs(",\"delay_ns\":{\"unit\":\"ns\"", to);
	for (unsigned int i = 0; i < P999; i++)
		print_figure(to, key_of_percentile[i], &summary->delay[i]);
	fputs("},\"pooled_delay_ns\":{\"unit\":\"ns\"", to);
	for (unsigned int i = 0; i < PERCENTILES; i++) {
		fprintf(to, ",\"%s\":", key_of_percentile[i]);
		if (summary->pooled[i])
			fprintf(to, "%llu", (unsigned long long)summary->pooled[i]);
		else
			fputs("null", to);
	}
	fputc('}', to);
}

static void print_lateness(FILE *to, const struct summary *summary)
{
	fputs(",\"workload_late_ns\":{\"unit\":\"ns\"", to);
	print_figure(to, "p50", &summary->late_p50);
	print_figure(to, "p99", &summary->late_p99);
	fprintf(to, ",\"max\":%llu}", (unsigned long long)summary->late_max);
}

static void print_judgement(FILE *to, const struct judgement *judgement)
{
	static const char *const keys[JUDGED_FIGURES] = {"p50_delay", "p99_delay", "slowdown"};

	fprintf(to, "{\"differs\":%s,\"judged\":%s",
		judgement__differs(judgement) ? "true" : "false",
		judgement__is_judged(judgement) ? "true" : "false");
	for (unsigned int i = 0; i < JUDGED_FIGURES; i++)
		fprintf(to, ",\"%s\":{\"verdict\":\"%s\",\"ratio\":%.4f,\"difference_ns\":%.3f}",
			keys[i], contrast__name(judgement->verdict[i]), judgement->ratio[i],
			judgement->difference[i]);
	fputc('}', to);
}

static void print_cell(FILE *to, const struct comparison *comparison, unsigned int channel,
		       unsigned int pace, const struct summary *summary)
{
	fprintf(to, "{\"channel\":\"%s\",\"rate\":\"%s\",\"runs\":%u",
		comparison->channels.at[channel].name, comparison->paces.at[pace].name,
		summary->runs);
	fprintf(to, ",\"made\":%llu,\"delivered\":%llu,\"lost\":%llu",
		(unsigned long long)summary->made, (unsigned long long)summary->delivered,
		(unsigned long long)summary->lost);
	print_delays(to, summary);
	print_figure(to, "reached_per_s", &summary->reached);
	print_figure(to, "slowdown_ns", &summary->slowdown_ns);
	print_figure(to, "reader_cpu_ns_per_event", &summary->cpu_per_event_ns);
	print_figure(to, "reader_cpu_percent", &summary->cpu_percent);
	print_figure(to, "wakeups_per_s", &summary->wakeups_per_s);
	print_figure(to, "bpf_ns_per_hit", &summary->bpf_ns);
	print_lateness(to, summary);
	fputs(",\"against_first\":", to);
	if (channel > 0) {
		struct summary first;
		struct judgement judgement;

		comparison__summarize(comparison, 0, pace, &first);
		judgement__make(&judgement, &first, summary, 0);
		print_judgement(to, &judgement);
	} else {
		fputs("null", to);
	}
	fputc('}', to);
}

static void print_cells(FILE *to, const struct comparison *comparison)
{
	const char *comma = "";

	fputs(",\n\"cells\":[", to);
	for (unsigned int j = 0; j < comparison->paces.count; j++)
		for (unsigned int i = 0; i < comparison->channels.count; i++) {
			struct summary summary;

			comparison__summarize(comparison, i, j, &summary);
			if (!summary.runs)
				continue;
			fprintf(to, "%s\n", comma);
			print_cell(to, comparison, i, j, &summary);
			comma = ",";
		}
	fputs("\n]", to);
}

static void print_untraced(FILE *to, const struct comparison *comparison)
{
	const char *comma = "";

	fputs(",\n\"untraced\":[", to);
	for (unsigned int j = 0; j < comparison->paces.count; j++) {
		struct summary summary;

		comparison__summarize(comparison, PLAN_BASELINE, j, &summary);
		if (!summary.runs)
			continue;
		fprintf(to, "%s\n{\"rate\":\"%s\",\"runs\":%u,\"made\":%llu", comma,
			comparison->paces.at[j].name, summary.runs,
			(unsigned long long)summary.made);
		print_figure(to, "read_ns", &summary.slowdown_ns);
		print_lateness(to, &summary);
		fputc('}', to);
		comma = ",";
	}
	fputs("\n]", to);
}

static void print_runs(FILE *to, const struct comparison *comparison)
{
	fputs(",\n\"runs\":[", to);
	for (unsigned int i = 0; i < comparison->run_count; i++) {
		fputs(i ? ",\n" : "\n", to);
		run_csv__print_json(to, comparison, &comparison->runs[i]);
	}
	fputs("\n]", to);
}

static void print_pairs(FILE *to, const struct comparison *comparison)
{
	fputs(",\n\"paired\":[", to);
	for (unsigned int i = 0; i < comparison->pair_count; i++) {
		const struct paired_run *pair = &comparison->pairs[i];

		fprintf(to,
			"%s\n{\"rate\":\"%s\",\"rep\":%u,\"both\":%llu,\"only_first\":%llu,"
			"\"only_second\":%llu,\"neither\":%llu,\"first_sooner_percent\":%.3f,"
			"\"difference_p50_ns\":%.3f}",
			i ? "," : "", comparison->paces.at[pair->pace].name, pair->rep + 1,
			(unsigned long long)pair->both, (unsigned long long)pair->only_first,
			(unsigned long long)pair->only_second, (unsigned long long)pair->neither,
			pair->first_sooner_percent, pair->difference_ns);
	}
	fputs("\n]", to);
}

static void print_errors(FILE *to, const struct comparison *comparison)
{
	fputs(",\n\"errors\":[", to);
	for (unsigned int i = 0; i < comparison->error_count; i++) {
		const struct run_error *error = &comparison->errors[i];

		fprintf(to,
			"%s\n{\"channel\":\"%s\",\"rate\":\"%s\",\"rep\":%u,\"why\":", i ? "," : "",
			comparison__channel_name(comparison, error->channel),
			comparison->paces.at[error->pace].name, error->rep + 1);
		print_string(to, error->why);
		fputc('}', to);
	}
	fputs("\n]", to);
}

void compare__print_json(FILE *to, const struct comparison *comparison)
{
	unsigned int reps = comparison__reps(comparison);

	fprintf(to, "{\"type\":\"compare\",\"version\":%d,\n\"environment\":{", JSON_VERSION);
	for (unsigned int i = 0; i < comparison->env.count; i++) {
		fputs(i ? ",\n" : "\n", to);
		print_string(to, comparison->env.at[i].name);
		fputc(':', to);
		print_string(to, comparison->env.at[i].value);
	}
	fprintf(to,
		"\n},\n\"rule\":{\"least_repetitions\":%d,\"floor_percent\":%g,"
		"\"chance_percent\":%.4f}",
		CONTRAST_LEAST, CONTRAST_FLOOR * 100, figure__chance(reps, reps) * 100);
	print_cells(to, comparison);
	print_untraced(to, comparison);
	print_runs(to, comparison);
	print_pairs(to, comparison);
	print_errors(to, comparison);
	fputs("\n}\n", to);
}
