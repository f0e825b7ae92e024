/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The books of one session: what each CPU's stream brought, against what the kernel counted.
 */
#ifndef READSNOOP_USER_ACCOUNT_H
#define READSNOOP_USER_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "channel.h"
#include "ledger.h"
#include "stream.h"

struct account {
	unsigned int cpus;	    /* entries of streams and unread */
	struct cpu_stream *streams; /* owned */
	uint64_t *unread;   /* owned; by CPU: left in the channel because the session had ended */
	uint64_t delivered; /* in all */
};

/* Room for that many CPUs. 0 or -ENOMEM. */
int account__init(struct account *account, unsigned int cpus);
void account__fini(struct account *account);

/* An event was shown. True if events are missing before it, which *gap then names. */
bool account__deliver(struct account *account, const struct read_event *event, struct gap *gap);

/* An event was read but not shown, because the session had ended. */
void account__leave(struct account *account, const struct read_event *event);

/*
 * Numbered events that have neither arrived nor been counted as lost yet; never negative in a
 * working channel.
 */
int64_t account__pending(const struct account *account, const struct channel *channel,
			 unsigned int cpu);
bool account__any_pending(const struct account *account, const struct channel *channel);

/* Whether all numbers that the CPU had given out at this moment have arrived, or never will. */
static inline bool account__caught_up(const struct account *account, const struct channel *channel,
				      unsigned int cpu)
{
	return channel->rows[cpu].seq == account->streams[cpu].last ||
	       account__pending(account, channel, cpu) <= 0;
}

/* After the last drain: true if the CPU's last numbers are missing. */
bool account__finish(struct account *account, const struct channel *channel, unsigned int cpu,
		     struct gap *gap);

/* The ledger's row for a CPU as it stands. */
void account__row(const struct account *account, const struct channel *channel, unsigned int cpu,
		  struct ledger_row *row);

#endif
