/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether an event shall wake the reader.
 */
#ifndef READSNOOP_KERN_WAKEUP_BPF_H
#define READSNOOP_KERN_WAKEUP_BPF_H

#include "hit.bpf.h"

/* 0: adaptive, only a reader that sleeps is woken; N: with every Nth event of a CPU. */
const volatile __u32 cfg_wakeup = 0;

/*
 * Set while the reader is awake and looks by itself. Written by user space through the mapped
 * .bss (user/reader.c has the protocol). On a line of its own: nothing that the kernel side
 * writes may take it from the other CPUs.
 */
volatile __u32 reader_awake __attribute__((aligned(128)));

/* The flag first: while the reader is awake, one load decides. It never is in the other modes. */
static __always_inline bool must_wake(const struct hit *hit)
{
	if (reader_awake)
		return false;
	return cfg_wakeup < 2 || hit->seq % cfg_wakeup == 0;
}

#endif
