/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One row of counters per CPU. In .bss, which user space maps: the reader looks without a system
 * call, and the program finds its row without a lookup.
 */
#ifndef READSNOOP_KERN_COUNTERS_BPF_H
#define READSNOOP_KERN_COUNTERS_BPF_H

#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "../common/counters.h"

#define ENOENT	   2
#define E2BIG	   7
#define EBUSY	   16
#define ENOSPC	   28
#define EOPNOTSUPP 95

struct cpu_counters counters[COUNTER_ROWS];

static __always_inline struct cpu_counters *counters__row(__u32 cpu)
{
	/* For the verifier; no CPU has a larger number. */
	return &counters[cpu & (COUNTER_ROWS - 1)];
}

/*
 * The number is visible before anything later in the program is done: the reader's decision to
 * sleep (user/reader.c) rests on that order, hence the volatile store.
 */
static __always_inline __u64 counters__number(struct cpu_counters *row)
{
	__u64 seq = row->seq + 1;

	*(volatile __u64 *)&row->seq = seq;
	return seq;
}

/*
 * int: before Linux 6.4 some helpers return one, and leave the upper half of a long as it happens
 * to be.
 */
static __always_inline void counters__refused(struct cpu_counters *row, int err)
{
	switch (-err) {
	case ENOSPC:
		row->lost++;
		break;
	case ENOENT:
		row->failed[EMIT_ENOENT]++;
		break;
	case EOPNOTSUPP:
		row->failed[EMIT_EOPNOTSUPP]++;
		break;
	case E2BIG:
		row->failed[EMIT_E2BIG]++;
		break;
	case EBUSY:
		row->failed[EMIT_EBUSY]++;
		break;
	default:
		row->failed[EMIT_OTHER]++;
	}
}

#endif
