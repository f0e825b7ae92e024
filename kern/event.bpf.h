/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A hit becomes an event, straight in the memory that the channel provides.
 */
#ifndef READSNOOP_KERN_EVENT_BPF_H
#define READSNOOP_KERN_EVENT_BPF_H

#include "hit.bpf.h"

/* where must be aligned to 8, so that every store is one whole word. */
static __always_inline void event__fill(void *where, const struct hit *hit)
{
	struct read_event *event = __builtin_assume_aligned(where, 8);

	event->boot_ns = bpf_ktime_get_boot_ns();
	event->seq = hit->seq;
	hit__comm(hit, event->comm);
	event->tgid = hit->tgid;
	event->tid = hit->tid;
	event->cpu = hit->cpu;
}

#endif
