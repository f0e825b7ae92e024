/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ledger: every hit of the probe has a fate, per CPU and in total.
 *
 *	hits = filtered + own + sampled + delivered + lost + failed + coalesced + remaining
 *	       + pending
 *
 * "pending" are numbered events still on their way to the reader. Once the probe is detached
 * and the channel drained there can be none, and what is left is "unaccounted": a bug.
 */
#ifndef READSNOOP_USER_LEDGER_H
#define READSNOOP_USER_LEDGER_H

#include <stdbool.h>
#include <stdint.h>
#include <linux/types.h>

#include "../common/counters.h"
#include "stream.h"

/* What only the reader's side knows about a CPU. */
struct channel_fates {
	uint64_t coalesced; /* hash: overwritten or deleted before the reader saw them */
	uint64_t remaining; /* arrived, but the session had ended (--count, output closed) */
};

struct ledger_row {
	uint64_t hits, filtered, own, sampled, delivered, lost, coalesced, remaining;
	uint64_t failed[EMIT_FAILURES];
	/* When hits are returns (common/counters.h): these mean something in a total only. */
	uint64_t began, returned, stale;
	int64_t pending; /* after the final drain: unaccounted */
	/*
	 * How far the sequence gaps disagree with lost + failed + coalesced, as an absolute value,
	 * plus events out of order: an independent check, must be 0 at the end.
	 */
	uint64_t mismatch;
};

/* One CPU's row from the kernel's counters and the reader's view. */
void ledger_row__fill(struct ledger_row *row, const struct cpu_counters *kernel,
		      const struct cpu_stream *reader, const struct channel_fates *fates);

/* Add a CPU's row to a total. */
void ledger_row__add(struct ledger_row *total, const struct ledger_row *row);

/* All failures together. */
uint64_t ledger_row__failed(const struct ledger_row *row);

/*
 * At the end: the larger of |pending| and mismatch; 0 unless readsnoop has a bug. Not the sum, as
 * both see the same event: one that vanished is to count as one.
 */
uint64_t ledger_row__unaccounted(const struct ledger_row *row);

/*
 * Of a total: reads that had begun and not returned. They are no hits yet. While the kernel side
 * runs, it may be off by what happened between two looks.
 */
uint64_t ledger_row__unfinished(const struct ledger_row *total);

/* True if every hit that passed filters and sampling was delivered, or left unread on purpose. */
bool ledger_row__complete(const struct ledger_row *row);

/* The name of a failure in output, such as "ENOENT"; for EMIT_OTHER "other". */
const char *emit_failure__name(enum emit_failure failure);

#endif
