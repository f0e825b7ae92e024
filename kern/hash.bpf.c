// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hash channel, kept for comparison: a polled map that holds the last event of each CPU.
 *
 * Lossy by nature. The reader may delete the key between our lookup and our stores: that event
 * is then written into a free element and never seen, or into one that another CPU has just
 * been given, whose key then holds a foreign event. The reader knows a foreign or torn event by
 * its cpu, head and tail, does not show it, and the sequence numbers count it as coalesced.
 */
#include "counters.bpf.h"
#include "event.bpf.h"
#include "../common/hash_message.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1); /* possible CPUs, set before the load */
	__type(key, __u32);
	__type(value, struct hash_message);
} messages SEC(".maps");

#define store_once(x, v) (*(volatile __u64 *)&(x) = (v))

static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
{
	__u32 cpu = hit->cpu;
	struct hash_message *message = bpf_map_lookup_elem(&messages, &cpu);
	struct hash_message first;
	int err; /* see counters__refused() */

	if (message) {
		store_once(message->tail, hit->seq);
		barrier();
		message->seq++;
		event__fill(&message->event, hit);
		barrier();
		store_once(message->head, hit->seq);
		return;
	}
	first.head = first.tail = hit->seq;
	first.seq = 1;
	first.padding = 0;
	event__fill(&first.event, hit);
	err = bpf_map_update_elem(&messages, &cpu, &first, BPF_ANY);
	if (err)
		counters__refused(row, err);
}

#include "probe.bpf.h"
