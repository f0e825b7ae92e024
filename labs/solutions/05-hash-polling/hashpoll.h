/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 05: what both sides have to agree on. */
#ifndef HASHPOLL_H
#define HASHPOLL_H

/* The value of the map; its key is the number of the CPU. */
struct message {
	__s64 seq;     /* hits that were not taken yet: the kernel counts up, user space down */
	__u64 boot_ns; /* time of the last of them, in ns since boot */
	char comm[16]; /* and whose it was */
};

#endif
