/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a session looks like on paper: one set of operations per --format.
 */
#ifndef READSNOOP_USER_OUTPUT_H
#define READSNOOP_USER_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../common/event.h"
#include "../common/read_details.h"
#include "ledger.h"
#include "line_cache.h"
#include "style.h"
#include "stream.h"

/* The version of the JSON records; raised when a field changes its meaning or goes. */
#define OUTPUT_VERSION 1

struct trace_options;

/* What is known once the probe is attached. */
struct session {
	const char *attach, *channel, *kernel;
	bool keeps_last_only;  /* the channel replaces unread events by design */
	unsigned int cpus;     /* online at the start */
	uint64_t buffer_bytes; /* 0: the channel has no buffer */
	bool details;	       /* events are struct read_details: reads that have returned */
	const struct trace_options *options;
	struct line_style style;
};

struct ledger {
	const struct session *session;
	bool final; /* detached and drained: nothing may be pending */
	struct ledger_row total;
	struct ledger_row *rows; /* by CPU id */
	unsigned int cpus;
	int64_t missed;		 /* -1: this kernel does not tell */
	uint64_t tree_overflows; /* processes that could not be followed */
	bool has_order;		 /* the next one has a meaning */
	uint64_t stragglers;	 /* shown behind younger events */
};

struct output_ops {
	const char *name;
	bool ledger_is_data; /* the ledger goes where the events go, not to stderr */

	/*
	 * The hot path: write one line at p and return its end; at most WRITER_LINE_MAX / 2 bytes.
	 */
	char *(*read)(char *p, const struct read_event *event, struct line_cache *cache);
	/* The same of a record with details. */
	char *(*details)(char *p, const struct read_details *details, struct line_cache *cache);
	char *(*gap)(char *p, unsigned int cpu, const struct gap *gap,
		     const struct session *session);

	void (*header)(FILE *to, const struct session *session);
	void (*ledger)(FILE *to, const struct ledger *ledger);
};

/* NULL for an unknown name. */
const struct output_ops *output_ops__find(const char *name);

/* The wall time of an event as ISO 8601, in UTC with nine decimals; and line_cache__delta(). */
char *output__utc(char *p, const struct read_event *event, struct line_cache *cache);
char *output__delta(char *p, const struct read_event *event, struct line_cache *cache);

/* The ledger as text, for every format that has no place for it among its lines. */
void text__ledger(FILE *to, const struct ledger *ledger);

extern const struct output_ops output_text;
extern const struct output_ops output_json;
extern const struct output_ops output_csv;

#endif
