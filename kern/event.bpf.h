/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A hit becomes an event, straight in the memory that the channel provides.
 */
#ifndef READSNOOP_KERN_EVENT_BPF_H
#define READSNOOP_KERN_EVENT_BPF_H

#include "hit.bpf.h"

/* All but seq. where must be aligned to 8, so that every store is one whole word. */
static __always_inline void event__fill_unnumbered(void *where, const struct hit *hit)
{
	struct read_event *event = __builtin_assume_aligned(where, 8);

	event->boot_ns = bpf_ktime_get_boot_ns();
	current_comm(event->comm);
	*(__u64 *)&event->tid = hit->pid_tgid; /* both halves at once */
	event->cpu = hit->cpu;
}

static __always_inline void event__fill(void *where, const struct hit *hit)
{
	struct read_event *event = __builtin_assume_aligned(where, 8);

	event->seq = hit->seq;
	event__fill_unnumbered(where, hit);
}

#endif
