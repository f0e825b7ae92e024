/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What repetitions say together, and whether two sets of them differ.
 */
#ifndef READSNOOP_USER_COMPARE_STATS_H
#define READSNOOP_USER_COMPARE_STATS_H

/* As many repetitions as --reps takes. */
#define FIGURE_MAX 100

/* One figure over the repetitions. */
struct figure {
	double values[FIGURE_MAX];
	unsigned int count;
	double median, min, max; /* set by figure__finish(); 0 without values */
};

void figure__add(struct figure *figure, double value);
void figure__finish(struct figure *figure);

enum contrast {
	CONTRAST_UNJUDGED, /* too few repetitions to know the noise */
	CONTRAST_NONE,	   /* no difference seen */
	CONTRAST_LESS,	   /* the second is less than the first */
	CONTRAST_MORE
};

/* Fewer repetitions than these on either side are not judged. */
#define CONTRAST_LEAST 3

/* Medians that are closer than this part of the larger one are not told apart. */
#define CONTRAST_FLOOR 0.05

/*
 * The rule: a difference is seen if the ranges over the repetitions do not overlap, and the medians
 * are further apart than CONTRAST_FLOOR of the larger one and than least (in the figure's unit).
 *
 * Ranges that do not overlap are the extreme case of the rank-sum test (Wilcoxon 1945; Mann and
 * Whitney 1947, U = 0), which assumes nothing about how the values are distributed. With n
 * repetitions on each side, chance alone does it in 2 of (2n choose n) cases.
 */
enum contrast figure__judge(const struct figure *first, const struct figure *second, double least);

/* The share of cases in which chance alone keeps n and m values apart, 0 to 1. */
double figure__chance(unsigned int n, unsigned int m);

#endif
