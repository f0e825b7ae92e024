// SPDX-License-Identifier: GPL-2.0-only
/* Lab 02, in the kernel: count calls of execve() and started programs, of one user. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "execs.h"

/* Set by execs.c before the program is loaded; a constant from then on. */
const volatile __u32 cfg_uid = 1000;

#ifdef SOLUTION
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, KEYS);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");
#else
/* Assignment 1: a hash map called "counts", with a key of type __u32 and a value of type __u64. */
#endif

/* Assignment 2: look up the key, and add 1 to the value in the map. */
static void count(__u32 key)
{
#ifdef SOLUTION
	__u64 *value;
#endif

	if ((__u32)bpf_get_current_uid_gid() != cfg_uid)
		return;
#ifdef SOLUTION
	value = bpf_map_lookup_elem(&counts, &key);
	/* No such key: user space has not put it there yet. The verifier insists that we ask. */
	if (!value)
		return;
	/* Two CPUs may be here at the same time. */
	__sync_fetch_and_add(value, 1);
#endif
}

SEC("tracepoint/syscalls/sys_enter_execve")
int enter_execve(void *ctx)
{
	count(KEY_CALLS);
	return 0;
}

#ifdef SOLUTION
SEC("tracepoint/sched/sched_process_exec")
int process_exec(void *ctx)
{
	count(KEY_PROGRAMS);
	return 0;
}
#else
/* Assignment 3: a second program, where a new program has really been started. */
#endif

char LICENSE[] SEC("license") = "GPL";
