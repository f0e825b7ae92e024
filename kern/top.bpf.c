// SPDX-License-Identifier: GPL-2.0-only
/*
 * "readsnoop top": reads, bytes, errors and durations of each process, name, file, CPU or user.
 * The same probe as the channels; what they send, this adds up.
 */
#include "../common/table.h"

#define ROW_TYPE struct top_row
#include "table.bpf.h"

static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
{
	struct top_row *entry = table__hit(row, hit);
	__u32 slot = log_linear__slot(hit->duration_ns);

	if (entry && slot < LOG_LINEAR_SLOTS)
		__sync_fetch_and_add(&entry->duration[slot], 1);
}

#include "probe.bpf.h"
