// SPDX-License-Identifier: GPL-2.0-only
/* Lab 05, in the kernel: leave a message for each CPU in a hash map. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "hashpoll.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1); /* hashpoll.c sets it, before the map is made */
	__type(key, __u32);
	__type(value, struct message);
} messages SEC(".maps");

/* All hits that there were. */
__u64 produced;

static bool is_reader(void)
{
	char comm[16];

	bpf_get_current_comm(comm, sizeof(comm));
	return bpf_strncmp(comm, sizeof(comm), "reader") == 0;
}

/*
 * Assignment 2: if the map has a message for the CPU, count up its seq and let it tell of this hit
 * (time and name); if not, put one there, with a seq of 1.
 */
static void leave_message(__u32 cpu)
{
}

/* Assignment 1: count the hit in "produced", as other CPUs may do at the same time. */
SEC("kprobe/vfs_read")
int on_read(void *ctx)
{
	if (!is_reader())
		return 0;
	leave_message(bpf_get_smp_processor_id());
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
