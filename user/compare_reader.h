/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The reader of one measurement: a process of its own, which attaches a channel, notes how late
 * each event is, detaches and closes the books. Its channel, options and wakeup policy are those
 * of trace; only the sink is another.
 */
#ifndef READSNOOP_USER_COMPARE_READER_H
#define READSNOOP_USER_COMPARE_READER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "compare_spec.h"
#include "hdr_histogram.h"
#include "ledger.h"
#include "pacer.h"

/* One event, for --raw and --paired. */
struct raw_delay {
	uint64_t seq; /* of its CPU, from the first of the warm-up */
	uint64_t delay_ns;
	uint32_t cpu;
};

/* In memory shared with the process; all zero at first. */
struct reader_result {
	volatile bool ready;	  /* attached */
	int error;		  /* negative errno, logged by the process */
	uint64_t delivered;	  /* behind the warm-up */
	uint64_t missing;	  /* ... numbered, but not delivered, whatever the reason */
	uint64_t early;		  /* events from the future: the CPUs' clocks differ */
	struct ledger_row ledger; /* of the whole session, warm-up included */
	int64_t missed;		  /* see probe__missed() */
	uint64_t tree_overflows;
	uint64_t cpu_ns, wall_ns;  /* of the reader, behind the warm-up */
	uint64_t wakeups;	   /* by the kernel side */
	uint64_t bpf_ns, bpf_runs; /* while statistics were on; 0 if they never were */
	uint64_t raw_count;	   /* may exceed raw_max: then some are not kept */
	struct histogram delays;
};

struct reader_job {
	const struct trace_options *options;
	pid_t command; /* whose tree is traced; 0: the pacer, by options->comm */
	const struct pacer_result *pacer;
	struct raw_delay *raw; /* shared, or NULL */
	uint64_t raw_max;
};

/*
 * Fork it. It attaches, sets ready, and goes on until SIGTERM; then it waits for what is on its
 * way, detaches, fills the result and exits. Its pid or a negative errno.
 */
pid_t compare_reader__fork(const struct reader_job *job, struct reader_result *result);

#endif
