// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compare_result.h"

const unsigned int percentile_per_100k[PERCENTILES] = {50000, 90000, 99000, 99900, 100000};
const char *const percentile_name[PERCENTILES] = {"p50", "p90", "p99", "p99.9", "max"};

void comparison__free(struct comparison *comparison)
{
	free(comparison->runs);
	free(comparison->errors);
	free(comparison->pairs);
	for (unsigned int i = 0; i < COMPARE_CHANNELS_MAX; i++)
		for (unsigned int j = 0; j < COMPARE_PACES_MAX; j++)
			free(comparison->pooled[i][j]);
}

int comparison__pool(struct comparison *comparison, const struct run_record *run,
		     const struct histogram *delays)
{
	struct histogram **pooled = &comparison->pooled[run->channel][run->pace];

	if (!*pooled)
		*pooled = calloc(1, sizeof(**pooled));
	if (!*pooled)
		return -ENOMEM;
	histogram__merge(*pooled, delays);
	return 0;
}

/* Append an element to an array. 0 or -ENOMEM. */
static int append(void *array, unsigned int *count, const void *element, size_t size)
{
	void **start = array;
	void *larger = reallocarray(*start, *count + 1, size);

	if (!larger)
		return -ENOMEM;
	*start = larger;
	memcpy((char *)larger + *count * size, element, size);
	++*count;
	return 0;
}

int comparison__add(struct comparison *comparison, const struct run_record *run,
		    const struct histogram *delays)
{
	int err = append(&comparison->runs, &comparison->run_count, run, sizeof(*run));

	return err || !delays ? err : comparison__pool(comparison, run, delays);
}

int comparison__add_error(struct comparison *comparison, const struct run_error *error)
{
	return append(&comparison->errors, &comparison->error_count, error, sizeof(*error));
}

int comparison__add_pair(struct comparison *comparison, const struct paired_run *pair)
{
	return append(&comparison->pairs, &comparison->pair_count, pair, sizeof(*pair));
}

void run_record__set_delays(struct run_record *run, const struct histogram *delays)
{
	for (unsigned int i = 0; i < PERCENTILES; i++)
		run->delay[i] = histogram__percentile(delays, percentile_per_100k[i]);
}

/* Whether a percentile of that many events is more than the chance of a few. */
static bool is_meant(uint64_t events, unsigned int percentile)
{
	uint64_t beyond = (100000 - percentile_per_100k[percentile]) * events / 100000;

	return percentile == PMAX ? events > 0 : beyond >= BEYOND_LEAST;
}

static const struct run_record *baseline_of(const struct comparison *comparison,
					    const struct run_record *run)
{
	for (unsigned int i = 0; i < comparison->run_count; i++) {
		const struct run_record *other = &comparison->runs[i];

		if (other->channel == PLAN_BASELINE && other->pace == run->pace &&
		    other->rep == run->rep)
			return other;
	}
	return NULL;
}

/*
 * Of a command only the whole is known, with its reads: the time of the baseline is by as many
 * reads as the traced run saw.
 */
static void add_slowdown(struct summary *summary, const struct run_record *run,
			 const struct run_record *baseline)
{
	double untraced = 0;

	if (run->channel != PLAN_BASELINE) {
		if (!baseline || !run->made)
			return;
		untraced =
			baseline->made ? baseline->read_ns : baseline->read_ns / (double)run->made;
	}
	figure__add(&summary->slowdown_ns, run->read_ns - untraced);
}

static void add_reader(struct summary *summary, const struct run_record *run)
{
	for (unsigned int i = 0; i < P999; i++)
		if (is_meant(run->delivered, i))
			figure__add(&summary->delay[i], (double)run->delay[i]);
	if (run->delivered)
		figure__add(&summary->cpu_per_event_ns,
			    (double)run->cpu_ns / (double)run->delivered);
	if (run->wall_ns) {
		figure__add(&summary->cpu_percent,
			    (double)run->cpu_ns * 100 / (double)run->wall_ns);
		figure__add(&summary->wakeups_per_s,
			    (double)run->wakeups * 1e9 / (double)run->wall_ns);
	}
	if (run->bpf_ns >= 0)
		figure__add(&summary->bpf_ns, run->bpf_ns);
}

static void add_run(struct summary *summary, const struct comparison *comparison,
		    const struct run_record *run)
{
	summary->runs++;
	summary->made += run->made;
	summary->delivered += run->delivered;
	summary->lost += run->lost;
	figure__add(&summary->late_p50, (double)run->late_p50);
	figure__add(&summary->late_p99, (double)run->late_p99);
	if (run->workload_ns)
		figure__add(&summary->reached, (double)run->made * 1e9 / (double)run->workload_ns);
	if (run->late_max > summary->late_max)
		summary->late_max = run->late_max;
	add_slowdown(summary, run, baseline_of(comparison, run));
	if (run->channel != PLAN_BASELINE)
		add_reader(summary, run);
}

static void finish(struct summary *summary)
{
	struct figure *const figures[] = {
		&summary->slowdown_ns,	 &summary->cpu_per_event_ns, &summary->cpu_percent,
		&summary->wakeups_per_s, &summary->bpf_ns,	     &summary->late_p50,
		&summary->late_p99,	 &summary->reached,
	};

	for (unsigned int i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		figure__finish(figures[i]);
	for (unsigned int i = 0; i < P999; i++) {
		/* Of some runs only would be of other runs than the rest. */
		if (summary->delay[i].count != summary->runs)
			summary->delay[i].count = 0;
		figure__finish(&summary->delay[i]);
	}
}

void comparison__summarize(const struct comparison *comparison, unsigned int channel,
			   unsigned int pace, struct summary *summary)
{
	const struct histogram *pooled =
		channel == PLAN_BASELINE ? NULL : comparison->pooled[channel][pace];

	memset(summary, 0, sizeof(*summary));
	for (unsigned int i = 0; i < comparison->error_count; i++)
		summary->broken |= comparison->errors[i].channel == channel &&
				   comparison->errors[i].pace == pace;
	if (summary->broken)
		return;
	for (unsigned int i = 0; i < comparison->run_count; i++)
		if (comparison->runs[i].channel == channel && comparison->runs[i].pace == pace)
			add_run(summary, comparison, &comparison->runs[i]);
	for (unsigned int i = 0; pooled && i < PERCENTILES; i++)
		if (is_meant(pooled->total, i))
			summary->pooled[i] = histogram__percentile(pooled, percentile_per_100k[i]);
	finish(summary);
}

double summary__delay(const struct summary *summary, unsigned int percentile)
{
	if (percentile < P999 && summary->delay[percentile].count)
		return summary->delay[percentile].median;
	return (double)summary->pooled[percentile];
}
