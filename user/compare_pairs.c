// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "compare_pairs.h"

static int compare_hits(const void *a, const void *b)
{
	const struct raw_delay *x = a, *y = b;

	if (x->cpu != y->cpu)
		return x->cpu < y->cpu ? -1 : 1;
	return (x->seq > y->seq) - (x->seq < y->seq);
}

static int compare_differences(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Merge the two sorted lists; differences has room for the shorter one. */
static void merge(const struct raw_delay *first, uint64_t first_count,
		  const struct raw_delay *second, uint64_t second_count, int64_t *differences,
		  struct paired_run *pair)
{
	uint64_t i = 0, j = 0;

	while (i < first_count && j < second_count) {
		int order = compare_hits(&first[i], &second[j]);

		if (order == 0)
			differences[pair->both++] =
				(int64_t)(second[j].delay_ns - first[i].delay_ns);
		pair->only_first += order < 0;
		pair->only_second += order > 0;
		i += order <= 0;
		j += order >= 0;
	}
	pair->only_first += first_count - i;
	pair->only_second += second_count - j;
}

int pairs__join(struct cell *cell, struct paired_run *pair)
{
	const struct cell_shared *shared = cell->shared;
	uint64_t first = shared->reader[0].raw_count, second = shared->reader[1].raw_count;
	uint64_t sooner = 0;
	int64_t *differences;

	if (first > cell->raw_max || second > cell->raw_max)
		return -EOVERFLOW;
	differences = calloc((first < second ? first : second) + 1, sizeof(*differences));
	if (!differences)
		return -ENOMEM;
	qsort(cell->raw[0], first, sizeof(struct raw_delay), compare_hits);
	qsort(cell->raw[1], second, sizeof(struct raw_delay), compare_hits);
	merge(cell->raw[0], first, cell->raw[1], second, differences, pair);
	pair->neither = shared->workload.made - pair->both - pair->only_first - pair->only_second;
	for (uint64_t i = 0; i < pair->both; i++)
		sooner += differences[i] > 0;
	qsort(differences, pair->both, sizeof(*differences), compare_differences);
	if (pair->both) {
		pair->first_sooner_percent = (double)sooner * 100 / (double)pair->both;
		pair->difference_ns = (double)differences[pair->both / 2];
	}
	free(differences);
	return 0;
}
