/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One read, as it crosses from the kernel to user space.
 *
 * The only definition of the record: every channel carries exactly these bytes. The header
 * includes neither side and compiles alone for both.
 */
#ifndef READSNOOP_COMMON_EVENT_H
#define READSNOOP_COMMON_EVENT_H

#include <linux/types.h>

/* TASK_COMM_LEN of the kernel, terminating NUL included */
#define READ_COMM_LEN 16

/*
 * 44 bytes: a perf ring stores a raw record as 8 (header) + 4 (size) + payload rounded up to 8,
 * so 44 wastes nothing (kernel/events/core.c, perf_prepare_sample). The payload then starts at
 * offset 12 there, hence the alignment of 4. Where the record itself is aligned to 8, as on the
 * BPF stack and in the other rings, all of it can be written in whole words.
 */
struct read_event {
	__u64 boot_ns;		  /* CLOCK_BOOTTIME at the probe, ns */
	__u64 seq;		  /* per CPU, from 1, one for each hit that passed the filters */
	char comm[READ_COMM_LEN]; /* the thread's name: bytes chosen by the traced process */
	__u32 tid;		  /* this and tgid: the halves of bpf_get_current_pid_tgid() */
	__u32 tgid;		  /* what user space calls the PID, in the initial PID namespace */
	__u32 cpu;
} __attribute__((packed, aligned(4)));

_Static_assert(sizeof(struct read_event) == 44, "read_event must not waste ring space");
_Static_assert(__builtin_offsetof(struct read_event, seq) == 8, "seq");
_Static_assert(__builtin_offsetof(struct read_event, comm) == 16, "comm");
_Static_assert(__builtin_offsetof(struct read_event, tid) == 32, "tid");
_Static_assert(__builtin_offsetof(struct read_event, cpu) == 40, "cpu");

#endif
