/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison in a directory: environment.csv, results.csv (a line for each run) and delays.hlog
 * (a histogram for each) are all that is needed to have it back; paired.csv with --paired.
 */
#ifndef READSNOOP_USER_COMPARE_STORE_H
#define READSNOOP_USER_COMPARE_STORE_H

#include <stdio.h>

#include "compare_reader.h"
#include "compare_result.h"

struct store {
	const char *dir; /* borrowed */
	FILE *results, *delays, *paired;
};

/* Make the directory, if need be, and begin its files. 0 or a negative errno, logged. */
int store__create(struct store *store, const char *dir, const struct comparison *comparison);

/* Each run goes to the files at once. delays: NULL for the baseline. */
void store__add(struct store *store, const struct comparison *comparison,
		const struct run_record *run, const struct histogram *delays);
void store__add_error(struct store *store, const struct comparison *comparison,
		      const struct run_error *error);
void store__add_pair(struct store *store, const struct comparison *comparison,
		     const struct paired_run *pair);

/* --raw: the delay of each event of a run, below raw/. 0 or a negative errno, logged. */
int store__add_raw(struct store *store, const struct comparison *comparison,
		   const struct run_record *run, const struct raw_delay *raw, uint64_t count);

/* environment.csv, percentiles/, and what is still in buffers. 0 or a negative errno, logged. */
int store__finish(struct store *store, const struct comparison *comparison);

/* Have it back. 0 or a negative errno, logged; free it in any case. */
int store__load(const char *dir, struct comparison *comparison);

/* The file with the percentile distribution of a channel at a rate, below the directory. */
void store__distribution_name(char *name, size_t size, const char *channel, const char *rate);

/* A file in the directory, opened for writing. NULL, and logged, if it cannot be. */
FILE *store__open(const char *dir, const char *name);

/* Close it, and tell what went wrong with it since it was opened. 0 or a negative errno, logged. */
int store__close(FILE *file, const char *dir, const char *name);

#endif
