// SPDX-License-Identifier: GPL-2.0-only
/* Lab 06, in the kernel: the producer of events, and who takes them away. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include "drain.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32); /* the CPU */
	__type(value, struct slot);
} slots SEC(".maps");

/* Assignment 4: what take() has to know, and what it answers. */

static bool is_reader(void)
{
	char comm[16];

	bpf_get_current_comm(comm, sizeof(comm));
	return bpf_strncmp(comm, sizeof(comm), "reader") == 0;
}

/* Assignment 3: a program of this kind may not take the lock. */
SEC("kprobe/vfs_read")
int BPF_KPROBE(produce)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct slot *slot;

	if (!is_reader())
		return 0;
	slot = bpf_map_lookup_elem(&slots, &cpu);
	if (!slot)
		return 0;
	slot->produced++;
	slot->waiting++;
	return 0;
}

/* Assignment 4: a program take(), attached to bpf_fentry_test1. */

char LICENSE[] SEC("license") = "GPL";
