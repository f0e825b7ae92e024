/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Events become lines: at once, or, with an order, when no older one can come any more.
 *
 * Up to when that is, the numbers say. A CPU whose last number has arrived can only bring events
 * that it has yet to number, and an event gets its time after its number: so they will be younger
 * than the moment before we looked. A CPU that has given out more numbers than have arrived can
 * bring events from its last one on.
 */
#ifndef READSNOOP_USER_SHOW_H
#define READSNOOP_USER_SHOW_H

#include <stdbool.h>
#include <stdint.h>

#include "account.h"
#include "channel.h"
#include "details.h"
#include "order.h"
#include "output.h"
#include "writer.h"

struct show {
	struct writer *writer; /* this and the next two are borrowed */
	const struct output_ops *output;
	const struct session *session;
	struct order *order; /* owned; NULL: in the order of arrival */
	struct line_cache line_cache;
};

/*
 * A line at p, which writer__line() gave, behind one for the gap before it (or NULL). Whether there
 * is room for the next one.
 */
static inline bool show__event(struct show *show, char *p, const struct read_event *event,
			       const struct gap *gap)
{
	if (gap)
		p = show->output->gap(p, event->cpu, gap, show->session);
	if (show->session->details)
		p = show->output->details(p, read_details(event), &show->line_cache);
	else
		p = show->output->read(p, event, &show->line_cache);
	return writer__end(show->writer, p);
}

/* A line for a gap alone; there must be room. */
void show__gap(struct show *show, unsigned int cpu, const struct gap *gap);

/* Whether events wait that could be shown, were it not for their order. */
bool show__holds(const struct show *show);

/*
 * Show what is due, as far as there is room. drained_ns: a time of the events' clock before which
 * all that was in the channel has been taken out.
 */
void show__settle(struct show *show, const struct account *account, const struct channel *channel,
		  uint64_t drained_ns);

/* Nothing more will come: show all that waits, as far as there is room. */
void show__rest(struct show *show);

#endif
