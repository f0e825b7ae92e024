/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every Nth hit on average, each by its own throw of the dice: taking every Nth in turn would keep
 * pace with a workload that repeats itself, and then show one kind of its reads only.
 */
#ifndef READSNOOP_KERN_SAMPLE_BPF_H
#define READSNOOP_KERN_SAMPLE_BPF_H

#include "filter.bpf.h"

/* As is_filtered(), and after it. */
static __always_inline bool is_sampled_out(void)
{
	return cfg_probe.sample_below && bpf_get_prandom_u32() >= cfg_probe.sample_below;
}

#endif
