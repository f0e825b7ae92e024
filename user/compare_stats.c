// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>

#include "compare_stats.h"

void figure__add(struct figure *figure, double value)
{
	if (figure->count < FIGURE_MAX)
		figure->values[figure->count++] = value;
}

static int compare_values(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void figure__finish(struct figure *figure)
{
	unsigned int n = figure->count;

	if (!n)
		return;
	qsort(figure->values, n, sizeof(*figure->values), compare_values);
	figure->min = figure->values[0];
	figure->max = figure->values[n - 1];
	figure->median = (figure->values[(n - 1) / 2] + figure->values[n / 2]) / 2;
}

enum contrast figure__judge(const struct figure *first, const struct figure *second, double least)
{
	double larger = fmax(fabs(first->median), fabs(second->median));
	double apart = fabs(first->median - second->median);

	if (first->count < CONTRAST_LEAST || second->count < CONTRAST_LEAST)
		return CONTRAST_UNJUDGED;
	if (apart <= larger * CONTRAST_FLOOR || apart <= least)
		return CONTRAST_NONE;
	if (second->max < first->min)
		return CONTRAST_LESS;
	if (second->min > first->max)
		return CONTRAST_MORE;
	return CONTRAST_NONE;
}

double figure__chance(unsigned int n, unsigned int m)
{
	double ways = 1;

	for (unsigned int i = 1; i <= m; i++)
		ways = ways * (n + i) / i;
	return ways < 2 ? 1 : 2 / ways;
}
