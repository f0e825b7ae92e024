/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 11: what both sides have to agree on. */
#ifndef CALLS_H
#define CALLS_H

/* The keys of the map "hits". */
enum {
	KEY_CALLS,  /* system calls of the thread */
	KEY_READS,  /* those that went to on_read() */
	KEY_CHAIN,  /* runs of chain() */
	KEY_OTHERS, /* those that nobody was there for */
	KEYS,
};

/* More than there are system calls. */
#define SLOTS 512

#endif
