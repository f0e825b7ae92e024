// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "top_rows.h"

int top_rows__init(struct top_rows *rows, enum table_by by)
{
	*rows = (struct top_rows){
		.by = by,
		.entries = calloc(TABLE_ROWS_MAX + 1, sizeof(*rows->entries)),
	};
	return rows->entries ? 0 : -ENOMEM;
}

void top_rows__fini(struct top_rows *rows)
{
	free(rows->entries);
	rows->entries = NULL;
}

uint64_t log_linear__quantile(const uint64_t *slots, unsigned int permille)
{
	uint64_t total = 0, rank, seen = 0;
	unsigned int slot;

	for (slot = 0; slot < LOG_LINEAR_SLOTS; slot++)
		total += slots[slot];
	if (!total)
		return 0;
	/* Rounded up, in an order that does not overflow. */
	rank = total - (uint64_t)((unsigned __int128)total * (1000 - permille) / 1000);
	for (slot = 0; slot < LOG_LINEAR_SLOTS - 1; slot++) {
		seen += slots[slot];
		if (seen >= rank)
			return (log_linear__low(slot) + log_linear__low(slot + 1) - 1) / 2;
	}
	return log_linear__low(LOG_LINEAR_SLOTS);
}

static void finish_entry(struct top_entry *entry, const uint64_t *slots)
{
	entry->mean_ns = entry->head.reads ? entry->head.duration_ns / entry->head.reads : 0;
	entry->p99_ns = log_linear__quantile(slots, 990);
}

static void add_head(struct table_head *to, const struct table_head *from)
{
	to->reads += from->reads;
	to->errors += from->errors;
	to->bytes += from->bytes;
	to->duration_ns += from->duration_ns;
}

void top_rows__fill(struct top_rows *rows, const struct table_rows *taken)
{
	uint64_t slots[LOG_LINEAR_SLOTS], all[LOG_LINEAR_SLOTS] = {0};

	rows->begin_ns = taken->begin_ns;
	rows->end_ns = taken->end_ns;
	rows->taken = time(NULL);
	rows->count = 0;
	rows->total = (struct top_entry){0};
	for (unsigned int i = 0; i < taken->count; i++) {
		const struct top_row *row = (const struct top_row *)table_rows__head(taken, i);
		struct top_entry *entry = &rows->entries[rows->count];

		if (!row->head.reads)
			continue;
		for (unsigned int slot = 0; slot < LOG_LINEAR_SLOTS; slot++) {
			slots[slot] = row->duration[slot];
			all[slot] += row->duration[slot];
		}
		entry->key = taken->keys[i];
		entry->head = row->head;
		finish_entry(entry, slots);
		add_head(&rows->total.head, &row->head);
		rows->count++;
	}
	finish_entry(&rows->total, all);
}

static int compare_keys(const struct top_entry *a, const struct top_entry *b)
{
	for (int i = 0; i < 2; i++)
		if (a->key.word[i] != b->key.word[i])
			return a->key.word[i] < b->key.word[i] ? -1 : 1;
	return 0;
}

/* By what is written in the row: the name where there is one, else the number. */
static int compare_names(const struct top_entry *a, const struct top_entry *b)
{
	int order = strncmp(a->head.name, b->head.name, TABLE_NAME_LEN);

	return order ? order : compare_keys(a, b);
}

static int compare_comms(const struct top_entry *a, const struct top_entry *b)
{
	return memcmp(&a->key, &b->key, sizeof(a->key));
}

static uint64_t sort_value(const struct top_entry *entry, enum live_sort sort)
{
	switch (sort) {
	case SORT_BYTES:
		return entry->head.bytes;
	case SORT_ERRORS:
		return entry->head.errors;
	case SORT_MEAN:
		return entry->mean_ns;
	case SORT_P99:
		return entry->p99_ns;
	default:
		return entry->head.reads;
	}
}

struct order {
	enum live_sort sort;
	enum table_by by;
};

static int compare(const void *left, const void *right, void *arg)
{
	const struct top_entry *a = left, *b = right;
	const struct order *order = arg;
	uint64_t of_a = sort_value(a, order->sort), of_b = sort_value(b, order->sort);

	if (order->sort == SORT_KEY)
		return order->by == BY_COMM ? compare_comms(a, b) : compare_names(a, b);
	if (of_a != of_b)
		return of_a > of_b ? -1 : 1;
	return compare_keys(a, b);
}

void top_rows__sort(struct top_rows *rows, enum live_sort sort)
{
	struct order order = {sort, rows->by};

	qsort_r(rows->entries, rows->count, sizeof(*rows->entries), compare, &order);
}

double top_rows__seconds(const struct top_rows *rows)
{
	uint64_t ns = rows->end_ns - rows->begin_ns;

	return ns ? (double)ns / 1e9 : 1e-9;
}
