/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 09: what both sides have to agree on. */
#ifndef GAPS_H
#define GAPS_H

#include <linux/types.h>

/* One read. */
struct event {
	__u64 boot_ns; /* since boot, suspend included */
	__u64 seq;     /* number of the read on its CPU, from 1 */
	char comm[16];
};

#endif
