/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * --paired: which hits came through which of two channels, and which channel was sooner. Both saw
 * the same hits from the first one on, so a hit has the same CPU and number in both.
 */
#ifndef READSNOOP_USER_COMPARE_PAIRS_H
#define READSNOOP_USER_COMPARE_PAIRS_H

#include "compare_cell.h"
#include "compare_result.h"

/*
 * Join what the last run left in cell->raw, which is sorted on the way. 0, -ENOMEM, or -EOVERFLOW
 * if not all events were kept.
 */
int pairs__join(struct cell *cell, struct paired_run *pair);

#endif
