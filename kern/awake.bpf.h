/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether the reader is awake and will look by itself: then nobody needs to wake it. Written by
 * user space through the mapped .bss (user/reader.c has the protocol), read here once per event.
 */
#ifndef READSNOOP_KERN_AWAKE_BPF_H
#define READSNOOP_KERN_AWAKE_BPF_H

#include "vmlinux.h"

/* A line of its own: nothing that the kernel side writes may take it from the other CPUs. */
volatile __u32 reader_awake __attribute__((aligned(128)));

#endif
