/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 04: what both sides have to agree on. */
#ifndef LASTREAD_H
#define LASTREAD_H

#include <linux/types.h>

/* A thread's last read. */
struct event {
	__u64 boot_ns; /* when, in ns since boot */
	__u32 cpu;
	__u64 asked; /* for how many bytes */
	__u32 tid;
};

#endif
