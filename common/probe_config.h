/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The knobs of the kernel side. User space fills the struct between open and load; the verifier
 * then sees constants and removes the code of every option that is off.
 */
#ifndef READSNOOP_COMMON_PROBE_CONFIG_H
#define READSNOOP_COMMON_PROBE_CONFIG_H

#include "event.h"

struct probe_config {
	__u64 output_ino;  /* the pipe that we write to; 0: show who reads it */
	__u32 output_dev;  /* its device as the kernel has it: major << 20 | minor */
	__u32 hide_self;   /* leave out the thread group self_tgid (kern/own.bpf.h) */
	__u32 any_filter;  /* one of those below is on: a single test when none is */
	__u32 filter_tgid; /* only thread groups in the map "tgids" */
	__u32 filter_tid;  /* only threads in the map "tids" */
	__u32 filter_uid;  /* only users in the map "uids" */
	__u32 filter_comm; /* only threads named comm[] */
	__u32 filter_tree; /* only descendants of the thread groups in the map "tree" */
	__u32 returns;	   /* a hit is a read's return: the entry only remembers it */
	__u32 errors_only; /* with returns: only reads that failed */
	__u64 min_bytes;   /* with returns: only reads that brought as many; 0: any */
	__u64 min_duration_ns;
	/*
	 * The wanted name as two words, and which bytes of them count: those up to and including
	 * its NUL, since the kernel does not clear what stands behind.
	 */
	__u64 comm[READ_COMM_LEN / 8];
	__u64 comm_mask[READ_COMM_LEN / 8];
};

_Static_assert(sizeof(struct probe_config) == 96, "probe_config");

#endif
