/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A session that shows sums instead of events: what "top" and "hist" share. Every interval the
 * table is taken from the kernel side and given to the view.
 */
#ifndef READSNOOP_USER_LIVE_H
#define READSNOOP_USER_LIVE_H

#include "live_options.h"
#include "pump.h"
#include "table.h"

struct live;

struct live_view {
	/* Attached. 0 or a negative errno, logged. */
	int (*begin)(struct live *live);
	/* What has been added up since the last time. */
	void (*show)(struct live *live, const struct table_rows *rows);
	/* Nothing more is shown; called before anything is said on stderr. NULL: nothing to do. */
	void (*end)(struct live *live);
};

struct live {
	const struct live_options *options;
	const struct live_view *view;
	void *view_ctx;

	struct pump *pump;		    /* of the session */
	uint64_t next_ns;		    /* boot time of the next interval's end */
	uint64_t shown;			    /* intervals */
	uint64_t shown_reads, unread_reads; /* in the tables taken */
};

/* Run the whole session. The exit status; errors are logged. */
int live__run(struct live *live);

/* Write text to the output, and flush. */
void live__write(struct live *live, const char *text, size_t len);

#endif
