/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command line of "readsnoop trace".
 */
#ifndef READSNOOP_USER_OPTIONS_H
#define READSNOOP_USER_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "channel.h"
#include "command_line.h"
#include "filters.h"
#include "log.h"
#include "output.h"

struct trace_options {
	struct filters filters; /* first, see filter_options.h; owned */
	const struct channel_ops *channel;
	enum attach_kind attach;
	const struct table_config *table; /* for a channel that adds up; else NULL */
	uint64_t duration_ns;		  /* 0: no end */
	uint64_t count;			  /* 0: no end */
	uint64_t buffer_bytes;		  /* per CPU, as asked for */
	uint64_t min_duration_ns;	  /* these three: 0, any read */
	uint64_t min_bytes;
	bool errors_only;
	bool details;	    /* an event is a read that has returned, with what became of it */
	bool path;	    /* with details */
	uint32_t padding;   /* without details: bytes more in each record, a multiple of 8 */
	uint32_t in_flight; /* reads under way at once that can be followed to their return */
	uint64_t poll_interval_ns;
	uint32_t wakeup;	 /* 0: adaptive */
	const char *output_path; /* NULL: stdout */
	const struct output_ops *format;
	enum clock_kind clock;
	enum color_choice color;
	uint64_t stats_ns; /* between two lines of --stats; 0: none */
	bool by_arrival;   /* not by time */
	bool json_schema;  /* print it, and nothing else */
	enum log_level verbosity;
	bool strict, include_self;
	char **command; /* NULL, or what stands behind "--" */

	/* Whether given, where the default depends on other options. */
	bool has_poll_interval, has_buffer_bytes, has_in_flight;
};

/* The defaults. */
void trace_options__init(struct trace_options *options);

/*
 * When all are set: the defaults that depend on others. NULL, or what does not go together (static,
 * until the next call).
 */
const char *trace_options__complete(struct trace_options *options);

/* The same, complaining if what the options say does not go together. */
enum parse_result trace_options__check(struct trace_options *options);

enum parse_result trace_options__parse(struct trace_options *options, int argc, char *argv[]);

void trace_options__free(struct trace_options *options);

#endif
