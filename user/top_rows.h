/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What "top" shows of one interval: the rows of the table with their means and percentiles.
 */
#ifndef READSNOOP_USER_TOP_ROWS_H
#define READSNOOP_USER_TOP_ROWS_H

#include <time.h>

#include "live_options.h"
#include "table.h"

struct top_entry {
	struct table_key key;
	struct table_head head;
	uint64_t mean_ns;
	/*
	 * The 99th percentile of the duration, within 6.25 %: the middle of the slot of
	 * common/log_linear.h that it lies in. From 2^42 ns (73 minutes) on it is that, and more.
	 */
	uint64_t p99_ns;
};

struct top_rows {
	enum table_by by;
	uint64_t begin_ns, end_ns; /* boot time */
	time_t taken;		   /* the time of day then */
	struct top_entry *entries; /* owned */
	unsigned int count;
	struct top_entry total;
};

/* Room for a full table. 0 or -ENOMEM. */
int top_rows__init(struct top_rows *rows, enum table_by by);
void top_rows__fini(struct top_rows *rows);

/* Copy what was taken. Rows without a read are left out. */
void top_rows__fill(struct top_rows *rows, const struct table_rows *taken);

/* The largest first; names and ids ascending. Rows that are equal keep a fixed order. */
void top_rows__sort(struct top_rows *rows, enum live_sort sort);

double top_rows__seconds(const struct top_rows *rows);

/*
 * The value that "permille" of the counted ones do not exceed, as the middle of its slot. 0 if
 * nothing was counted.
 */
uint64_t log_linear__quantile(const uint64_t *slots, unsigned int permille);

#endif
