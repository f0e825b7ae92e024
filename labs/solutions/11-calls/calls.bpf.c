// SPDX-License-Identifier: GPL-2.0-only
/* Lab 11, in the kernel: a program for each system call, behind one entrance. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "calls.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, KEYS);
	__type(key, __u32);
	__type(value, __u64);
} hits SEC(".maps");

#ifdef SOLUTION
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, SLOTS);
	__type(key, __u32);
	__type(value, __u32);
} handlers SEC(".maps");
#else
/* Assignment 2: a program array called "handlers", with SLOTS entries. */
#endif

/* Assignment 1: one copy of this for all who call it. */
#ifdef SOLUTION
static __noinline void count(__u32 key)
#else
static void count(__u32 key)
#endif
{
	__u64 *value = bpf_map_lookup_elem(&hits, &key);

	if (value)
		__sync_fetch_and_add(value, 1);
}

static bool is_reader(void)
{
	char comm[16];

	bpf_get_current_comm(comm, sizeof(comm));
	return bpf_strncmp(comm, sizeof(comm), "reader") == 0;
}

#ifdef SOLUTION
/* No target in the section: these are not attached to anything, but sit in the array. */
SEC("tracepoint")
int on_read(struct trace_event_raw_sys_enter *ctx)
{
	count(KEY_READS);
	return 0;
}

/* Sits in its own slot: how often does the kernel let it go there? */
SEC("tracepoint")
int chain(struct trace_event_raw_sys_enter *ctx)
{
	count(KEY_CHAIN);
	bpf_tail_call(ctx, &handlers, (__u32)ctx->id);
	return 0;
}
#else
/* Assignment 4: on_read(), for read(), and chain(), for pread64(). */
#endif

SEC("tracepoint/raw_syscalls/sys_enter")
int dispatch(struct trace_event_raw_sys_enter *ctx)
{
	if (!is_reader())
		return 0;
	count(KEY_CALLS);
#ifdef SOLUTION
	bpf_tail_call(ctx, &handlers, (__u32)ctx->id);
	/* Still here: the slot is empty. */
	count(KEY_OTHERS);
#else
	/* Assignment 3: go to the handler of this system call; if there is none, count that. */
#endif
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
