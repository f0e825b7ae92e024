// SPDX-License-Identifier: GPL-2.0-only
/* Lab 10, in the kernel: put an event for each read of one user into a ring for all CPUs. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "ring.h"

/* Set by ring.c before the program is loaded; constants from then on. */
const volatile __u32 cfg_uid = 1000;
const volatile char cfg_comm[16]; /* only reads of threads of this name; empty: all */

struct counters counters;

#ifdef SOLUTION
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, RING_BYTES);
} events SEC(".maps");
#else
/* Assignment 1: a ring buffer called "events", of RING_BYTES bytes. */
#endif

static bool wanted(const struct event *event)
{
	int i;

	for (i = 0; cfg_comm[0] && i < (int)sizeof(event->comm); i++) {
		if (event->comm[i] != cfg_comm[i])
			return false;
		if (!event->comm[i])
			break;
	}
	return true;
}

static void fill(struct event *event, __u64 seq)
{
	event->seq = seq;
	event->boot_ns = bpf_ktime_get_boot_ns();
	event->tid = (__u32)bpf_get_current_pid_tgid();
	event->cpu = bpf_get_smp_processor_id();
	bpf_get_current_comm(event->comm, sizeof(event->comm));
}

SEC("kprobe/vfs_read")
int on_read(void *ctx)
{
#ifdef SOLUTION
	struct event *event;
#else
	struct event event;
#endif
	__u64 seq;

	if ((__u32)bpf_get_current_uid_gid() != cfg_uid)
		return 0;
	/* All CPUs count here. */
	seq = __sync_fetch_and_add(&counters.fired, 1) + 1;
#ifdef SOLUTION
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		__sync_fetch_and_add(&counters.dropped, 1);
		return 0;
	}
	fill(event, seq);
	if (!wanted(event)) {
		__sync_fetch_and_add(&counters.discarded, 1);
		bpf_ringbuf_discard(event, 0);
		return 0;
	}
	bpf_ringbuf_submit(event, 0);
#else
	/*
	 * Assignment 2: this one is on the stack, and goes nowhere. Reserve room for it in the
	 * ring instead, fill that, and submit it.
	 * Assignment 3: if there is no room, count it in "dropped".
	 * Assignment 4: if it is not wanted, give the room back.
	 */
	fill(&event, seq);
	if (!wanted(&event))
		__sync_fetch_and_add(&counters.discarded, 1);
#endif
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
