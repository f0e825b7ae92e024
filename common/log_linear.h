/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Slots of histograms, computed alike on both sides.
 *
 * log2: slot 0 is the value 0, slot k is 2^(k-1) to 2^k - 1.
 * log-linear: each power of two is split into eight equal slots, so that the middle of a slot is
 * at most 1/16 (6.25 %) away from every value in it; below 16 a slot is one value.
 */
#ifndef READSNOOP_COMMON_LOG_LINEAR_H
#define READSNOOP_COMMON_LOG_LINEAR_H

#include <linux/types.h>

/* Lengths and durations are below 2^63, so 64 slots hold them all. */
#define LOG2_SLOTS 64

#define LOG_LINEAR_BITS	 3
#define LOG_LINEAR_SPLIT (1 << LOG_LINEAR_BITS)
/* The last slot ends at 2^42 (of ns: 73 minutes), and has everything above, too. */
#define LOG_LINEAR_SLOTS 320

#define LOG_LINEAR_INLINE static inline __attribute__((always_inline, unused))

/* The number of the highest bit that is set; 0 for 0. There is no such BPF instruction. */
LOG_LINEAR_INLINE __u32 bits__highest(__u64 value)
{
	__u32 bit = 0;

	for (__u32 step = 32; step; step >>= 1) {
		if (value >> step) {
			value >>= step;
			bit += step;
		}
	}
	return bit;
}

LOG_LINEAR_INLINE __u32 log2__slot(__u64 value)
{
	return value ? (bits__highest(value) + 1) & (LOG2_SLOTS - 1) : 0;
}

/* The smallest value of a slot. */
LOG_LINEAR_INLINE __u64 log2__low(__u32 slot)
{
	return slot ? 1ULL << (slot - 1) : 0;
}

LOG_LINEAR_INLINE __u32 log_linear__slot(__u64 value)
{
	__u32 high = bits__highest(value), slot;

	if (high < LOG_LINEAR_BITS)
		return value;
	slot = (high - LOG_LINEAR_BITS + 1) << LOG_LINEAR_BITS |
	       ((value >> (high - LOG_LINEAR_BITS)) & (LOG_LINEAR_SPLIT - 1));
	return slot < LOG_LINEAR_SLOTS ? slot : LOG_LINEAR_SLOTS - 1;
}

/* The smallest value of a slot; for LOG_LINEAR_SLOTS the end of the last one. */
LOG_LINEAR_INLINE __u64 log_linear__low(__u32 slot)
{
	if (slot < LOG_LINEAR_SPLIT)
		return slot;
	return (__u64)(LOG_LINEAR_SPLIT + slot % LOG_LINEAR_SPLIT) << (slot / LOG_LINEAR_SPLIT - 1);
}

#endif
