/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a comparison has found: every run by itself, and a summary of the runs of one channel at one
 * pace. Filled by measuring, or from a directory that --output has written; tables, JSON, plots
 * and the report are all made from this.
 */
#ifndef READSNOOP_USER_COMPARE_RESULT_H
#define READSNOOP_USER_COMPARE_RESULT_H

#include <stdbool.h>
#include <stdint.h>

#include "compare_env.h"
#include "compare_plan.h"
#include "compare_spec.h"
#include "compare_stats.h"
#include "hdr_histogram.h"

/* A percentile is shown if at least that many events lie above it. */
#define BEYOND_LEAST 5

/* The percentiles, in parts of 100,000; the last is the maximum. */
enum { P50, P90, P99, P999, PMAX, PERCENTILES };
extern const unsigned int percentile_per_100k[PERCENTILES];
extern const char *const percentile_name[PERCENTILES];

struct run_record {
	unsigned int pace, channel, rep;       /* channel: index, or PLAN_BASELINE */
	uint64_t made, delivered, lost;	       /* behind the warm-up */
	double read_ns;			       /* of the workload for one read, mean */
	uint64_t workload_ns;		       /* that it took for all of made */
	uint64_t late_p50, late_p99, late_max; /* of the workload, ns */
	uint64_t delay[PERCENTILES];	       /* ns */
	uint64_t cpu_ns, wall_ns, wakeups;     /* of the reader */
	uint64_t early;
	double bpf_ns; /* for one hit, mean; below 0: not known */
	double steal_percent;
	/* The ledger of the whole session, warm-up included. */
	uint64_t hits, filtered, own, ledger_delivered, ledger_lost, ledger_failed, replaced;
};

/* A measurement that is no result. */
struct run_error {
	unsigned int pace, channel, rep;
	char why[160];
};

/* --paired: what the same hits did in both channels, in one run. */
struct paired_run {
	unsigned int pace, rep;
	uint64_t both, only_first, only_second, neither;
	double first_sooner_percent; /* of the hits in both */
	double difference_ns;	     /* delay in the second less that in the first: the median */
};

struct comparison {
	struct channel_list channels;
	struct pace_list paces;
	struct environment env;
	bool paired;
	struct run_record *runs;
	unsigned int run_count;
	struct run_error *errors;
	unsigned int error_count;
	struct histogram *pooled[COMPARE_CHANNELS_MAX][COMPARE_PACES_MAX]; /* NULL: no run */
	struct paired_run *pairs;					   /* --paired only */
	unsigned int pair_count;
};

void comparison__free(struct comparison *comparison);

/* 0 or -ENOMEM. delays: NULL for the baseline. */
int comparison__add(struct comparison *comparison, const struct run_record *run,
		    const struct histogram *delays);
/* Add to what all runs of this channel and pace have in common. 0 or -ENOMEM. */
int comparison__pool(struct comparison *comparison, const struct run_record *run,
		     const struct histogram *delays);
int comparison__add_error(struct comparison *comparison, const struct run_error *error);
int comparison__add_pair(struct comparison *comparison, const struct paired_run *pair);

/* Set run->delay from a histogram. */
void run_record__set_delays(struct run_record *run, const struct histogram *delays);

struct summary {
	unsigned int runs; /* 0: nothing to show */
	bool broken;	   /* a ledger did not close: an error, not a row */
	uint64_t made, delivered, lost;
	struct figure delay[P999];    /* ns; p50, p90, p99 of each run. No values: too few events */
	uint64_t pooled[PERCENTILES]; /* ns; of all runs together. 0: too few events */
	struct figure slowdown_ns;    /* for a read, against the baseline of the same round */
	struct figure cpu_per_event_ns, cpu_percent, wakeups_per_s, bpf_ns;
	struct figure reached;		  /* reads a second of the workload */
	struct figure late_p50, late_p99; /* of the workload, ns */
	uint64_t late_max;
};

/* channel: or PLAN_BASELINE, of which slowdown_ns is then the time of a read itself. */
void comparison__summarize(const struct comparison *comparison, unsigned int channel,
			   unsigned int pace, struct summary *summary);

/*
 * The one number to show for a percentile, ns: the median over the runs, or of all runs together
 * where one run is too short for it. 0: too few events.
 */
double summary__delay(const struct summary *summary, unsigned int percentile);

#endif
