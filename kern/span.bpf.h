/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From the beginning of a read to its return: what the entry programs remember for the return
 * programs. All of it stands behind cfg_probe.returns.
 *
 * A thread has at most one read under way. The kernel may miss a return (kretprobes have a limited
 * number of places for calls in flight), so whatever else begins or ends in the same thread clears
 * what was left: a return must never be taken for that of an older read.
 *
 * An entry and a return program may share a CPU in the middle of each other: fentry programs can
 * be preempted. So each counter belongs to one of the two kinds, or is added to atomically.
 */
#ifndef READSNOOP_KERN_SPAN_BPF_H
#define READSNOOP_KERN_SPAN_BPF_H

#include "own.bpf.h"
#include "counters.bpf.h"

#define EEXIST 17

struct span {
	__u64 start_ns; /* CLOCK_BOOTTIME */
	__u64 requested;
	struct file *file; /* NULL: the descriptor has none */
	__u64 fd;	   /* system calls only */
};

/* By thread id; user space sizes it when returns are wanted. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct span);
} spans SEC(".maps");

/* The argument of read(2), pread64(2) and vfs_read() alike. */
static __always_inline __u64 requested_by(void *ctx, enum entry entry)
{
	switch (entry) {
	case ENTRY_KPROBE:
		return PT_REGS_PARM3((struct pt_regs *)ctx);
	case ENTRY_FENTRY:
		return ((__u64 *)ctx)[2];
	default:
		return BPF_CORE_READ((struct trace_event_raw_sys_enter *)ctx, args[2]);
	}
}

static __always_inline __s64 returned_by(void *ctx, enum entry entry)
{
	switch (entry) {
	case ENTRY_KPROBE:
		return PT_REGS_RC((struct pt_regs *)ctx);
	case ENTRY_FENTRY:
		return ((__u64 *)ctx)[4]; /* behind the four arguments of vfs_read() */
	default:
		return BPF_CORE_READ((struct trace_event_raw_sys_exit *)ctx, ret);
	}
}

/* Forget a read whose return was missed, if the thread has one. */
static __always_inline void span__clear(struct cpu_counters *row, __u32 tid)
{
	if (bpf_map_lookup_elem(&spans, &tid) && !bpf_map_delete_elem(&spans, &tid))
		__sync_fetch_and_add(&row->stale, 1);
}

static __always_inline void span__begin(void *ctx, enum entry entry, struct cpu_counters *row,
					const struct hit *hit)
{
	struct span span = {
		.start_ns = bpf_ktime_get_boot_ns(),
		.requested = requested_by(ctx, entry),
		.file = file_of(ctx, entry),
	};
	__u32 tid = hit->pid_tgid;
	int err; /* see counters__refused() */

	if (entry == ENTRY_SYSCALL)
		span.fd = BPF_CORE_READ((struct trace_event_raw_sys_enter *)ctx, args[0]);
	err = bpf_map_update_elem(&spans, &tid, &span, BPF_NOEXIST);
	if (err == -EEXIST) {
		__sync_fetch_and_add(&row->stale, 1);
		err = bpf_map_update_elem(&spans, &tid, &span, BPF_ANY);
	}
	if (err)
		row->failed[EMIT_UNREMEMBERED]++;
	else
		row->began++;
}

/*
 * The descriptor may have been closed by another thread during the call. While the thread's own
 * reference or the table's lives, the file does; the table's is the one that can be seen.
 */
static __always_inline struct file *file_after(const struct span *span, enum entry entry)
{
	struct file *file = span->file;

	return entry != ENTRY_SYSCALL || file_of_fd(span->fd) == file ? file : NULL;
}

/* Complete hit by what was remembered. False: its beginning was not seen, or left out. */
static __always_inline bool span__end(void *ctx, enum entry entry, struct cpu_counters *row,
				      struct hit *hit)
{
	__u32 tid = hit->pid_tgid;
	struct span *span = bpf_map_lookup_elem(&spans, &tid);

	if (!span)
		return false;
	hit->duration_ns = bpf_ktime_get_boot_ns() - span->start_ns;
	hit->requested = span->requested;
	hit->ret = returned_by(ctx, entry);
	hit->file = file_after(span, entry);
	bpf_map_delete_elem(&spans, &tid);
	row->returned++;
	return true;
}

/* Whether the user has asked not to see a read that ended like this. */
static __always_inline bool span__is_dull(const struct hit *hit)
{
	if (cfg_probe.errors_only && hit->ret >= 0)
		return true;
	if (cfg_probe.min_bytes && hit->ret < (__s64)cfg_probe.min_bytes)
		return true;
	return hit->duration_ns < cfg_probe.min_duration_ns;
}

/* A thread that ends takes its memory along; its id may be given to another one. */
SEC("raw_tp/sched_process_exit")
int span_exit(struct bpf_raw_tracepoint_args *ctx)
{
	span__clear(counters__row(bpf_get_smp_processor_id()), bpf_get_current_pid_tgid());
	return 0;
}

#endif
