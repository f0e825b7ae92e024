/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The probe: entry points, filters, sampling, numbering. A channel's .bpf.c includes it
 * after defining
 *
 *	static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
 *
 * which sends one numbered hit on its way, or counts why it could not. A hit is the beginning of a
 * read; with cfg_probe.returns it is its return, with what the beginning had to say.
 */
#ifndef READSNOOP_KERN_PROBE_BPF_H
#define READSNOOP_KERN_PROBE_BPF_H

#include "own.bpf.h"
#include "follow.bpf.h"
#include "sample.bpf.h"
#include "span.bpf.h"
#include "counters.bpf.h"

static __always_inline void count_filtered(struct cpu_counters *row)
{
	if (cfg_probe.returns)
		__sync_fetch_and_add(&row->filtered, 1); /* both kinds of program do */
	else
		row->filtered++;
}

static __always_inline bool is_left_out(void *ctx, enum entry entry, struct cpu_counters *row,
					const struct hit *hit, bool extras)
{
	if (is_own(ctx, entry, hit)) {
		row->own++;
		return true;
	}
	if (!extras)
		return false;
	if (is_filtered(hit)) {
		count_filtered(row);
		return true;
	}
	if (is_sampled_out()) {
		row->sampled++;
		return true;
	}
	return false;
}

/*
 * Nothing else writes this CPU's row while we do: kprobe and tracepoint programs run with
 * preemption off, and the kernel skips (and counts as missed) an fentry program that would
 * enter a second time on one CPU. For two programs see kern/span.bpf.h.
 */
static __always_inline int probe__hit(void *ctx, enum entry entry)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct cpu_counters *row = counters__row(cpu);
	struct hit hit = {.cpu = cpu, .pid_tgid = bpf_get_current_pid_tgid()};
	/* The verifier removes the branch of what is off, not the load: hence only this one. */
	bool extras = cfg_probe.extras;

	if (is_left_out(ctx, entry, row, &hit, extras)) {
		if (cfg_probe.returns)
			span__clear(row, hit.pid_tgid);
		return 0;
	}
	if (extras && cfg_probe.returns) {
		span__begin(ctx, entry, row, &hit);
		return 0;
	}
	hit.seq = counters__number(row);
	emit(ctx, row, &hit);
	return 0;
}

/* The other end of the same read. It may be on another CPU. */
static __always_inline int probe__return(void *ctx, enum entry entry)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct cpu_counters *row = counters__row(cpu);
	struct hit hit = {.cpu = cpu, .pid_tgid = bpf_get_current_pid_tgid()};

	if (!span__end(ctx, entry, row, &hit))
		return 0;
	if (span__is_dull(&hit)) {
		count_filtered(row);
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

SEC("kretprobe/vfs_read")
int kretprobe_vfs_read(void *ctx)
{
	return probe__return(ctx, ENTRY_KPROBE);
}

SEC("fexit/vfs_read")
int fexit_vfs_read(void *ctx)
{
	return probe__return(ctx, ENTRY_FENTRY);
}

SEC("tracepoint/syscalls/sys_exit_read")
int tp_exit_read(void *ctx)
{
	return probe__return(ctx, ENTRY_SYSCALL);
}

SEC("tracepoint/syscalls/sys_exit_pread64")
int tp_exit_pread(void *ctx)
{
	return probe__return(ctx, ENTRY_SYSCALL);
}

char LICENSE[] SEC("license") = "GPL";

#endif
