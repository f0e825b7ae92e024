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

/* Assignment 3: a function that gives a user's counter, and makes it if there is none. */

/* Assignments 1 and 2: look up the user's entry and add 1; if there is none, make it. */
SEC("kprobe/vfs_read")
int count(void *ctx)
{

	if (!is_reader())
		return 0;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
