// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring channel: one BPF ring buffer (5.8) for all CPUs, reserve and submit.
 */
#include "awake.bpf.h"
#include "counters.bpf.h"
#include "event.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096); /* bytes, set before the load */
} events SEC(".maps");

/* 0: wake the reader when it sleeps; 1: the kernel's own policy; N: with every Nth of a CPU. */
const volatile __u32 cfg_wakeup = 0;

static __always_inline __u64 wakeup_flags(const struct hit *hit)
{
	if (cfg_wakeup == 1)
		return 0;
	if (cfg_wakeup)
		return hit->seq % cfg_wakeup ? BPF_RB_NO_WAKEUP : BPF_RB_FORCE_WAKEUP;
	return reader_awake ? BPF_RB_NO_WAKEUP : BPF_RB_FORCE_WAKEUP;
}

static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
{
	struct read_event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event) {
		/* The helper gives no errno; full is its only reason for a record this small. */
		row->lost++;
		return;
	}
	event__fill(event, hit);
	bpf_ringbuf_submit(event, wakeup_flags(hit));
}

#include "probe.bpf.h"
