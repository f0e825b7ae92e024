// SPDX-License-Identifier: GPL-2.0-only
/* Lab 01, in the kernel: say hello whenever a thread called "reader" reads. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#ifdef SOLUTION
SEC("kprobe/vfs_read")
#else
/* Assignment 1: this names a kind of probe, but no function of the kernel. */
SEC("kprobe")
#endif
int hello(void *ctx)
{
#ifdef SOLUTION
	char comm[16];

	bpf_get_current_comm(comm, sizeof(comm));
	/* Up to the byte 0 that ends the name: "reader2" is somebody else. */
	if (bpf_strncmp(comm, sizeof(comm), "reader") != 0)
		return 0;
	bpf_printk("hello from %s", comm);
#else
	/* Assignment 2: print a line. Assignment 4: but only if the thread is called "reader". */
#endif
	return 0;
}

#ifdef SOLUTION
char LICENSE[] SEC("license") = "GPL";
#else
/* Assignment 3: the licence. */
#endif
