/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The value of the polled hash map, one per CPU: the two-way counter and the last event.
 *
 * The kernel writes tail first and head last; a reader that copies from the front and finds
 * head == tail has an event that nobody wrote to meanwhile. That holds on CPUs that keep stores
 * in order (x86); elsewhere it is likely, not certain.
 */
#ifndef READSNOOP_COMMON_HASH_MESSAGE_H
#define READSNOOP_COMMON_HASH_MESSAGE_H

#include "event.h"

struct hash_message {
	__u64 head;
	__s64 seq; /* the kernel increments, the reader decrements and deletes the key at 0 */
	struct read_event event __attribute__((aligned(8)));
	__u32 padding;
	__u64 tail;
};

_Static_assert(sizeof(struct hash_message) == 72, "hash_message must have no hidden padding");

#endif
