/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One place in a CPU's memory-mapped ring.
 *
 * There is no head: a slot holds a new event once its seq is above the last one that the reader
 * took from this CPU, and seq is written last. How many events were written before this one
 * follows from the counters (seq - 1 - lost), so the producer keeps no position of its own.
 *
 * With details a slot holds a struct read_details instead, and is as large as the longest.
 */
#ifndef READSNOOP_COMMON_MMAP_SLOT_H
#define READSNOOP_COMMON_MMAP_SLOT_H

#include "event.h"

struct mmap_slot {
	struct read_event event;
	__u32 padding;
} __attribute__((aligned(8)));

_Static_assert(sizeof(struct mmap_slot) == 48, "slots must lie without gaps");

#endif
