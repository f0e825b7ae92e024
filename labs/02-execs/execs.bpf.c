// SPDX-License-Identifier: GPL-2.0-only
/* Lab 02, in the kernel: count calls of execve() and started programs, of one user. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "execs.h"

/* Set by execs.c before the program is loaded; a constant from then on. */
const volatile __u32 cfg_uid = 1000;

/* Assignment 1: a hash map called "counts", with a key of type __u32 and a value of type __u64. */

/* Assignment 2: look up the key, and add 1 to the value in the map. */
static void count(__u32 key)
{

	if ((__u32)bpf_get_current_uid_gid() != cfg_uid)
		return;
}

SEC("tracepoint/syscalls/sys_enter_execve")
int enter_execve(void *ctx)
{
	count(KEY_CALLS);
	return 0;
}

/* Assignment 3: a second program, where a new program has really been started. */

char LICENSE[] SEC("license") = "GPL";
