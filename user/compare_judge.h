/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two summaries side by side: what differs, in numbers and in words.
 */
#ifndef READSNOOP_USER_COMPARE_JUDGE_H
#define READSNOOP_USER_COMPARE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "compare_result.h"

enum { JUDGED_P50, JUDGED_P99, JUDGED_SLOWDOWN, JUDGED_FIGURES };

struct judgement {
	enum contrast verdict[JUDGED_FIGURES];
	double ratio[JUDGED_FIGURES];	   /* second by first; 0: none */
	double difference[JUDGED_FIGURES]; /* second less first, ns */
};

extern const char *const judged_name[JUDGED_FIGURES];

/* least_ns: what two slow-downs must be apart at least (see figure__judge()). */
void judgement__make(struct judgement *judgement, const struct summary *first,
		     const struct summary *second, double least_ns);

/* Whether any figure could be judged, and whether any differs. */
bool judgement__is_judged(const struct judgement *judgement);
bool judgement__differs(const struct judgement *judgement);

const char *contrast__name(enum contrast verdict);

/* One line: what differs, "no difference seen", or that it was not judged. Returns text. */
const char *judgement__say(const struct judgement *judgement, char *text, size_t size);

/*
 * What a channel says against the first one at a pace. Returns text, or NULL if there is nothing to
 * compare.
 */
const char *judgement__against_first(const struct comparison *comparison, unsigned int channel,
				     unsigned int pace, char *text, size_t size);

/* The rule behind it, for that many repetitions on each side. Returns text. */
const char *judgement__rule(unsigned int reps, char *text, size_t size);

#endif
