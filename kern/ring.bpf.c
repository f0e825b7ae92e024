// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring channel: one BPF ring buffer (5.8) for all CPUs, reserve and submit.
 */
#include "counters.bpf.h"
#include "details.bpf.h"
#include "wakeup.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096); /* bytes, set before the load */
} events SEC(".maps");

static __always_inline __u64 submit_flags(const struct hit *hit)
{
	/* 1 is the kernel's own policy: a wakeup when the reader has caught up. */
	if (cfg_wakeup == 1)
		return 0;
	return must_wake(hit) ? BPF_RB_FORCE_WAKEUP : BPF_RB_NO_WAKEUP;
}

static __always_inline bool send_event(const struct hit *hit)
{
	struct read_event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return false;
	event__fill(event, hit);
	bpf_ringbuf_submit(event, submit_flags(hit));
	return true;
}

/* Reserving a length that is not constant needs 5.19; a copy does not. */
static __always_inline bool send_details(const struct hit *hit)
{
	struct read_details *details = details__make(hit);

	return details &&
	       !bpf_ringbuf_output(&events, details, details__bytes(details), submit_flags(hit));
}

static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
{
	/*
	 * The first helper gives no errno. Full is its reason here; the other, a lock that it did
	 * not get, needs a program in an NMI.
	 */
	if (!(is_long() ? send_details(hit) : send_event(hit)))
		row->lost++;
}

#include "probe.bpf.h"
