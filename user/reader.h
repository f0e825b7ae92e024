/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * When to look into a channel: the one place for the wakeup policy of all of them.
 */
#ifndef READSNOOP_USER_READER_H
#define READSNOOP_USER_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "account.h"
#include "channel.h"

/* How long a partly filled batch may wait when the kernel wakes the reader every N events only. */
#define READER_BATCH_NS 100000000ULL

enum reader_state {
	READER_ASLEEP,	 /* waits for a wakeup, however long it takes */
	READER_AWAKE,	 /* looks every interval; no producer wakes it */
	READER_SETTLING, /* has said that it sleeps, and makes sure that nobody missed it */
	READER_CLASSIC,	 /* every wakeup comes from the kernel (--wakeup N) */
	READER_POLLING	 /* nothing ever wakes it (hash) */
};

struct reader {
	struct channel *channel;       /* borrowed */
	const struct account *account; /* borrowed */
	uint64_t interval_ns;	       /* between two looks; 0 spins */
	uint32_t wakeup;
	enum reader_state state;
	bool cut_short; /* the sink ended the last drain: there may be more, whatever poll(2) says
			 */
	uint64_t quiet_since; /* boot time, ns: start of the current spell without events */
	uint64_t seen;	      /* account->delivered at the last look */
};

void reader__init(struct reader *reader, struct channel *channel, const struct account *account,
		  uint64_t interval_ns, uint32_t wakeup);

/* How long to wait for the channel or anything else, in ns; -1 for as long as it takes. */
int64_t reader__timeout(const struct reader *reader);

/* Look into the channel. woken: the kernel side woke it. 0 or a negative errno. */
int reader__step(struct reader *reader, bool woken);

#endif
