/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which hits are wanted. Each test stands behind a constant, so a filter that is off leaves no
 * instruction behind.
 */
#ifndef READSNOOP_KERN_FILTER_BPF_H
#define READSNOOP_KERN_FILTER_BPF_H

#include "hit.bpf.h"
#include "../common/probe_config.h"

const volatile struct probe_config cfg_probe = {};

/* Sets of ids; user space sizes and fills those that it turns on, before it attaches. */
struct id_set {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u8);
};

struct id_set tgids SEC(".maps");
struct id_set tids SEC(".maps");
struct id_set uids SEC(".maps");
/* Thread groups of the traced command's process tree, kept by follow.bpf.h. */
struct id_set tree SEC(".maps");

static __always_inline bool comm_differs(void)
{
	__u64 comm[READ_COMM_LEN / 8];

	current_comm(comm);
	return ((comm[0] ^ cfg_probe.comm[0]) & cfg_probe.comm_mask[0]) ||
	       ((comm[1] ^ cfg_probe.comm[1]) & cfg_probe.comm_mask[1]);
}

static __always_inline bool is_in(struct id_set *set, __u32 id)
{
	return bpf_map_lookup_elem(set, &id);
}

static __always_inline bool is_filtered(const struct hit *hit)
{
	if (!cfg_probe.any_filter)
		return false;
	if (cfg_probe.filter_tgid && !is_in(&tgids, hit__tgid(hit)))
		return true;
	if (cfg_probe.filter_tid && !is_in(&tids, hit->pid_tgid))
		return true;
	if (cfg_probe.filter_tree && !is_in(&tree, hit__tgid(hit)))
		return true;
	if (cfg_probe.filter_uid && !is_in(&uids, bpf_get_current_uid_gid()))
		return true;
	return cfg_probe.filter_comm && comm_differs();
}

#endif
