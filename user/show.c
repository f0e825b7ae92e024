// SPDX-License-Identifier: GPL-2.0-only
#include "clock.h"
#include "show.h"

/*
 * How long a number may take to be seen by another CPU, which the event's time does not wait for:
 * a store leaves the CPU in a fraction of this.
 */
#define SLACK_NS 1000

/* An event that takes longer from its number into the channel is not waited for. */
#define PATIENCE_NS 1000000ULL

void show__gap(struct show *show, unsigned int cpu, const struct gap *gap)
{
	char *p = writer__line(show->writer);

	writer__end(show->writer, show->output->gap(p, cpu, gap, show->session));
}

static bool take(void *ctx, const struct read_event *event, const struct gap *gap, bool late)
{
	struct show *show = ctx;

	show->line_cache.late = late;
	return show__event(show, writer__line(show->writer), event, gap);
}

bool show__holds(const struct show *show)
{
	return show->order && !order__is_empty(show->order);
}

/* A time that is past for all events that we have; it is, or will be within the slack. */
static uint64_t settled_now(const struct order *order)
{
	uint64_t now;
	/* Should the clocks disagree after all, it must not go on for ever. */
	int tries = 1000;

	do
		now = clock__event_ns() - SLACK_NS;
	while (now < order__newest(order) && --tries);
	return now;
}

static uint64_t due(const struct order *order, const struct account *account,
		    const struct channel *channel, uint64_t drained_ns)
{
	/* Before the counters are looked at. */
	uint64_t bound = settled_now(order);

	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	for (unsigned int cpu = 0; cpu < account->cpus; cpu++) {
		uint64_t from = order__newest_of(order, cpu);

		if (from >= bound || account__caught_up(account, channel, cpu))
			continue;
		if (from + PATIENCE_NS < drained_ns)
			from = drained_ns - PATIENCE_NS;
		if (from < bound)
			bound = from;
	}
	return bound;
}

void show__settle(struct show *show, const struct account *account, const struct channel *channel,
		  uint64_t drained_ns)
{
	struct order *order = show->order;

	if (!show__holds(show) || !writer__has_room(show->writer))
		return;
	order__take(order, due(order, account, channel, drained_ns), take, show);
	if (order__is_full(order) && writer__has_room(show->writer))
		order__relieve(order, take, show);
}

void show__rest(struct show *show)
{
	if (show__holds(show) && writer__has_room(show->writer))
		order__take(show->order, UINT64_MAX, take, show);
}
