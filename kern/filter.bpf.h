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

/*
 * What is listed by id, and whether it is wanted (1) or not (0). User space sizes and fills those
 * that it turns on, before it attaches.
 */
struct id_set {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u8);
};

struct id_set tgids SEC(".maps");
struct id_set tids SEC(".maps");
struct id_set uids SEC(".maps");
/* Thread groups of the followed process trees, kept by follow.bpf.h. */
struct id_set tree SEC(".maps");

/* The same by name, of which the bytes behind the NUL are zero. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, struct comm_key);
	__type(value, __u8);
} comms SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} cgroups SEC(".maps");

static __always_inline bool is_on_wanted_cpu(__u32 cpu)
{
	/* For the verifier; no CPU has a larger number. */
	return cfg_probe.cpus[cpu / 64 % (COUNTER_ROWS / 64)] >> (cpu % 64) & 1;
}

static __always_inline bool leaves_out(enum filter_policy policy, void *map, const void *key)
{
	const __u8 *wanted = bpf_map_lookup_elem(map, key);

	return wanted ? !*wanted : policy == FILTER_ONLY;
}

static __always_inline bool leaves_out_id(enum filter_policy policy, struct id_set *set, __u32 id)
{
	return leaves_out(policy, set, &id);
}

static __always_inline bool leaves_out_comm(enum filter_policy policy)
{
	struct comm_key key;
	bool differs;

	current_comm(&key);
	if (!cfg_probe.one_comm) {
		comm_key__normalise(&key);
		return leaves_out(policy, &comms, &key);
	}
	differs = ((key.word[0] ^ cfg_probe.comm.word[0]) & cfg_probe.comm_mask.word[0]) ||
		  ((key.word[1] ^ cfg_probe.comm.word[1]) & cfg_probe.comm_mask.word[1]);
	return differs == (policy == FILTER_ONLY);
}

static __always_inline bool is_in_wanted_cgroup(void)
{
	for (__u32 i = 0; i < cfg_probe.cgroups; i++)
		/* 1: in it or in one below; else 0 or an error */
		if (bpf_current_task_under_cgroup(&cgroups, i) == 1)
			return true;
	return false;
}

/* To be asked if cfg_probe.extras is set. The cheapest first. */
static __always_inline bool is_filtered(const struct hit *hit)
{
	if (cfg_probe.filter_cpu && !is_on_wanted_cpu(hit->cpu))
		return true;
	if (cfg_probe.filter_comm && cfg_probe.one_comm && leaves_out_comm(cfg_probe.filter_comm))
		return true;
	if (cfg_probe.filter_tgid && leaves_out_id(cfg_probe.filter_tgid, &tgids, hit__tgid(hit)))
		return true;
	if (cfg_probe.filter_tid && leaves_out_id(cfg_probe.filter_tid, &tids, hit->pid_tgid))
		return true;
	if (cfg_probe.filter_tree && leaves_out_id(FILTER_ONLY, &tree, hit__tgid(hit)))
		return true;
	if (cfg_probe.filter_uid &&
	    leaves_out_id(cfg_probe.filter_uid, &uids, bpf_get_current_uid_gid()))
		return true;
	if (cfg_probe.filter_comm && !cfg_probe.one_comm && leaves_out_comm(cfg_probe.filter_comm))
		return true;
	return cfg_probe.cgroups && !is_in_wanted_cgroup();
}

#endif
