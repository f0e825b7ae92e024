// SPDX-License-Identifier: GPL-2.0-only
/* Lab 07, in the kernel: a counter for each CPU, and two tables that do not grow for ever. */
#include "vmlinux.h"
#include <linux/errno.h>
#include <bpf/bpf_helpers.h>

#include "tables.h"

/* Assignment 1: an array "tallies" of one struct tally for each CPU. */
#ifdef SOLUTION
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct tally);
} tallies SEC(".maps");
#endif

/* Assignment 4: two tables of ENTRIES reads; which read it was (__u64) -> boot time (__u64). */
#ifdef SOLUTION
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, ENTRIES);
	__type(key, __u64);
	__type(value, __u64);
} table SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, ENTRIES);
	__type(key, __u64);
	__type(value, __u64);
} recent SEC(".maps");
#endif

/* Reads that a table did not take. */
__u64 table_full, recent_failed;

static bool is_reader(void)
{
	char comm[16];

	bpf_get_current_comm(comm, sizeof(comm));
	return bpf_strncmp(comm, sizeof(comm), "reader") == 0;
}

/*
 * Assignment 2: count the read in this CPU's tally, and note whose it was. Returns its number on
 * this CPU, from 1.
 */
static __u32 count(void)
{
#ifdef SOLUTION
	struct tally *tally;
	__u32 key = 0;

	tally = bpf_map_lookup_elem(&tallies, &key);
	if (!tally)
		return 0;
	bpf_get_current_comm(tally->comm, sizeof(tally->comm));
	/* Not atomic: no other CPU reaches this one's value, and a kprobe is not preempted. */
	return ++tally->reads;
#else
	return 0;
#endif
}

/*
 * Assignment 5: put the read into both tables. Count in table_full each -E2BIG from the hash map,
 * and in recent_failed each error from the LRU map. Keep what they return in an int.
 */
static void insert(__u64 which)
{
#ifdef SOLUTION
	__u64 now = bpf_ktime_get_boot_ns();
	int err;

	/* An int: before Linux 6.4 the upper half of the result is not that of an error. */
	err = bpf_map_update_elem(&table, &which, &now, BPF_ANY);
	if (err == -E2BIG)
		__sync_fetch_and_add(&table_full, 1);
	err = bpf_map_update_elem(&recent, &which, &now, BPF_ANY);
	if (err)
		__sync_fetch_and_add(&recent_failed, 1);
#endif
}

SEC("kprobe/vfs_read")
int on_read(void *ctx)
{
	if (!is_reader())
		return 0;
	insert((__u64)bpf_get_smp_processor_id() << 32 | count());
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
