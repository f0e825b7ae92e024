// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "compare_csv.h"
#include "compare_judge.h"
#include "compare_print.h"

#define NUMBER 32

const char *format_us(char *text, size_t size, double ns)
{
	double us = ns / 1000;

	if (ns <= 0)
		snprintf(text, size, "-");
	else
		snprintf(text, size, "%.*f", us < 10 ? 2 : us < 1000 ? 1 : 0, us);
	return text;
}

const char *format_count(char *text, size_t size, uint64_t value)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)value);
	size_t to = 0;

	for (int i = 0; i < len && to + 2 < size; i++) {
		text[to++] = digits[i];
		if ((len - 1 - i) % 3 == 0 && i != len - 1)
			text[to++] = ',';
	}
	text[to] = '\0';
	return text;
}

unsigned int comparison__reps(const struct comparison *comparison)
{
	const char *reps = environment__get(&comparison->env, "repetitions");

	return reps ? (unsigned int)atoi(reps) : 0;
}

static void print_head(FILE *to, const struct comparison *comparison, unsigned int pace)
{
	const char *name = comparison->paces.at[pace].name;
	bool has_rate = comparison->paces.at[pace].per_second;
	struct summary baseline;
	char late[3][NUMBER];

	comparison__summarize(comparison, PLAN_BASELINE, pace, &baseline);
	fprintf(to, "\n%s%s", name, has_rate ? " reads/s" : strcmp(name, "flat") ? "" : " out");
	if (baseline.runs && baseline.made)
		fprintf(to, "; an untraced read takes %.0f ns (%.0f to %.0f)",
			baseline.slowdown_ns.median, baseline.slowdown_ns.min,
			baseline.slowdown_ns.max);
	if (has_rate && baseline.runs)
		fprintf(to, ";\nuntraced, the workload is late by p50 %s, p99 %s, at most %s us",
			format_us(late[0], NUMBER, baseline.late_p50.median),
			format_us(late[1], NUMBER, baseline.late_p99.median),
			format_us(late[2], NUMBER, (double)baseline.late_max));
	fputc('\n', to);
}

static void print_delays(FILE *to, const char *name, const struct summary *summary)
{
	char text[NUMBER];

	fprintf(to, "%-20s", name);
	fprintf(to, "%12s", format_count(text, NUMBER, summary->made));
	fprintf(to, "%12s", format_count(text, NUMBER, summary->delivered));
	fprintf(to, "%12s", format_count(text, NUMBER, summary->lost));
	for (unsigned int i = 0; i < PERCENTILES; i++)
		fprintf(to, "%9s", format_us(text, NUMBER, summary__delay(summary, i)));
	fputc('\n', to);
}

static void print_figure(FILE *to, int width, int digits, const struct figure *figure)
{
	if (figure->count)
		fprintf(to, "%*.*f", width, digits, figure->median);
	else
		fprintf(to, "%*s", width, "-");
}

static void print_costs(FILE *to, const char *name, const struct summary *summary)
{
	char range[NUMBER] = "", late[NUMBER];

	if (summary->slowdown_ns.count > 1)
		snprintf(range, sizeof(range), "%.0f to %.0f", summary->slowdown_ns.min,
			 summary->slowdown_ns.max);
	fprintf(to, "%-20s", name);
	print_figure(to, 11, 0, &summary->reached);
	print_figure(to, 10, 0, &summary->slowdown_ns);
	fprintf(to, "%20s", range);
	print_figure(to, 11, 0, &summary->cpu_per_event_ns);
	print_figure(to, 9, 1, &summary->cpu_percent);
	print_figure(to, 11, 0, &summary->wakeups_per_s);
	print_figure(to, 9, 0, &summary->bpf_ns);
	fprintf(to, "%10s\n", format_us(late, NUMBER, summary->late_p99.median));
}

static void print_verdicts(FILE *to, const struct comparison *comparison, unsigned int pace)
{
	char text[160];

	if (comparison->channels.count > 1)
		fprintf(to, "\nagainst %s:\n", comparison->channels.at[0].name);
	for (unsigned int i = 1; i < comparison->channels.count; i++)
		if (judgement__against_first(comparison, i, pace, text, sizeof(text)))
			fprintf(to, "  %-18s%s\n", comparison->channels.at[i].name, text);
}

static void print_pace(FILE *to, const struct comparison *comparison, unsigned int pace)
{
	struct summary summary;

	print_head(to, comparison, pace);
	fprintf(to, "\n%-20s%12s%12s%12s%9s%9s%9s%9s%9s\n", "delay, us", "made", "delivered",
		"lost", "p50", "p90", "p99", "p99.9", "max");
	for (unsigned int i = 0; i < comparison->channels.count; i++) {
		comparison__summarize(comparison, i, pace, &summary);
		if (summary.runs)
			print_delays(to, comparison->channels.at[i].name, &summary);
	}
	fprintf(to, "\n%-20s%11s%10s%20s%11s%9s%11s%9s%10s\n", "cost", "reached", "slow-down", "",
		"reader CPU", "", "wakeups", "BPF", "late p99");
	fprintf(to, "%-20s%11s%10s%20s%11s%9s%11s%9s%10s\n", "", "reads/s", "ns/read",
		"(min to max)", "ns/event", "% core", "/s", "ns/hit", "us");
	for (unsigned int i = 0; i < comparison->channels.count; i++) {
		comparison__summarize(comparison, i, pace, &summary);
		if (summary.runs)
			print_costs(to, comparison->channels.at[i].name, &summary);
	}
	print_verdicts(to, comparison, pace);
}

static void print_pairs(FILE *to, const struct comparison *comparison)
{
	fprintf(to,
		"\nThe same hits in both channels (which perturb each other: an addition to separate\n"
		"runs, not instead of them)\n\n"
		"%-14s%4s%11s%11s%12s%9s%14s%18s\n",
		"rate", "rep", "in both", "only 1st", "only 2nd", "neither", "1st sooner, %",
		"2nd - 1st p50, us");
	for (unsigned int i = 0; i < comparison->pair_count; i++) {
		const struct paired_run *pair = &comparison->pairs[i];

		fprintf(to, "%-14s%4u%11llu%11llu%12llu%9llu%14.1f%18.2f\n",
			comparison->paces.at[pair->pace].name, pair->rep + 1,
			(unsigned long long)pair->both, (unsigned long long)pair->only_first,
			(unsigned long long)pair->only_second, (unsigned long long)pair->neither,
			pair->first_sooner_percent, pair->difference_ns / 1000);
	}
}

/* Break text into lines of at most 80 columns. */
static void print_wrapped(FILE *to, const char *text)
{
	while (*text) {
		size_t len = strlen(text);

		if (len > 80) {
			len = 80;
			while (len > 1 && text[len] != ' ')
				len--;
		}
		fprintf(to, "%.*s\n", (int)len, text);
		text += len;
		text += strspn(text, " ");
	}
}

void compare__print_table(FILE *to, const struct comparison *comparison)
{
	static const char *const shown[] = {
		"kernel", "cpu",      "online_cpus", "clocksource", "hypervisor",
		"attach", "workload", "repetitions", "scheduling",  "steal_percent"};
	char text[400];

	for (unsigned int i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		const char *value = environment__get(&comparison->env, shown[i]);

		if (value)
			fprintf(to, "%-14s%s\n", shown[i], value);
	}
	for (unsigned int i = 0; i < comparison->paces.count; i++)
		print_pace(to, comparison, i);
	if (comparison->pair_count)
		print_pairs(to, comparison);
	fputc('\n', to);
	print_wrapped(to, judgement__rule(comparison__reps(comparison), text, sizeof(text)));
	print_wrapped(to, "p50, p90 and p99 are medians over the repetitions, p99.9 and max are of "
			  "all of them together; - stands where too few events lie above to say.");
	for (unsigned int i = 0; i < comparison->error_count; i++) {
		const struct run_error *error = &comparison->errors[i];

		fprintf(to, "not a result: %s at %s, repetition %u: %s\n",
			comparison__channel_name(comparison, error->channel),
			comparison->paces.at[error->pace].name, error->rep + 1, error->why);
	}
}

void compare__print_csv(FILE *to, const struct comparison *comparison)
{
	run_csv__print_header(to);
	for (unsigned int i = 0; i < comparison->run_count; i++)
		run_csv__print(to, comparison, &comparison->runs[i]);
	for (unsigned int i = 0; i < comparison->error_count; i++)
		run_csv__print_error(to, comparison, &comparison->errors[i]);
}
