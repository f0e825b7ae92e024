/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 08: what both sides have to agree on. */
#ifndef EVENTS_H
#define EVENTS_H

#include <linux/types.h>

/* One read. */
struct event {
	__u64 boot_ns; /* since boot, suspend included */
	__u64 seq;     /* number of the read on its CPU, from 1 */
	char comm[16];
};

/* What became of a CPU's reads. */
struct counters {
	__u64 fired;	 /* reads that the program has seen */
	__u64 sent;	 /* the helper returned 0 */
	__u64 no_ring;	 /* ... -ENOENT: nobody has opened a ring for this index */
	__u64 wrong_cpu; /* ... -EOPNOTSUPP: that ring belongs to another CPU */
	__u64 other;	 /* ... something else */
};

#endif
