/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The knobs of the kernel side. User space fills the struct between open and load; the verifier
 * then sees constants and removes the code of every option that is off.
 */
#ifndef READSNOOP_COMMON_PROBE_CONFIG_H
#define READSNOOP_COMMON_PROBE_CONFIG_H

#include "comm_key.h"
#include "counters.h"

/* What becomes of a value that is not in the map; one that is there has its answer as the value. */
enum filter_policy {
	FILTER_OFF,
	FILTER_ONLY,  /* left out: only what is listed as wanted */
	FILTER_EXCEPT /* kept: everything but what is listed as unwanted */
};

struct probe_config {
	__u32 hide_self;    /* leave out our own thread group (kern/own.bpf.h) */
	__u32 hide_outputs; /* and the reads of what we write */
	__u32 extras;	    /* one of those up to padding is on: a single test when none is */
	__u32 filter_cpu;   /* only the CPUs in cpus[] */
	__u32 filter_tgid;  /* enum filter_policy, of the map "tgids" */
	__u32 filter_tid;   /* of the map "tids" */
	__u32 filter_uid;   /* of the map "uids" */
	__u32 filter_comm;  /* of the map "comms", or of comm alone */
	__u32 filter_tree;  /* only descendants of the thread groups in the map "tree" */
	__u32 cgroups;	    /* only the cgroups in that many places of the map "cgroups"; 0: any */
	__u32 sample_below; /* keep a hit if 32 random bits are below; 0: keep all */
	__u32 one_comm;	    /* there is one name: in comm, not in the map */
	__u32 returns;	    /* a hit is a read's return: the entry only remembers it */
	__u32 errors_only;  /* with returns: only reads that failed */
	__u32 details;	    /* with returns: records are struct read_details */
	__u32 path;	    /* with details: the whole path, not only the name */
	__u32 padding;	    /* without: that many bytes more in each record, a multiple of 8 */
	__u32 long_records; /* details or padding: one test in the hot path */
	__u64 min_bytes;    /* with returns: only reads that brought as many; 0: any */
	__u64 min_duration_ns;
	/* The name, and which bytes of it count: those up to and including its NUL. */
	struct comm_key comm, comm_mask;
	__u64 cpus[COUNTER_ROWS / 64]; /* a bit for each */
};

_Static_assert(sizeof(struct probe_config) == 120 + COUNTER_ROWS / 8, "probe_config");

#endif
