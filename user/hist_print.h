/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Histograms as text and as JSON.
 */
#ifndef READSNOOP_USER_HIST_PRINT_H
#define READSNOOP_USER_HIST_PRINT_H

#include <stdio.h>

#include "../common/table.h"
#include "table.h"

/* The smallest value of a slot, and (below slot steps + 1 or LOG2_SLOTS) the first one behind. */
uint64_t hist_scale__low(const struct hist_scale *scale, unsigned int slot);
unsigned int hist_scale__slots(const struct hist_scale *scale);

/* What is printed of a session, or of an interval of it. */
struct hist_print {
	const struct table_config *config;
	const struct table_rows *rows;
	unsigned int max; /* rows; 0: all */
};

void hist_print__text(FILE *to, const struct hist_print *print);
void hist_print__json(FILE *to, const struct hist_print *print);

#endif
