/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 06: what both sides have to agree on. */
#ifndef DRAIN_H
#define DRAIN_H

#include <linux/bpf.h>

/* What happened on one CPU. produced = taken + waiting, whenever one looks. */
struct slot {
#ifdef SOLUTION
	struct bpf_spin_lock lock;
#else
	/* Assignment 1: the lock. */
#endif
	__u64 produced; /* events so far */
	__u64 taken;	/* of these, how many user space has had */
	__u64 waiting;	/* and how many not yet */
};

#endif
