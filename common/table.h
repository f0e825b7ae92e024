/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables that "top" and "hist" aggregate into: one row per process, name, file, CPU or user.
 */
#ifndef READSNOOP_COMMON_TABLE_H
#define READSNOOP_COMMON_TABLE_H

#include "event.h"
#include "log_linear.h"

/* What a row stands for. */
enum table_by { BY_NONE, BY_PROCESS, BY_COMM, BY_FILE, BY_CPU, BY_UID, BY_KINDS };

/* Rows of a table; one more holds the reads of all that find no place. */
#define TABLE_ROWS_MAX 4096

/*
 * By process: its id; comm: the thread's name, padded with zeros; file: inode number and device
 * (major << 20 | minor); CPU, user: the number. Unused words are 0.
 */
struct table_key {
	__u64 word[2];
};

/*
 * The row of all that came after the table was full; user space puts it into each table. It is
 * nobody else's: a name has a NUL at its end, and a device has 32 bits.
 */
#define TABLE_OTHERS                                                                               \
	{                                                                                          \
		{                                                                                  \
			~0ULL, ~0ULL                                                               \
		}                                                                                  \
	}

#define TABLE_NAME_LEN 64

/* How each row begins, whoever it is for. */
struct table_head {
	__u64 reads;	   /* all of these, the failed ones included */
	__u64 errors;	   /* reads that returned a negative errno */
	__u64 bytes;	   /* returned by those that did not */
	__u64 duration_ns; /* of all reads together */
	/* The process' name (of its first thread), or the file's; bytes that others chose. */
	char name[TABLE_NAME_LEN];
};

/* A row of "top". */
struct top_row {
	struct table_head head;
	__u32 duration[LOG_LINEAR_SLOTS]; /* reads by their duration in ns */
};

/* What "hist" counts reads by. */
enum hist_of { HIST_SIZE, HIST_REQUESTED, HIST_DURATION, HIST_KINDS };

/* log2; or linear: below the first step, at most 62 steps, and above the last one. */
#define HIST_SLOTS LOG2_SLOTS

/* A row of "hist". A read that failed has a duration, but no size. */
struct hist_row {
	struct table_head head;
	__u64 slots[HIST_KINDS][HIST_SLOTS];
};

/* The most steps that a linear histogram can have. */
#define HIST_STEPS_MAX (HIST_SLOTS - 2)

/* Slot 1 begins at min, and each up to slot "steps" is step wide. step 0: log2. */
struct hist_scale {
	__u64 min, step;
	__u32 steps;
	__u32 wanted; /* 0: not counted */
};

/* The knobs of the tables; filled like struct probe_config. */
struct table_config {
	__u32 by;
	__u32 padding;
	struct hist_scale scale[HIST_KINDS];
};

_Static_assert(sizeof(struct table_key) == 16, "table_key");
_Static_assert(READ_COMM_LEN == sizeof(struct table_key), "a name fits into a key");
_Static_assert(sizeof(struct table_head) == 32 + TABLE_NAME_LEN, "table_head");
_Static_assert(sizeof(struct hist_scale) == 24, "hist_scale");

#endif
