// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "details.h"
#include "exit_code.h"
#include "log.h"
#include "pump.h"
#include "screen.h"

/* Events between two looks at signals and time; a fraction of a second at any rate. */
#define BUDGET 65536

/* Output into a pipe or file is no older than this. */
#define FLUSH_NS 100000000ULL

/* How long a stalled output may keep us after the stop. */
#define STALL_LIMIT_NS (5 * NS_PER_SECOND)

/* How long an event may be on its way after the probe is gone; see probe__detach(). */
#define PENDING_LIMIT_NS 200000000ULL

static void end_output(struct pump *pump)
{
	int err = writer__error(pump->writer);

	pump->output_over = pump->stop = true;
	pump->output_closed = err == -EPIPE;
}

/* How many events until the sink asks for a pause, or has shown all it should. */
static void grant_budget(struct pump *pump)
{
	uint64_t left = pump->limit - pump->account.delivered;

	pump->budget = pump->limit && left < BUDGET ? (unsigned int)left : BUDGET;
}

static int end_of_budget(struct pump *pump)
{
	if (pump->account.delivered == pump->limit)
		pump->output_over = pump->stop = true;
	else
		grant_budget(pump);
	return 1;
}

int pump__sink(void *ctx, const struct read_event *event)
{
	struct pump *pump = ctx;
	struct gap gap;
	bool room;
	/* The last call has made sure of the room, unless the output stalls for good. */
	char *p = pump->output_over ? NULL : writer__line(pump->writer);

	if (!p) {
		account__leave(&pump->account, event);
		return 0;
	}
	if (account__deliver(&pump->account, event, &gap))
		p = pump->output->gap(p, event->cpu, &gap, pump->session);
	if (pump->session->details)
		p = pump->output->details(p, read_details(event), &pump->line_cache);
	else
		p = pump->output->read(p, event, &pump->line_cache);
	room = writer__end(pump->writer, p);
	if (--pump->budget == 0)
		return end_of_budget(pump);
	return !room;
}

/* Returns only if it was the first one. */
static void on_signal(struct pump *pump, struct control_event event)
{
	if (pump->signalled) {
		screen__leave();
		_exit(EXIT_SIGNAL + (int)event.value);
	}
	pump->signalled = pump->stop = true;
	/* Ctrl-C reaches the command from the terminal; what was sent to us alone is passed on. */
	if (pump->command->pid && !pump->command->ended && !event.from_terminal)
		kill(pump->command->pid, (int)event.value);
}

static void on_cpu_online(struct pump *pump, unsigned int cpu)
{
	int err;

	log__verbose("CPU %u came online", cpu);
	grant_budget(pump);
	if (!pump->channel->ops->cpu_online)
		return;
	err = pump->channel->ops->cpu_online(pump->channel, cpu);
	if (err && err != -ENODEV) /* offline again already */
		log__notice("no ring for CPU %u: %s; its events will be counted as failed", cpu,
			    strerror(-err));
}

static void handle_control(struct pump *pump)
{
	struct control_event event;

	while ((event = control__next(pump->control)).kind != CONTROL_NOTHING) {
		switch (event.kind) {
		case CONTROL_SIGNAL:
			on_signal(pump, event);
			break;
		case CONTROL_REPORT:
			pump->report_wanted = true;
			break;
		case CONTROL_CHILD:
			if (pump->command->pid && command__poll(pump->command))
				pump->stop = true;
			break;
		case CONTROL_CHANNEL:
			pump->woken = true;
			break;
		case CONTROL_CPU_ONLINE:
			on_cpu_online(pump, event.value);
			break;
		case CONTROL_INPUT:
		case CONTROL_SCREEN:
			pump->on_screen(pump, event);
			break;
		case CONTROL_OUTPUT_CLOSED:
			pump->output_over = pump->output_closed = true;
			pump->stop = true;
			break;
		default:
			pump->stop = true;
		}
	}
}

/*
 * Sleep until something needs us, or timeout_ns is over (-1: never); output: also until there is
 * room in it. A wakeup by the channel is remembered until the channel is looked at.
 */
static void wait_for(struct pump *pump, bool output, int64_t timeout_ns)
{
	control__wait(pump->control, timeout_ns, output ? writer__fd(pump->writer) : -1);
	handle_control(pump);
}

void pump__wait(struct pump *pump, int64_t timeout_ns)
{
	wait_for(pump, writer__stalled(pump->writer), timeout_ns);
}

/* Lines go out at once to a terminal; else in large batches, but before a sleep and never late. */
static void flush_if_due(struct pump *pump)
{
	uint64_t now;

	if (!writer__pending(pump->writer)) {
		pump->unflushed_since = 0;
		return;
	}
	now = clock__boot_ns();
	if (!pump->unflushed_since)
		pump->unflushed_since = now;
	if (writer__is_terminal(pump->writer) || pump->reader.state == READER_SETTLING ||
	    reader__timeout(&pump->reader) < 0 || now - pump->unflushed_since >= FLUSH_NS)
		if (writer__flush(pump->writer) == 0)
			pump->unflushed_since = 0;
}

void pump__run(struct pump *pump)
{
	while (!pump->stop) {
		bool room = writer__has_room(pump->writer);

		if (writer__error(pump->writer)) {
			end_output(pump);
			break;
		}
		/* No room: let the events wait in the channel, which counts what it cannot keep. */
		wait_for(pump, writer__stalled(pump->writer),
			 room ? reader__timeout(&pump->reader) : -1);
		if (writer__stalled(pump->writer))
			writer__flush(pump->writer);
		if (pump->stop || !room)
			continue;
		if (pump->report_wanted) {
			pump->report_wanted = false;
			pump->report(pump, false);
		}
		grant_budget(pump);
		pump->error = reader__step(&pump->reader, pump->woken);
		pump->woken = false;
		if (pump->error)
			pump->stop = true;
		flush_if_due(pump);
	}
}

/* For the end, when only the output is waited for. False: enough. */
static bool wait_for_output(struct pump *pump)
{
	uint64_t start = clock__boot_ns();
	size_t before = writer__pending(pump->writer);

	wait_for(pump, true, (int64_t)STALL_LIMIT_NS);
	/* Before the stop there is no hurry: the user may have a reason to hold us up. */
	if (pump->stop && clock__boot_ns() - start >= STALL_LIMIT_NS &&
	    writer__flush(pump->writer) == -EAGAIN && writer__pending(pump->writer) == before)
		pump->stalled_for_good = true;
	return !pump->stalled_for_good;
}

/* Make room for lines; or see that none will come, and say that nothing more is shown. */
static bool make_room(struct pump *pump)
{
	while (!pump->output_over && !writer__has_room(pump->writer)) {
		if (writer__error(pump->writer))
			end_output(pump);
		else if (!wait_for_output(pump))
			pump->output_over = true;
	}
	return !pump->output_over;
}

static void drain_until_closed(struct pump *pump)
{
	uint64_t deadline = clock__boot_ns() + PENDING_LIMIT_NS;
	uint64_t before;
	int more;

	do {
		before = pump->account.delivered;
		make_room(pump);
		grant_budget(pump);
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

		if (!account__finish(&pump->account, pump->channel, cpu, &gap) || !make_room(pump))
			continue;
		writer__end(pump->writer, pump->output->gap(writer__line(pump->writer), cpu, &gap,
							    pump->session));
	}
}

void pump__drain_rest(struct pump *pump)
{
	if (!pump->error)
		drain_until_closed(pump);
	show_trailing_gaps(pump);
	pump__write_text(pump, "", 0);
}

void pump__write_text(struct pump *pump, const char *text, size_t len)
{
	while (len > 0 && !pump->output_closed && !pump->stalled_for_good &&
	       !writer__error(pump->writer)) {
		size_t written = writer__text(pump->writer, text, len);

		text += written;
		len -= written;
		if (len > 0)
			wait_for_output(pump);
	}
	while (writer__flush(pump->writer) == -EAGAIN && wait_for_output(pump))
		;
	if (writer__error(pump->writer))
		end_output(pump);
}

void pump__wait_for_command(struct pump *pump)
{
	while (!command__poll(pump->command))
		wait_for(pump, false, -1);
}
