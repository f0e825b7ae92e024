/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Keep the map "tree" equal to the thread groups of the followed process trees: user space puts in
 * the roots and what they have forked before, forks add, exits remove. Raw tracepoints: no tracefs,
 * and the task at first hand.
 */
#ifndef READSNOOP_KERN_FOLLOW_BPF_H
#define READSNOOP_KERN_FOLLOW_BPF_H

#include "filter.bpf.h"

/* Descendants that found the map full; reported, because their reads are then missing. */
__u64 tree_overflows;

SEC("raw_tp/sched_process_fork")
int tree_fork(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *parent = (void *)ctx->args[0];
	struct task_struct *child = (void *)ctx->args[1];
	__u32 parent_tgid = BPF_CORE_READ(parent, tgid);
	__u32 child_tgid = BPF_CORE_READ(child, tgid);
	__u8 present = 1;

	if (child_tgid == parent_tgid || !bpf_map_lookup_elem(&tree, &parent_tgid))
		return 0;
	if (bpf_map_update_elem(&tree, &child_tgid, &present, BPF_ANY))
		__sync_fetch_and_add(&tree_overflows, 1);
	return 0;
}

SEC("raw_tp/sched_process_exit")
int tree_exit(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *task = (void *)ctx->args[0];
	__u32 tgid = BPF_CORE_READ(task, tgid);

	/* The leader may go before its threads do: the group ends with its last thread. */
	if (BPF_CORE_READ(task, signal, live.counter) == 0)
		bpf_map_delete_elem(&tree, &tgid);
	return 0;
}

#endif
