/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The line on stderr that says how far a comparison is; only on a terminal.
 */
#ifndef READSNOOP_USER_COMPARE_PROGRESS_H
#define READSNOOP_USER_COMPARE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "compare_plan.h"
#include "compare_result.h"

struct progress {
	bool on;
	unsigned int length, done;
	uint64_t start_ns;
};

void progress__start(struct progress *progress, unsigned int length, bool wanted);

/* What is measured next. */
void progress__show(struct progress *progress, const struct comparison *comparison,
		    const struct plan_item *item);

/* Make room for another line. */
void progress__clear(struct progress *progress);

#endif
