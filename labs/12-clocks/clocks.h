/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 12: what both sides have to agree on. */
#ifndef CLOCKS_H
#define CLOCKS_H

#include <linux/types.h>

struct event {
	__u64 boot_ns; /* when, in nanoseconds since boot */
	__u64 seq;     /* 1, 2, 3, ... */
	char comm[16]; /* the thread's name */
};

#endif
