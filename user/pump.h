/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The running trace: events go from the channel through the books to the output, while signals,
 * time and the traced command are watched.
 */
#ifndef READSNOOP_USER_PUMP_H
#define READSNOOP_USER_PUMP_H

#include <stdbool.h>
#include <stdint.h>

#include "account.h"
#include "channel.h"
#include "command.h"
#include "control.h"
#include "reader.h"
#include "show.h"

struct pump {
	struct control *control; /* all borrowed */
	struct channel *channel;
	struct command *command; /* pid 0: none */
	struct wall_clock *wall;
	void (*report)(struct pump *pump, bool final); /* print the ledger */
	void *report_ctx;
	void *body_ctx; /* of struct trace_body */
	/* CONTROL_INPUT and CONTROL_SCREEN, for who asked for them; NULL: lines follow the width.
	 */
	void (*on_screen)(struct pump *pump, struct control_event event);
	uint64_t limit; /* events to show; 0: no limit */

	struct account account;
	struct reader reader;
	struct show show;   /* its order is freed by whoever has made it */
	bool signalled;	    /* by the user: a second time ends it at once */
	bool woken;	    /* by the channel, since the last look */
	bool report_wanted; /* SIGUSR1 */
	bool stats_wanted;  /* the interval of --stats is over */
	bool stop;	    /* tracing shall end */
	bool output_over;   /* nothing more is taken: limit reached, or output closed or failed */
	bool output_closed; /* whoever read the output has gone: no fault */
	bool stalled_for_good;	  /* the output did not move for too long after the stop */
	int error;		  /* negative errno of the channel */
	unsigned int budget;	  /* events until the sink asks for a pause */
	uint64_t unflushed_since; /* boot time, ns; 0: nothing buffered */
	uint64_t drained_ns;	  /* see show__settle() */
	uint64_t stats_ns;	  /* boot time of the last line of --stats, or of the start */
	struct ledger_row stats;  /* what it was made from */
};

/* The channel's sinks, for events as they arrive and for those by time; ctx is the pump. */
int pump__sink(void *ctx, const struct read_event *event);
int pump__sink_ordered(void *ctx, const struct read_event *event);

/*
 * Sleep until something needs us, or timeout_ns is over (-1: never); output: also until there is
 * room in it. A wakeup by the channel is remembered until the channel is looked at. (react.c)
 */
void pump__wait_for(struct pump *pump, bool output, int64_t timeout_ns);

/* How many events until the sink asks for a pause, or has got all it should. */
void pump__grant_budget(struct pump *pump);

/* Run until something says stop. */
void pump__run(struct pump *pump);

/* Sleep until something needs us, or timeout_ns is over (-1: never), and deal with it. */
void pump__wait(struct pump *pump, int64_t timeout_ns);

/* After the probe is detached: show what is still in the channel, and the trailing gaps. */
void pump__drain_rest(struct pump *pump);

/* Write text of any length, waiting while the output stalls, and flush. */
void pump__write_text(struct pump *pump, const char *text, size_t len);

/* Wait for the command, while a second signal still ends us at once. */
void pump__wait_for_command(struct pump *pump);

#endif
