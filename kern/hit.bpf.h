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

struct hit {
	struct task_struct *task; /* NULL where the kernel cannot give it typed (before 5.11) */
	__u32 tgid, tid, cpu;
	__u64 seq; /* set once the filters have let it pass */
};

/*
 * bpf_get_current_task_btf() (5.11) gives a pointer that a program may follow with plain loads;
 * older kernels need a helper call for each fact. A relocation, not a test at run time: the
 * verifier sees a constant and removes the other branch.
 */
static __always_inline bool has_task_btf(void)
{
	return bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf);
}

static __always_inline void hit__identify(struct hit *hit, __u32 cpu)
{
	hit->cpu = cpu;
	hit->seq = 0;
	if (has_task_btf()) {
		hit->task = bpf_get_current_task_btf();
		hit->tgid = hit->task->tgid;
		hit->tid = hit->task->pid;
	} else {
		__u64 pid_tgid = bpf_get_current_pid_tgid();

		hit->task = NULL;
		hit->tgid = pid_tgid >> 32;
		hit->tid = pid_tgid;
	}
}

/* The thread's name as two words; comm must be aligned to 8. */
static __always_inline void hit__comm(const struct hit *hit, void *comm)
{
	if (has_task_btf()) {
		const __u64 *from = (const __u64 *)hit->task->comm;
		__u64 *to = comm;

		to[0] = from[0];
		to[1] = from[1];
	} else {
		bpf_get_current_comm(comm, READ_COMM_LEN);
	}
}

#endif
