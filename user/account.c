// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "account.h"

int account__init(struct account *account, unsigned int cpus)
{
	*account = (struct account){
		.cpus = cpus,
		.streams = calloc(cpus, sizeof(*account->streams)),
		.unread = calloc(cpus, sizeof(*account->unread)),
	};
	return account->streams && account->unread ? 0 : -ENOMEM;
}

void account__fini(struct account *account)
{
	free(account->streams);
	free(account->unread);
}

bool account__deliver(struct account *account, const struct read_event *event, struct gap *gap)
{
	account->delivered++;
	return cpu_stream__see(&account->streams[event->cpu], event->seq, gap);
}

void account__leave(struct account *account, const struct read_event *event)
{
	struct cpu_stream *stream = &account->streams[event->cpu];
	struct gap gap;

	cpu_stream__see(stream, event->seq, &gap);
	stream->delivered--;
	account->unread[event->cpu]++;
}

/* The kernel side may be counting at this moment: each counter is read once. */
static struct cpu_counters snapshot(const struct channel *channel, unsigned int cpu)
{
	const volatile struct cpu_counters *row = &channel->rows[cpu];
	struct cpu_counters copy;

	/*
	 * Later fates before the number they belong to, so that a hit in between counts as pending.
	 */
	for (int i = 0; i < EMIT_FAILURES; i++)
		copy.failed[i] = row->failed[i];
	copy.stale = row->stale;
	copy.returned = row->returned;
	copy.began = row->began;
	copy.lost = row->lost;
	copy.own = row->own;
	copy.filtered = row->filtered;
	copy.sampled = row->sampled;
	__atomic_thread_fence(__ATOMIC_ACQUIRE);
	copy.seq = row->seq;
	return copy;
}

/* A channel that keeps the last event only has no counter for what it replaced: the gaps tell. */
static struct channel_fates fates(const struct account *account, const struct channel *channel,
				  unsigned int cpu, const struct cpu_counters *row)
{
	struct channel_fates fates = {.remaining = account->unread[cpu]};
	uint64_t refused = row->lost;

	for (int i = 0; i < EMIT_FAILURES; i++)
		refused += row->failed[i];
	if (channel->ops->keeps_last_only && account->streams[cpu].missing > refused)
		fates.coalesced = account->streams[cpu].missing - refused;
	return fates;
}

void account__row(const struct account *account, const struct channel *channel, unsigned int cpu,
		  struct ledger_row *row)
{
	struct cpu_counters kernel = snapshot(channel, cpu);
	struct channel_fates fate = fates(account, channel, cpu, &kernel);

	ledger_row__fill(row, &kernel, &account->streams[cpu], &fate);
}

int64_t account__pending(const struct account *account, const struct channel *channel,
			 unsigned int cpu)
{
	struct ledger_row row;

	account__row(account, channel, cpu, &row);
	return row.pending;
}

bool account__any_pending(const struct account *account, const struct channel *channel)
{
	for (unsigned int cpu = 0; cpu < account->cpus; cpu++)
		if (account__pending(account, channel, cpu) > 0)
			return true;
	return false;
}

bool account__finish(struct account *account, const struct channel *channel, unsigned int cpu,
		     struct gap *gap)
{
	return cpu_stream__finish(&account->streams[cpu], channel->rows[cpu].seq, gap);
}
