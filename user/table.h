/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The user side of kern/table.bpf.h: take what the kernel side has added up since the last time.
 */
#ifndef READSNOOP_USER_TABLE_H
#define READSNOOP_USER_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../common/table.h"

struct bpf_object;
struct table;

/* What was taken: keys[i] is that of the row at rows + i * row_size. */
struct table_rows {
	const struct table_key *keys;
	const void *rows;
	size_t row_size;
	unsigned int count;
	uint64_t reads;		   /* of all rows together */
	uint64_t begin_ns, end_ns; /* boot time, roughly: see table__take() */
};

/* For a loaded object, before the probe is attached. 0 or a negative errno. */
int table__open(struct table **table, struct bpf_object *object);
void table__free(struct table *table);

/* The first interval begins now: the probe is attached. */
void table__begin(struct table *table);

/*
 * Take all rows, which are valid until the next call, and leave none behind. Each read is in the
 * rows of exactly one call. A read that happens during the call may come with this one or the
 * next. 0 or a negative errno.
 */
int table__take(struct table *table, struct table_rows *rows);

/* The head of row i. */
const struct table_head *table_rows__head(const struct table_rows *rows, unsigned int i);

/* Whether this is the row of those for whom the table had no place. */
bool table_key__is_others(const struct table_key *key);

/* "process", "comm", ...; -EINVAL for an unknown name. */
const char *table_by__name(enum table_by by);
int table_by__find(const char *name, uint32_t *by);

#endif
