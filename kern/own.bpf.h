/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads that exist only because we trace: our own, and those of whoever reads our output. Shown,
 * each would cause the next. The output is known by its inode, not by a process name, so other
 * reads of the same process stay visible.
 */
#ifndef READSNOOP_KERN_OWN_BPF_H
#define READSNOOP_KERN_OWN_BPF_H

#include "file.bpf.h"
#include <bpf/bpf_tracing.h>

/* How a program was entered: that says where it finds the file that is read. */
enum entry { ENTRY_KPROBE, ENTRY_FENTRY, ENTRY_SYSCALL };

/* The file behind a descriptor of the current task; NULL if there is none. */
static __always_inline struct file *file_of_fd(unsigned long fd)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file *file = NULL;

	if (fd < BPF_CORE_READ(table, max_fds))
		bpf_probe_read_kernel(&file, sizeof(file), BPF_CORE_READ(table, fd) + fd);
	return file;
}

static __always_inline struct file *file_of(void *ctx, enum entry entry)
{
	switch (entry) {
	case ENTRY_KPROBE:
		return (struct file *)PT_REGS_PARM1((struct pt_regs *)ctx);
	case ENTRY_FENTRY:
		return (struct file *)((__u64 *)ctx)[0];
	default:
		return file_of_fd(BPF_CORE_READ((struct trace_event_raw_sys_enter *)ctx, args[0]));
	}
}

static __always_inline bool is_our_output(void *ctx, enum entry entry)
{
	struct inode *inode = BPF_CORE_READ(file_of(ctx, entry), f_inode);

	/* Few inodes have the number, so the second look is rare. */
	return BPF_CORE_READ(inode, i_ino) == cfg_probe.output_ino &&
	       BPF_CORE_READ(inode, i_sb, s_dev) == cfg_probe.output_dev;
}

/*
 * The tracer's thread group in the initial PID namespace, which getpid(2) may not know: user space
 * runs the program below once, in its own context.
 */
__u32 self_tgid;

SEC("raw_tp")
int learn_self(void *ctx)
{
	self_tgid = bpf_get_current_pid_tgid() >> 32;
	file__learn_root();
	return 0;
}

static __always_inline bool is_own(void *ctx, enum entry entry, const struct hit *hit)
{
	if (cfg_probe.hide_self && hit__tgid(hit) == self_tgid)
		return true;
	return cfg_probe.output_ino && is_our_output(ctx, entry);
}

#endif
