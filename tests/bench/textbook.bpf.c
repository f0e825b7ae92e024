// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tracer of vfs_read as tutorials and libbpf's examples teach it: the yardstick for
 * scripts/bench. See textbook.c.
 */
#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>

#include "textbook.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counter SEC(".maps");

static __always_inline int send_event(void *ctx)
{
	struct event event = {};
	__u32 key = 0;
	__u64 *seq = bpf_map_lookup_elem(&counter, &key);

	if (!seq)
		return 0;
	event.ts = bpf_ktime_get_ns();
	event.seq = ++*seq;
	event.cpu = bpf_get_smp_processor_id();
	bpf_get_current_comm(event.comm, sizeof(event.comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}

SEC("kprobe/vfs_read")
int kprobe_vfs_read(void *ctx)
{
	return send_event(ctx);
}

SEC("tracepoint/syscalls/sys_enter_read")
int enter_read(void *ctx)
{
	return send_event(ctx);
}

char LICENSE[] SEC("license") = "GPL";
