/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The built-in workload of "readsnoop compare": a pinned process that reads at given moments,
 * counts what it did, times its own reads and knows how late it was.
 */
#ifndef READSNOOP_USER_PACER_H
#define READSNOOP_USER_PACER_H

#include <stdint.h>
#include <sys/types.h>

#include "../common/event.h"
#include "compare_spec.h"
#include "cpus.h"
#include "hdr_histogram.h"

#define PACER_READERS_MAX 2

struct pacer_job {
	const struct pace *pace;
	const struct cpu_set *cpus;	  /* it reads on each of them in turn */
	const struct cpu_set *online;	  /* where the readers may be put meanwhile */
	uint64_t warmup_ns, duration_ns;  /* on each CPU */
	char comm[READ_COMM_LEN];	  /* what it calls itself, for the filter of the probe */
	pid_t readers[PACER_READERS_MAX]; /* 0: none */
	int stats_fd;			  /* closed when the first warm-up ends; -1: none */
};

/* In memory shared with the process; all zero at first, but for warm. */
struct pacer_result {
	/*
	 * By CPU: how many of its first reads there belong to the warm-up. Set before the first
	 * that does not; until then more than there can be.
	 */
	volatile uint64_t warm[CPUS_MAX];
	uint64_t made, warm_made;
	uint64_t read_ns; /* all of made together: in the call; flat out, from first to last */
	uint64_t wall_ns;
	int error;		   /* errno of what failed */
	struct histogram lateness; /* of each read of made, against its moment; not flat out */
};

/* Say of all CPUs that warm is not known yet, or that there is no warm-up (0). */
void pacer_result__set_warm(struct pacer_result *result, uint64_t reads);

/* The reads of duration_ns at this pace; 0 when that is not known before, flat out. */
uint64_t pacer__reads(const struct pace *pace, uint64_t duration_ns);

/*
 * The CPU for reader number index while the workload is on busy: another one, if there is; two
 * readers on two, if there are.
 */
unsigned int pacer__reader_cpu(const struct cpu_set *online, unsigned int busy, unsigned int index);

/* Fork it; it begins at once. Its pid or a negative errno. */
pid_t pacer__fork(const struct pacer_job *job, struct pacer_result *result);

#endif
