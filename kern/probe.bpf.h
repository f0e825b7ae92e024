/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The probe: entry points, filters, numbering. A channel's .bpf.c includes it after defining
 *
 *	static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
 *
 * which sends one numbered hit on its way, or counts why it could not.
 */
#ifndef READSNOOP_KERN_PROBE_BPF_H
#define READSNOOP_KERN_PROBE_BPF_H

#include "own.bpf.h"
#include "follow.bpf.h"
#include "counters.bpf.h"

/*
 * Nothing else writes this CPU's row while we do: kprobe and tracepoint programs run with
 * preemption off, and the kernel skips (and counts as missed) an fentry program that would
 * enter a second time on one CPU.
 */
static __always_inline int probe__hit(void *ctx, enum entry entry)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct cpu_counters *row = counters__row(cpu);
	struct hit hit = {.cpu = cpu, .pid_tgid = bpf_get_current_pid_tgid()};

	if (is_own(ctx, entry, &hit)) {
		row->own++;
		return 0;
	}
	if (is_filtered(&hit)) {
		row->filtered++;
		return 0;
	}
	hit.seq = counters__number(row);
	emit(ctx, row, &hit);
	return 0;
}

SEC("kprobe/vfs_read")
int kprobe_vfs_read(void *ctx)
{
	return probe__hit(ctx, ENTRY_KPROBE);
}

SEC("fentry/vfs_read")
int fentry_vfs_read(void *ctx)
{
	return probe__hit(ctx, ENTRY_FENTRY);
}

SEC("tracepoint/syscalls/sys_enter_read")
int tp_enter_read(void *ctx)
{
	return probe__hit(ctx, ENTRY_SYSCALL);
}

SEC("tracepoint/syscalls/sys_enter_pread64")
int tp_enter_pread(void *ctx)
{
	return probe__hit(ctx, ENTRY_SYSCALL);
}

char LICENSE[] SEC("license") = "GPL";

#endif
