// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mmap channel: one single-producer ring per CPU in a memory-mapped array, written by plain
 * stores. The cheapest way out, and the yardstick for the others.
 */
#include "counters.bpf.h"
#include "details.bpf.h"
#include "wakeup.bpf.h"
#include "../common/mmap_slot.h"

/* Slots of all CPUs, one ring after the other. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* slots of all CPUs, set before the load */
	/* By size and not by type, which would fix it: slots with details are larger. */
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(struct mmap_slot)); /* set before the load */
} slots SEC(".maps");

/* Carries no data: what lies in it makes the reader's poll(2) return. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} bell SEC(".maps");

/*
 * The reader may look from now on, so everything else must be in memory before. x86 keeps
 * stores in order, and only the compiler has to be told. Other CPUs need a barrier, which BPF
 * has as a side effect of its atomic exchange (Linux 5.12; older kernels refuse the program).
 */
static __always_inline void publish(struct mmap_slot *slot, __u64 seq)
{
	__u64 *to = __builtin_assume_aligned(&slot->event.seq, 8);

#if defined(__TARGET_ARCH_x86)
	barrier();
	*(volatile __u64 *)to = seq;
#else
	__sync_lock_test_and_set(to, seq);
#endif
}

/* Without a number too: until it is published, the reader must not take the slot for full. */
static __always_inline bool fill_details(void *slot, const struct hit *hit)
{
	struct read_details *details = details__make(hit);

	if (!details)
		return false;
	details->head.seq = 0;
	return !bpf_probe_read_kernel(slot, details__bytes(details), details);
}

static __always_inline void ring_bell(void)
{
	__u32 nothing = 0;

	/* Full means that the reader has not yet looked after an earlier one: it will. */
	bpf_ringbuf_output(&bell, &nothing, sizeof(nothing), BPF_RB_FORCE_WAKEUP);
}

static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
{
	__u64 written = hit->seq - 1 - row->lost;
	struct mmap_slot *slot;
	__u32 index;

	/* The comparison also keeps our stores behind the load of the limit, on every CPU. */
	if (written >= *(volatile __u64 *)&row->limit) {
		row->lost++;
		return;
	}
	index = row->first_slot + (written & row->slot_mask);
	slot = bpf_map_lookup_elem(&slots, &index);
	if (!slot) {
		row->lost++;
		return;
	}
	if (!is_long()) {
		event__fill_unnumbered(slot, hit);
	} else if (!fill_details(slot, hit)) {
		row->lost++;
		return;
	}
	publish(slot, hit->seq);
	if (must_wake(hit))
		ring_bell();
}

#include "probe.bpf.h"
