// SPDX-License-Identifier: GPL-2.0-only
/* Lab 08, in the kernel: send an event for each read of one user into the ring of its CPU. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <asm-generic/errno.h>

#include "events.h"

/* Set by events.c before the program is loaded; a constant from then on. */
const volatile __u32 cfg_uid = 1000;

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct counters);
} counters SEC(".maps");

/* Assignment 1: a perf event array called "events". */

/* Assignment 3: a function that counts what the helper returned. */

static void send(void *ctx, struct counters *row)
{
	struct event event = {.boot_ns = bpf_ktime_get_boot_ns(), .seq = row->fired};

	bpf_get_current_comm(event.comm, sizeof(event.comm));
	/* Assignment 2: hand the event over. */
}

SEC("kprobe/vfs_read")
int on_read(void *ctx)
{
	__u32 key = 0;
	struct counters *row = bpf_map_lookup_elem(&counters, &key);

	if (!row || (__u32)bpf_get_current_uid_gid() != cfg_uid)
		return 0;
	/* This CPU's own row, and no other kprobe program runs on it meanwhile: ++ is safe. */
	row->fired++;
	send(ctx, row);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
