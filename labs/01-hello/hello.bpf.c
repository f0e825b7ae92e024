// SPDX-License-Identifier: GPL-2.0-only
/* Lab 01, in the kernel: say hello whenever a thread called "reader" reads. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

/* Assignment 1: this names a kind of probe, but no function of the kernel. */
SEC("kprobe")
int hello(void *ctx)
{
	/* Assignment 2: print a line. Assignment 4: but only if the thread is called "reader". */
	return 0;
}

/* Assignment 3: the licence. */
