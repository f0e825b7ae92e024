// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "compare_judge.h"

const char *const judged_name[JUDGED_FIGURES] = {"p50 delay", "p99 delay", "slow-down"};

static const struct figure *figure_of(const struct summary *summary, unsigned int i)
{
	switch (i) {
	case JUDGED_P50:
		return &summary->delay[P50];
	case JUDGED_P99:
		return &summary->delay[P99];
	default:
		return &summary->slowdown_ns;
	}
}

void judgement__make(struct judgement *judgement, const struct summary *first,
		     const struct summary *second, double least_ns)
{
	for (unsigned int i = 0; i < JUDGED_FIGURES; i++) {
		const struct figure *a = figure_of(first, i), *b = figure_of(second, i);

		judgement->verdict[i] = figure__judge(a, b, i == JUDGED_SLOWDOWN ? least_ns : 0);
		judgement->difference[i] = b->median - a->median;
		judgement->ratio[i] = a->median > 0 ? b->median / a->median : 0;
	}
}

bool judgement__is_judged(const struct judgement *judgement)
{
	for (unsigned int i = 0; i < JUDGED_FIGURES; i++)
		if (judgement->verdict[i] != CONTRAST_UNJUDGED)
			return true;
	return false;
}

bool judgement__differs(const struct judgement *judgement)
{
	for (unsigned int i = 0; i < JUDGED_FIGURES; i++)
		if (judgement->verdict[i] == CONTRAST_LESS ||
		    judgement->verdict[i] == CONTRAST_MORE)
			return true;
	return false;
}

const char *contrast__name(enum contrast verdict)
{
	static const char *const names[] = {
		[CONTRAST_UNJUDGED] = "not judged",
		[CONTRAST_NONE] = "no difference seen",
		[CONTRAST_LESS] = "less",
		[CONTRAST_MORE] = "more",
	};

	return names[verdict];
}

const char *judgement__say(const struct judgement *judgement, char *text, size_t size)
{
	size_t len = 0;

	if (!judgement__differs(judgement)) {
		snprintf(text, size, "%s",
			 judgement__is_judged(judgement)
				 ? "no difference seen"
				 : "not judged: too few repetitions or events");
		return text;
	}
	for (unsigned int i = 0; i < JUDGED_FIGURES && len < size; i++) {
		const char *comma = len ? ", " : "";

		if (judgement->verdict[i] != CONTRAST_LESS &&
		    judgement->verdict[i] != CONTRAST_MORE)
			continue;
		if (i == JUDGED_SLOWDOWN)
			len += (size_t)snprintf(text + len, size - len, "%s%s %+.0f ns a read",
						comma, judged_name[i], judgement->difference[i]);
		else
			len += (size_t)snprintf(text + len, size - len, "%s%s x %.3g", comma,
						judged_name[i], judgement->ratio[i]);
	}
	return text;
}

const char *judgement__against_first(const struct comparison *comparison, unsigned int channel,
				     unsigned int pace, char *text, size_t size)
{
	struct summary first, other;
	struct judgement judgement;

	comparison__summarize(comparison, 0, pace, &first);
	comparison__summarize(comparison, channel, pace, &other);
	if (channel == 0 || !first.runs || !other.runs)
		return NULL;
	judgement__make(&judgement, &first, &other, 0);
	return judgement__say(&judgement, text, size);
}

const char *judgement__rule(unsigned int reps, char *text, size_t size)
{
	if (reps < CONTRAST_LEAST) {
		snprintf(text, size,
			 "Differences are not judged: that takes %d repetitions, here are %u.",
			 CONTRAST_LEAST, reps);
		return text;
	}
	snprintf(
		text, size,
		"A difference is seen if the ranges over the repetitions do not overlap and the "
		"medians are more than %g %% apart. With %u repetitions on each side, chance alone "
		"parts two ranges in %.2g %% of cases (rank-sum test, U = 0).",
		CONTRAST_FLOOR * 100, reps, figure__chance(reps, reps) * 100);
	return text;
}
