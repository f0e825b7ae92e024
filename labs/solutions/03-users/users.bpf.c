// SPDX-License-Identifier: GPL-2.0-only
/* Lab 03, in the kernel: how often has each user's "reader" read? */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32); /* the user's id */
	__type(value, __u64);
} reads SEC(".maps");

/* The filter of lab 01: the machine's other reads would blur the numbers. */
static bool is_reader(void)
{
	char comm[16];

	bpf_get_current_comm(comm, sizeof(comm));
	return bpf_strncmp(comm, sizeof(comm), "reader") == 0;
}

#ifdef SOLUTION
/* The counter of a user, made if there is none yet. NULL if there is no room for one more. */
static __u64 *counter(__u32 uid)
{
	__u64 *value, zero = 0;

	value = bpf_map_lookup_elem(&reads, &uid);
	if (value)
		return value;
	/*
	 * Another CPU may be here for the same user. Only the first insertion succeeds; the other
	 * CPU gets -EEXIST, and finds that counter below.
	 */
	bpf_map_update_elem(&reads, &uid, &zero, BPF_NOEXIST);
	return bpf_map_lookup_elem(&reads, &uid);
}
#else
/* Assignment 3: a function that gives a user's counter, and makes it if there is none. */
#endif

/* Assignments 1 and 2: look up the user's entry and add 1; if there is none, make it. */
SEC("kprobe/vfs_read")
int count(void *ctx)
{
#ifdef SOLUTION
	__u64 *value;
#endif

	if (!is_reader())
		return 0;
#ifdef SOLUTION
	value = counter((__u32)bpf_get_current_uid_gid());
	if (value)
		__sync_fetch_and_add(value, 1);
#endif
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
