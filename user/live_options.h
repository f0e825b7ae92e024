/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command lines of "readsnoop top" and "readsnoop hist": their own options, and those of
 * trace that say what is traced, and how, and where the output goes.
 */
#ifndef READSNOOP_USER_LIVE_OPTIONS_H
#define READSNOOP_USER_LIVE_OPTIONS_H

#include "../common/table.h"
#include "options.h"

enum live_sort { SORT_READS, SORT_BYTES, SORT_ERRORS, SORT_MEAN, SORT_P99, SORT_KEY, SORTS };

struct live_options {
	struct trace_options trace; /* first: the shared options' set() take this */
	struct table_config table;
	uint64_t interval_ns; /* 0: only at the end */
	uint64_t intervals;   /* 0: no end */
	unsigned int rows;    /* to show; 0: all, or as many as the screen has */
	enum live_sort sort;
	const char *linear;  /* MIN:STEP:N, or NULL */
	unsigned int words;  /* how many of INTERVAL and COUNT were given */
	bool of[HIST_KINDS]; /* what hist is asked for */
};

enum parse_result top_options__parse(struct live_options *options, int argc, char *argv[]);
enum parse_result hist_options__parse(struct live_options *options, int argc, char *argv[]);
void live_options__free(struct live_options *options);

/* "reads", "bytes", ... */
const char *live_sort__name(enum live_sort sort);

/* "size", "requested", "duration". */
const char *hist_of__name(enum hist_of of);

#endif
