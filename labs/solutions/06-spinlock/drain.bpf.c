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

#ifdef SOLUTION
/* What user space asks of take(), and its answer. Only one process uses it, one call at a time. */
__u32 take_cpu;
__u64 took;
#else
/* Assignment 4: what take() has to know, and what it answers. */
#endif

static bool is_reader(void)
{
	char comm[16];

	bpf_get_current_comm(comm, sizeof(comm));
	return bpf_strncmp(comm, sizeof(comm), "reader") == 0;
}

#ifdef SOLUTION
SEC("fentry/vfs_read")
int BPF_PROG(produce)
#else
/* Assignment 3: a program of this kind may not take the lock. */
SEC("kprobe/vfs_read")
int BPF_KPROBE(produce)
#endif
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct slot *slot;

	if (!is_reader())
		return 0;
	slot = bpf_map_lookup_elem(&slots, &cpu);
	if (!slot)
		return 0;
#ifdef SOLUTION
	bpf_spin_lock(&slot->lock);
#endif
	slot->produced++;
	slot->waiting++;
#ifdef SOLUTION
	bpf_spin_unlock(&slot->lock);
#endif
	return 0;
}

#ifdef SOLUTION
/* The kernel calls bpf_fentry_test1() when user space asks for a test run of this program. */
SEC("fentry/bpf_fentry_test1")
int BPF_PROG(take)
{
	__u32 cpu = take_cpu;
	struct slot *slot;
	__u64 n;

	took = 0;
	slot = bpf_map_lookup_elem(&slots, &cpu);
	if (!slot)
		return 0;
	bpf_spin_lock(&slot->lock);
	n = slot->waiting;
	slot->taken += n;
	slot->waiting = 0;
	bpf_spin_unlock(&slot->lock);
	took = n;
	return 0;
}
#else
/* Assignment 4: a program take(), attached to bpf_fentry_test1. */
#endif

char LICENSE[] SEC("license") = "GPL";
