/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In which order everything is measured: round after round, each with every pace, each pace with
 * the untraced baseline and every channel once. Who comes first rotates from round to round and
 * from pace to pace, so that a machine which gets slower, or warmer, does not always hit the same
 * one.
 */
#ifndef READSNOOP_USER_COMPARE_PLAN_H
#define READSNOOP_USER_COMPARE_PLAN_H

#include <stdbool.h>

/* In place of a channel: nothing is attached. */
#define PLAN_BASELINE 0xffu

struct plan {
	unsigned int paces, reps;
	unsigned int subjects; /* channels; or 1, when two are measured at once */
};

struct plan_item {
	unsigned int pace, rep;
	unsigned int subject; /* index, or PLAN_BASELINE */
};

unsigned int plan__length(const struct plan *plan);
struct plan_item plan__at(const struct plan *plan, unsigned int index);

#endif
