// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "clock.h"
#include "table.h"

struct table {
	int current_fd;
	int fds[2];
	unsigned int in_use; /* which of them the kernel side adds to */
	size_t row_size;
	struct table_key *keys; /* room for a full table */
	char *rows;
	char *blank;	   /* a row of zeros */
	uint64_t begin_ns; /* of the table in use */
	int policy;	   /* how we are scheduled, but for hold_cpu() */
	struct sched_param priority;
};

static const struct table_key others = TABLE_OTHERS;

static const char *const by_names[BY_KINDS] = {
	[BY_NONE] = "none", [BY_PROCESS] = "process", [BY_COMM] = "comm",
	[BY_FILE] = "file", [BY_CPU] = "cpu",	      [BY_UID] = "uid",
};

const char *table_by__name(enum table_by by)
{
	return by_names[by];
}

int table_by__find(const char *name, uint32_t *by)
{
	for (uint32_t i = 0; i < BY_KINDS; i++)
		if (strcmp(by_names[i], name) == 0) {
			*by = i;
			return 0;
		}
	return -EINVAL;
}

bool table_key__is_others(const struct table_key *key)
{
	return memcmp(key, &others, sizeof(others)) == 0;
}

const struct table_head *table_rows__head(const struct table_rows *rows, unsigned int i)
{
	return (const struct table_head *)((const char *)rows->rows + i * rows->row_size);
}

/* The row of the others has its place before anyone can take it. */
static int plant_others(const struct table *table, unsigned int which)
{
	return bpf_map_update_elem(table->fds[which], &others, table->blank, BPF_ANY) ? -errno : 0;
}

int table__open(struct table **out, struct bpf_object *object)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, "table_a");
	struct table *table = calloc(1, sizeof(*table));
	int err;

	*out = table;
	if (!table)
		return -ENOMEM;
	table->current_fd = bpf_object__find_map_fd_by_name(object, "current");
	table->fds[0] = bpf_map__fd(map);
	table->fds[1] = bpf_object__find_map_fd_by_name(object, "table_b");
	table->row_size = bpf_map__value_size(map);
	table->keys = calloc(TABLE_ROWS_MAX + 1, sizeof(*table->keys));
	table->rows = calloc(TABLE_ROWS_MAX + 1, table->row_size);
	table->blank = calloc(1, table->row_size);
	if (!table->keys || !table->rows || !table->blank)
		return -ENOMEM;
	err = plant_others(table, 0);
	return err ? err : plant_others(table, 1);
}

void table__begin(struct table *table)
{
	table->begin_ns = clock__boot_ns();
}

void table__free(struct table *table)
{
	if (!table)
		return;
	free(table->keys);
	free(table->rows);
	free(table->blank);
	free(table);
}

/* Let the kernel side use the other table. Nobody uses the old one any more when this returns. */
static int swap(struct table *table)
{
	uint32_t slot = 0;

	if (bpf_map_update_elem(table->current_fd, &slot, &table->fds[!table->in_use], BPF_ANY))
		return -errno;
	table->in_use = !table->in_use;
	return 0;
}

/*
 * While the kernel works for bpf(2) on a CPU it calls no program there that is attached by a perf
 * event. Were we preempted in the middle, as newer kernels do, the reads of whoever has the CPU
 * then would be missed until it is our turn again. So ordinary processes have to wait for these few
 * microseconds. Where that is not allowed, "missed" counts them.
 */
static void hold_cpu(struct table *table)
{
	const struct sched_param priority = {.sched_priority = 1};

	table->policy = sched_getscheduler(0);
	if (table->policy >= 0 && !sched_getparam(0, &table->priority))
		sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &priority);
}

static void release_cpu(const struct table *table)
{
	if (table->policy >= 0)
		sched_setscheduler(0, table->policy, &table->priority);
}

/* Move all rows out of a table that nobody uses. Not as a batch, which is one long call. */
static int empty(struct table *table, int fd, unsigned int *count)
{
	struct table_key *key = NULL;

	for (*count = 0; *count <= TABLE_ROWS_MAX; (*count)++) {
		if (bpf_map_get_next_key(fd, key, &table->keys[*count]))
			break;
		key = &table->keys[*count];
		if (bpf_map_lookup_elem(fd, key, table->rows + *count * table->row_size))
			return -errno;
	}
	for (unsigned int i = 0; i < *count; i++)
		if (bpf_map_delete_elem(fd, &table->keys[i]))
			return -errno;
	return 0;
}

int table__take(struct table *table, struct table_rows *rows)
{
	unsigned int taken = table->in_use;
	/* The new table is in use at once; what swap() waits for may take much longer. */
	uint64_t end_ns = clock__boot_ns();
	int err;

	hold_cpu(table);
	err = swap(table);
	*rows = (struct table_rows){
		.keys = table->keys,
		.rows = table->rows,
		.row_size = table->row_size,
		.begin_ns = table->begin_ns,
		.end_ns = end_ns,
	};
	table->begin_ns = rows->end_ns;
	if (!err)
		err = empty(table, table->fds[taken], &rows->count);
	if (!err)
		err = plant_others(table, taken);
	release_cpu(table);
	for (unsigned int i = 0; i < rows->count; i++)
		rows->reads += table_rows__head(rows, i)->reads;
	return err;
}
