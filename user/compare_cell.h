/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One measurement: the workload once, untraced or with one channel attached, or two. Reader and
 * workload are processes of their own; we only start them, wait, and check that their books agree.
 */
#ifndef READSNOOP_USER_COMPARE_CELL_H
#define READSNOOP_USER_COMPARE_CELL_H

#include <stdint.h>

#include "compare_options.h"
#include "compare_reader.h"
#include "control.h"
#include "pacer.h"

/* How many channels one measurement can have. */
#define CELL_CHANNELS PACER_READERS_MAX

/* All in shared memory. */
struct cell_shared {
	struct pacer_result workload;
	struct reader_result reader[CELL_CHANNELS];
};

struct cell {
	const struct compare_options *options;
	struct control *control;
	struct cpu_set cpus, online; /* for the workload; those there are */
	struct cell_shared *shared;
	struct raw_delay *raw[CELL_CHANNELS]; /* shared; NULL: not wanted */
	uint64_t raw_max;
	char comm[READ_COMM_LEN]; /* of the pacer: nobody else is called so */

	/* Of the last run. */
	double steal_percent; /* of all CPUs' time */
	int command_status;
};

/* 0 or a negative errno, logged. */
int cell__init(struct cell *cell, const struct compare_options *options, struct control *control);
void cell__free(struct cell *cell);

/*
 * Measure. channels: none for the baseline. 0; -EINTR: the user wants an end; -EBADMSG: the books
 * do not agree (why: a line); or another negative errno, logged. The results are in cell->shared,
 * of which workload.made, wall_ns and read_ns are filled for a command, too.
 */
int cell__run(struct cell *cell, const struct pace *pace,
	      const struct trace_options *const channels[], unsigned int count, char *why,
	      size_t why_size);

#endif
