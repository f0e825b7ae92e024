/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 07: what both sides have to agree on. */
#ifndef TABLES_H
#define TABLES_H

/* How many reads each of the two tables has room for. */
#define ENTRIES 1024

/* What each CPU counts for itself: 20 bytes. */
struct tally {
	__u32 reads;
	char comm[16]; /* who made the last of them */
};

#endif
