/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which plots there are, for whoever draws them and whoever shows them.
 */
#ifndef READSNOOP_USER_COMPARE_PLOT_H
#define READSNOOP_USER_COMPARE_PLOT_H

#include <stdbool.h>

#include "compare_result.h"

struct plot_kind {
	const char *name, *title; /* NAME.svg and NAME.png */
};

/* The plots over all paces. NULL behind the last. */
const struct plot_kind *plot_kind__at(unsigned int index);

/* Whether there is one with the percentile curves of a pace. */
bool plot__has_curves(const struct comparison *comparison, unsigned int pace);

/* The name of the plot with the percentile curves of a pace. Returns name. */
const char *plot__curve_name(const struct comparison *comparison, unsigned int pace, char *name,
			     size_t size);

#endif
