// SPDX-License-Identifier: GPL-2.0-only
/* Lab 09, in the kernel: number the reads, and send an event for each into the ring of its CPU. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "gaps.h"

/* Set by gaps.c before the program is loaded; constants from then on. */
const volatile __u32 cfg_uid = 1000;
const volatile __u32 cfg_self; /* the process id of gaps: its own reads count, too */

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
} events SEC(".maps");

#ifdef SOLUTION
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} numbers SEC(".maps");
#else
/* Assignment 1: a per-CPU array called "numbers", with one value of type __u64. */
#endif

/* The next number of this CPU. The first one is 1. */
static __u64 number(void)
{
#ifdef SOLUTION
	__u32 key = 0;
	__u64 *last = bpf_map_lookup_elem(&numbers, &key);

	if (!last)
		return 0;
	return ++*last;
#else
	/* Assignment 1: take it from the map. */
	return 0;
#endif
}

static bool wanted(void)
{
	return (__u32)bpf_get_current_uid_gid() == cfg_uid ||
	       bpf_get_current_pid_tgid() >> 32 == cfg_self;
}

SEC("kprobe/vfs_read")
int on_read(void *ctx)
{
	struct event event = {};

	if (!wanted())
		return 0;
	/* Before it is sent: an event that gets lost has had a number, and leaves a gap. */
	event.seq = number();
	event.boot_ns = bpf_ktime_get_boot_ns();
	bpf_get_current_comm(event.comm, sizeof(event.comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
