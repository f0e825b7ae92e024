/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 10: what both sides have to agree on. */
#ifndef RING_H
#define RING_H

#include <linux/types.h>

/* Of the ring buffer: a power of two, and whole pages. Small, so that it overflows soon. */
#define RING_BYTES 4096

/* One read. */
struct event {
	__u64 boot_ns; /* since boot, suspend included */
	__u64 seq;     /* number of the read, of all CPUs together, from 1 */
	__u32 cpu;
	__u32 tid; /* thread */
	char comm[16];
};

/* What became of the reads, of all CPUs together. */
struct counters {
	__u64 fired;	 /* reads that the program has seen */
	__u64 dropped;	 /* ... there was no room */
	__u64 discarded; /* ... the name was not the one asked for */
};

#endif
