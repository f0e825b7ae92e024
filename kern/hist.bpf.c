// SPDX-License-Identifier: GPL-2.0-only
/*
 * "readsnoop hist": histograms of sizes and durations. The same probe as the channels; what they
 * send, this adds up.
 */
#include "../common/table.h"

#define ROW_TYPE struct hist_row
#include "table.bpf.h"

static __always_inline __u32 scale__slot(const volatile struct hist_scale *scale, __u64 value)
{
	__u64 slot;

	if (!scale->step)
		return log2__slot(value);
	if (value < scale->min)
		return 0;
	slot = (value - scale->min) / scale->step + 1;
	return slot <= scale->steps ? slot : scale->steps + 1;
}

static __always_inline void count(struct hist_row *entry, enum hist_of of, __u64 value)
{
	__u32 slot;

	if (!cfg_table.scale[of].wanted)
		return;
	slot = scale__slot(&cfg_table.scale[of], value);
	if (slot < HIST_SLOTS)
		__sync_fetch_and_add(&entry->slots[of][slot], 1);
}

static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
{
	struct hist_row *entry = table__hit(row, hit);

	if (!entry)
		return;
	/* A read that failed has no size; it is counted among the errors. */
	if (hit->ret >= 0)
		count(entry, HIST_SIZE, hit->ret);
	count(entry, HIST_REQUESTED, hit->requested);
	count(entry, HIST_DURATION, hit->duration_ns);
}

#include "probe.bpf.h"
