// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

#include "clock.h"
#include "pump.h"
#include "report.h"

/* Events between two looks at signals and time; a fraction of a second at any rate. */
#define BUDGET	   65536
#define BUDGET_MIN 256

/* Output into a pipe or file is no older than this. */
#define FLUSH_NS 100000000ULL

/* How long events wait for older ones, if nothing else makes us look. */
#define HOLD_NS 1000000

/* How long a stalled output may keep us after the stop. */
#define STALL_LIMIT_NS (5 * NS_PER_SECOND)

/* How long an event may be on its way after the probe is gone; see probe__detach(). */
#define PENDING_LIMIT_NS 200000000ULL

static void end_output(struct pump *pump)
{
	int err = writer__error(pump->show.writer);

	pump->output_over = pump->stop = true;
	pump->output_closed = err == -EPIPE;
}

/* In the order of time the CPUs' streams advance together: each drain begins with another one. */
void pump__grant_budget(struct pump *pump)
{
	uint64_t left = pump->limit - pump->account.delivered;
	unsigned int budget = BUDGET;

	if (pump->show.order)
		budget = BUDGET / pump->account.cpus + BUDGET_MIN;
	pump->budget = pump->limit && left < budget ? (unsigned int)left : budget;
}

static int end_of_budget(struct pump *pump)
{
	if (pump->account.delivered == pump->limit)
		pump->output_over = pump->stop = true;
	else
		pump__grant_budget(pump);
	return 1;
}

int pump__sink(void *ctx, const struct read_event *event)
{
	struct pump *pump = ctx;
	struct gap gap;
	bool room, missing;
	/* The last call has made sure of the room, unless the output stalls for good. */
	char *p = pump->output_over ? NULL : writer__line(pump->show.writer);

	if (!p) {
		account__leave(&pump->account, event);
		return 0;
	}
	missing = account__deliver(&pump->account, event, &gap);
	room = show__event(&pump->show, p, event, missing ? &gap : NULL);
	if (--pump->budget == 0)
		return end_of_budget(pump);
	return !room;
}

int pump__sink_ordered(void *ctx, const struct read_event *event)
{
	struct pump *pump = ctx;
	struct gap gap;

	/* There is room, as above. Gaps are found again when the event is shown. */
	if (pump->output_over || !order__put(pump->show.order, event)) {
		account__leave(&pump->account, event);
		return 0;
	}
	account__deliver(&pump->account, event, &gap);
	if (--pump->budget == 0)
		return end_of_budget(pump);
	return order__is_full(pump->show.order);
}

/* Lines go out at once to a terminal; else in large batches, but before a sleep and never late. */
static void flush_if_due(struct pump *pump)
{
	uint64_t now;
	int64_t timeout;

	if (!writer__pending(pump->show.writer)) {
		pump->unflushed_since = 0;
		return;
	}
	now = clock__boot_ns();
	if (!pump->unflushed_since)
		pump->unflushed_since = now;
	timeout = reader__timeout(&pump->reader);
	if (writer__is_terminal(pump->show.writer) || pump->reader.state == READER_SETTLING ||
	    timeout < 0 || now - pump->unflushed_since + (uint64_t)timeout >= FLUSH_NS)
		if (writer__flush(pump->show.writer) == 0)
			pump->unflushed_since = 0;
}

/*
 * How long to wait for the next look. Events that are held back for their order shall not wait
 * much longer: whatever older ones there are is nearly there.
 */
static int64_t time_to_look(const struct pump *pump)
{
	int64_t timeout = reader__timeout(&pump->reader);

	if (show__holds(&pump->show) && (timeout < 0 || timeout > HOLD_NS))
		timeout = HOLD_NS;
	return timeout;
}

/* Show what is due. False: there is no room, neither in the output nor before it. */
static bool settle(struct pump *pump)
{
	if (!show__holds(&pump->show))
		return true;
	show__settle(&pump->show, &pump->account, pump->channel, pump->drained_ns);
	return !order__is_full(pump->show.order);
}

static void look(struct pump *pump)
{
	uint64_t now = pump->show.order ? clock__event_ns() : 0;

	pump__grant_budget(pump);
	pump->error = reader__step(&pump->reader, pump->woken);
	pump->woken = false;
	if (pump->error)
		pump->stop = true;
	if (!pump->reader.cut_short)
		pump->drained_ns = now;
	settle(pump);
}

static void report_if_wanted(struct pump *pump)
{
	bool stats = pump->stats_wanted;

	if (stats)
		report__stats(pump);
	/* The record that SIGUSR1 asks for has its place among lines of JSON. */
	if (pump->report_wanted || (stats && pump->show.output->ledger_is_data))
		pump->report(pump, false);
	pump->report_wanted = pump->stats_wanted = false;
}

void pump__run(struct pump *pump)
{
	while (!pump->stop) {
		bool room = writer__has_room(pump->show.writer);

		if (writer__error(pump->show.writer)) {
			end_output(pump);
			break;
		}
		/* No room: let the events wait in the channel, which counts what it cannot keep. */
		pump__wait_for(pump, writer__stalled(pump->show.writer),
			       room ? time_to_look(pump) : -1);
		if (writer__stalled(pump->show.writer))
			writer__flush(pump->show.writer);
		if (pump->stop || !room)
			continue;
		report_if_wanted(pump);
		if (pump->show.order && order__is_full(pump->show.order) && !settle(pump))
			continue;
		look(pump);
		flush_if_due(pump);
	}
}

/*
 * When only the output is waited for. False: enough. Before the stop there is no hurry, the user
 * may have a reason to hold us up. After it a timer or a signal that comes meanwhile, which ends
 * the wait early, must not begin it anew.
 */
static bool wait_for_output(struct pump *pump)
{
	uint64_t deadline = clock__boot_ns() + STALL_LIMIT_NS, now;
	size_t before = writer__pending(pump->show.writer);

	if (pump->stalled_for_good)
		return false;
	pump__wait_for(pump, true, (int64_t)STALL_LIMIT_NS);
	while (pump->stop && writer__flush(pump->show.writer) == -EAGAIN &&
	       writer__pending(pump->show.writer) == before) {
		now = clock__boot_ns();
		if (now >= deadline) {
			pump->stalled_for_good = true;
			return false;
		}
		pump__wait_for(pump, true, (int64_t)(deadline - now));
	}
	return true;
}

/* Make room for lines. False: none will come, so nothing more is shown. */
static bool make_room(struct pump *pump)
{
	while (!writer__has_room(pump->show.writer)) {
		if (writer__error(pump->show.writer))
			end_output(pump);
		if (pump->output_closed || writer__error(pump->show.writer) ||
		    pump->stalled_for_good || !wait_for_output(pump)) {
			pump->output_over = true;
			return false;
		}
	}
	return !pump->output_closed;
}

static void drain_until_closed(struct pump *pump)
{
	uint64_t deadline = clock__boot_ns() + PENDING_LIMIT_NS;
	uint64_t before;
	int more;

	do {
		before = pump->account.delivered;
		make_room(pump);
		settle(pump);
		pump__grant_budget(pump);
		more = pump->channel->ops->drain(pump->channel);
		if (pump->account.delivered != before)
			deadline = clock__boot_ns() + PENDING_LIMIT_NS;
	} while (more >= 0 && account__any_pending(&pump->account, pump->channel) &&
		 clock__boot_ns() < deadline);
	if (more < 0)
		pump->error = more;
}

static void show_trailing_gaps(struct pump *pump)
{
	for (unsigned int cpu = 0; cpu < pump->account.cpus; cpu++) {
		struct gap gap;

		if (account__finish(&pump->account, pump->channel, cpu, &gap) &&
		    !pump->output_over && make_room(pump))
			show__gap(&pump->show, cpu, &gap);
	}
}

void pump__drain_rest(struct pump *pump)
{
	if (!pump->error)
		drain_until_closed(pump);
	while (show__holds(&pump->show) && make_room(pump))
		show__rest(&pump->show);
	show_trailing_gaps(pump);
	pump__write_text(pump, "", 0);
}

void pump__write_text(struct pump *pump, const char *text, size_t len)
{
	while (len > 0 && !pump->output_closed && !pump->stalled_for_good &&
	       !writer__error(pump->show.writer)) {
		size_t written = writer__text(pump->show.writer, text, len);

		text += written;
		len -= written;
		if (len > 0)
			wait_for_output(pump);
	}
	while (writer__flush(pump->show.writer) == -EAGAIN && wait_for_output(pump))
		;
	if (writer__error(pump->show.writer))
		end_output(pump);
}

void pump__wait_for_command(struct pump *pump)
{
	while (!command__poll(pump->command))
		pump__wait_for(pump, false, -1);
}
