// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "ledger.h"

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/* The wanted events that the kernel or the channel says the reader cannot get. */
static uint64_t row_gone(const struct ledger_row *row)
{
	return row->lost + ledger_row__failed(row) + row->coalesced;
}

/* Those of them that had a number, so that a gap shows them. */
static uint64_t row_gaps(const struct ledger_row *row)
{
	return row_gone(row) - row->failed[EMIT_UNREMEMBERED];
}

void ledger_row__fill(struct ledger_row *row, const struct cpu_counters *kernel,
		      const struct cpu_stream *reader, const struct channel_fates *fates)
{
	uint64_t gone;
	int i;

	row->hits = kernel->own + kernel->filtered + kernel->sampled + kernel->seq +
		    kernel->failed[EMIT_UNREMEMBERED];
	row->filtered = kernel->filtered;
	row->own = kernel->own;
	row->sampled = kernel->sampled;
	row->delivered = reader->delivered;
	row->lost = kernel->lost;
	row->coalesced = fates->coalesced;
	row->remaining = fates->remaining;
	for (i = 0; i < EMIT_FAILURES; i++)
		row->failed[i] = kernel->failed[i];
	row->began = kernel->began;
	row->returned = kernel->returned;
	row->stale = kernel->stale;
	gone = row_gaps(row);
	row->pending = (int64_t)(kernel->seq - row->delivered - row->remaining - gone);
	row->mismatch = distance(reader->missing, gone) + reader->out_of_order;
}

void ledger_row__add(struct ledger_row *total, const struct ledger_row *row)
{
	int i;

	total->hits += row->hits;
	total->filtered += row->filtered;
	total->own += row->own;
	total->sampled += row->sampled;
	total->delivered += row->delivered;
	total->lost += row->lost;
	total->coalesced += row->coalesced;
	total->remaining += row->remaining;
	for (i = 0; i < EMIT_FAILURES; i++)
		total->failed[i] += row->failed[i];
	total->began += row->began;
	total->returned += row->returned;
	total->stale += row->stale;
	total->pending += row->pending;
	total->mismatch += row->mismatch;
}

uint64_t ledger_row__failed(const struct ledger_row *row)
{
	uint64_t sum = 0;
	int i;

	for (i = 0; i < EMIT_FAILURES; i++)
		sum += row->failed[i];
	return sum;
}

uint64_t ledger_row__unaccounted(const struct ledger_row *row)
{
	uint64_t pending = row->pending < 0 ? -(uint64_t)row->pending : (uint64_t)row->pending;

	return pending > row->mismatch ? pending : row->mismatch;
}

uint64_t ledger_row__unfinished(const struct ledger_row *total)
{
	uint64_t ended = total->returned + total->stale;

	return total->began > ended ? total->began - ended : 0;
}

bool ledger_row__complete(const struct ledger_row *row)
{
	return !row_gone(row) && !row->stale && !ledger_row__unaccounted(row);
}

const char *emit_failure__name(enum emit_failure failure)
{
	static const char *const names[EMIT_FAILURES] = {
		[EMIT_ENOENT] = "ENOENT", [EMIT_EOPNOTSUPP] = "EOPNOTSUPP",
		[EMIT_E2BIG] = "E2BIG",	  [EMIT_EBUSY] = "EBUSY",
		[EMIT_OTHER] = "other",	  [EMIT_UNREMEMBERED] = "unremembered",
	};

	return failure < EMIT_FAILURES ? names[failure] : "other";
}
