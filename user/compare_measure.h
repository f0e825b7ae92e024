/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Going through the plan: measure each cell, and put what it gave where it belongs.
 */
#ifndef READSNOOP_USER_COMPARE_MEASURE_H
#define READSNOOP_USER_COMPARE_MEASURE_H

#include "compare_cell.h"
#include "compare_options.h"
#include "compare_progress.h"
#include "compare_result.h"
#include "compare_store.h"

struct compare {
	struct compare_options options;
	struct comparison result;
	struct control control;
	struct cell cell;
	struct store store;
	struct progress progress;
	struct plan plan;
	double steal_sum, steal_max;
	unsigned int measured;
};

/* Privilege, signals, memory, the kind of probe, the directory. 0 or a negative errno, logged. */
int compare__prepare(struct compare *compare);

/*
 * Measure until all is done. 0; -EINTR if the user wanted an end; or a negative errno, logged. What
 * was finished is in compare->result in any case.
 */
int compare__measure(struct compare *compare);

#endif
