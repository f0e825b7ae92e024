/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A hit becomes a record with details: put together aside, since its length is known last.
 */
#ifndef READSNOOP_KERN_DETAILS_BPF_H
#define READSNOOP_KERN_DETAILS_BPF_H

#include "event.bpf.h"
#include "file.bpf.h"

/*
 * One place per CPU is enough: one kind of programs is attached that write it, and
 * none runs twice at once on a CPU (see kern/probe.bpf.h).
 */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct read_details);
} workbench SEC(".maps");

/* Whether a record is more than a struct read_event. */
static __always_inline bool is_long(void)
{
	return cfg_probe.long_records;
}

/* NULL only in theory. */
static __always_inline struct read_details *details__make(const struct hit *hit)
{
	__u32 zero = 0;
	struct read_details *details = bpf_map_lookup_elem(&workbench, &zero);

	if (!details)
		return NULL;
	event__fill(&details->head, hit);
	if (!cfg_probe.details)
		return details; /* the padding is whatever lies there */
	details->duration_ns = hit->duration_ns;
	details->requested = hit->requested;
	details->ret = hit->ret;
	file__fill(details, hit->file);
	return details;
}

/* Its length, in bounds that the verifier sees. */
static __always_inline __u64 details__bytes(const struct read_details *details)
{
	__u64 most = cfg_probe.path ? READ_DETAILS_PATH_BYTES : READ_DETAILS_NAME_BYTES;
	__u64 bytes;

	if (!cfg_probe.details)
		return sizeof(struct read_event) + cfg_probe.padding;
	bytes = READ_DETAILS_BYTES + *(volatile __u32 *)&details->file_bytes;
	return bytes > most ? most : bytes;
}

#endif
