/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One firing of the probe: who, where, which number, and how an event is made of it.
 */
#ifndef READSNOOP_KERN_HIT_BPF_H
#define READSNOOP_KERN_HIT_BPF_H

#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#include "../common/event.h"

/* Lives in registers: nothing may take the address of a member, or all of it goes to the stack. */
struct hit {
	__u64 pid_tgid; /* tgid << 32 | tid */
	__u32 cpu;
	__u64 seq; /* set once the filters have let it pass */

	/* Only with cfg_probe.returns, where a hit is a read that has returned. */
	__u64 duration_ns;
	__u64 requested;   /* bytes */
	__s64 ret;	   /* bytes, or a negative errno */
	struct file *file; /* NULL: the descriptor had none, or has it no longer */
};

static __always_inline __u32 hit__tgid(const struct hit *hit)
{
	return hit->pid_tgid >> 32;
}

/*
 * bpf_get_current_task_btf() (5.11) gives a pointer that a program may follow with plain loads,
 * which for the name is much cheaper than the helper. A relocation, not a test at run time: the
 * verifier sees a constant and removes the other branch.
 */
static __always_inline bool has_task_btf(void)
{
	return bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf);
}

/* The name of the current thread as two words; comm must be aligned to 8. */
static __always_inline void current_comm(void *comm)
{
	if (has_task_btf()) {
		struct task_struct *task = bpf_get_current_task_btf();
		const __u64 *from = (const __u64 *)task->comm;
		__u64 *to = comm;

		to[0] = from[0];
		to[1] = from[1];
	} else {
		bpf_get_current_comm(comm, READ_COMM_LEN);
	}
}

#endif
