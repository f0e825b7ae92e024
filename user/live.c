// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "channel_table.h"
#include "clock.h"
#include "live.h"
#include "log.h"
#include "trace.h"

void live__write(struct live *live, const char *text, size_t len)
{
	pump__write_text(live->pump, text, len);
}

/* As much of *left as there is room for; on the last CPU all of it, or the ledger shows it. */
static uint64_t book(uint64_t *left, uint64_t room, bool last)
{
	uint64_t booked = *left > room && !last ? room : *left;

	*left -= booked;
	return booked;
}

/*
 * A read is delivered once its row has been shown. The rows do not say on which CPU a read was, so
 * they are booked on the CPUs in turn, and the ledger shows only all together; what is too much or
 * too little there is unaccounted.
 */
static void balance(struct live *live)
{
	struct account *account = &live->pump->account;
	uint64_t shown = live->shown_reads, unread = live->unread_reads;

	account->delivered = shown;
	for (unsigned int i = account->cpus; i-- > 0;) {
		const volatile struct cpu_counters *row = &live->pump->channel->rows[i];
		struct cpu_stream *stream = &account->streams[i];
		uint64_t numbered = row->seq;

		stream->missing = row->lost;
		for (int failure = 0; failure < EMIT_UNREMEMBERED; failure++)
			stream->missing += row->failed[failure];
		numbered -= stream->missing;
		stream->delivered = book(&shown, numbered, i == 0);
		account->unread[i] = book(&unread, numbered - stream->delivered, i == 0);
	}
}

static void take(struct live *live)
{
	struct table_rows rows;
	int err = table__take(channel__table(live->pump->channel), &rows);

	if (err) {
		live->pump->error = err;
		live->pump->stop = true;
		return;
	}
	if (live->options->intervals && live->shown == live->options->intervals) {
		/* The rest, after the last interval that was asked for. */
		live->unread_reads = rows.reads;
		live->pump->limit = live->shown_reads;
		return;
	}
	live->shown_reads += rows.reads;
	live->view->show(live, &rows);
	live->shown++;
	if (live->shown == live->options->intervals)
		live->pump->stop = true;
}

/* The ends of the intervals do not drift; those that we slept through are left out. */
static void schedule(struct live *live, uint64_t now)
{
	uint64_t interval = live->options->interval_ns;

	live->next_ns += interval;
	if (live->next_ns <= now)
		live->next_ns = now + interval;
}

static int begin(struct pump *pump)
{
	struct live *live = pump->body_ctx;

	live->pump = pump;
	table__begin(channel__table(pump->channel));
	live->next_ns = clock__boot_ns() + live->options->interval_ns;
	return live->view->begin(live);
}

static void run(struct pump *pump)
{
	struct live *live = pump->body_ctx;

	while (!pump->stop) {
		uint64_t now = clock__boot_ns();

		pump__wait(pump, !live->options->interval_ns ? -1
				 : live->next_ns > now	     ? (int64_t)(live->next_ns - now)
							     : 0);
		if (pump->stop)
			break;
		if (pump->report_wanted) {
			pump->report_wanted = false;
			balance(live);
			pump->report(pump, false);
		}
		now = clock__boot_ns();
		if (live->options->interval_ns && now >= live->next_ns) {
			take(live);
			schedule(live, now);
		}
	}
}

/* The last interval may be short. */
static void finish(struct pump *pump)
{
	struct live *live = pump->body_ctx;

	if (!pump->error)
		take(live);
	if (live->view->end)
		live->view->end(live);
	balance(live);
}

int live__run(struct live *live)
{
	const struct trace_body body = {
		.begin = begin,
		.run = run,
		.finish = finish,
		.ctx = live,
	};

	return trace__run(&live->options->trace, &body);
}
