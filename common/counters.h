/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel side counts, one row per possible CPU: the truth behind the ledger.
 *
 * A hit moves exactly one of own, filtered, sampled and seq, so "hits" needs no counter of its own:
 * hits = own + filtered + sampled + seq. Of the numbered ones (seq), lost and failed say which
 * never reached the channel.
 *
 * When hits are returns (kern/span.bpf.h), one that could not be remembered at its beginning gets
 * no number and is a hit of its own: + failed[EMIT_UNREMEMBERED]. A read may return on another CPU
 * than it began, so began, returned and stale mean something only when summed over all CPUs.
 */
#ifndef READSNOOP_COMMON_COUNTERS_H
#define READSNOOP_COMMON_COUNTERS_H

#include <linux/types.h>

/* Why a channel refused an event for another reason than being full. */
enum emit_failure {
	EMIT_ENOENT,	 /* no perf ring on this CPU (it came online later) */
	EMIT_EOPNOTSUPP, /* the ring of this CPU is dead (it went offline in between) */
	EMIT_E2BIG,	 /* index or record out of range */
	EMIT_EBUSY,	 /* too deep a nesting of BPF programs on this CPU */
	EMIT_OTHER,
	EMIT_UNREMEMBERED, /* more reads under way than the map has room for; not numbered */
	EMIT_FAILURES
};

struct cpu_counters {
	__u64 seq;	/* hits that were numbered: the last number given out */
	__u64 filtered; /* hits that a filter left out */
	__u64 own;	/* hits by the tracer itself, or by who reads its output */
	__u64 lost;	/* numbered, but the ring was full */
	__u64 sampled;	/* hits that --sample left out */
	__u64 began;	/* reads remembered at their beginning */
	__u64 returned; /* of those, seen to return */
	__u64 stale;	/* of those, given up: their return was missed */
	/*
	 * The second line is written by the reader (mmap channel): the CPU's ring is the slots from
	 * first_slot on, and events may be written as long as fewer than limit have been.
	 */
	__u64 limit __attribute__((aligned(64)));
	__u32 first_slot, slot_mask;
	__u64 failed[EMIT_FAILURES];
} __attribute__((aligned(128))); /* two cache lines: the adjacent-line prefetcher pairs them */

_Static_assert(sizeof(struct cpu_counters) == 128, "rows must not share cache lines");

/* Rows there are: the largest CONFIG_NR_CPUS of the distributions' kernels. A power of two. */
#define COUNTER_ROWS 8192

#endif
