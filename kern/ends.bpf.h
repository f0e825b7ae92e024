/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The two ends of what carries bytes from one process to the next: a pipe, a pseudo-terminal, a
 * pair of UNIX sockets. Each gets one number, an address in the kernel, that is the same at both
 * ends:
 *
 *	pipe		written and read	the inode
 *	pty		written		the slave's tty_struct
 *			read		the master's link: the slave
 *	socket pair	written		the inode of the peer
 *			read		the inode
 *
 * Where the kernel has no type information on one of them, it has no number.
 */
#ifndef READSNOOP_KERN_ENDS_BPF_H
#define READSNOOP_KERN_ENDS_BPF_H

#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

/* include/uapi/linux/stat.h */
#define S_IFMT	 0170000
#define S_IFSOCK 0140000
#define S_IFCHR	 0020000
#define S_IFIFO	 0010000

#define FMODE_WRITE 2 /* include/linux/fs.h */
#define AF_UNIX	    1 /* include/linux/socket.h */

/* include/uapi/linux/major.h; 5 has /dev/ptmx, which opens masters, and /dev/tty */
#define TTYAUX_MAJOR		5
#define UNIX98_PTY_MASTER_MAJOR 128
#define UNIX98_PTY_SLAVE_MAJOR	136

static __always_inline bool knows_terminals(void)
{
	return bpf_core_field_exists(struct tty_file_private, tty) &&
	       bpf_core_field_exists(struct tty_struct, link) &&
	       bpf_core_field_exists(struct tty_driver, major);
}

static __always_inline bool knows_sockets(void)
{
	return bpf_core_field_exists(struct unix_sock, peer) &&
	       bpf_core_field_exists(struct socket, file);
}

static __always_inline bool knows_command_lines(void)
{
	return bpf_core_field_exists(struct proc_inode, pid);
}

static __always_inline __u32 type_of(struct file *file)
{
	return BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT;
}

/* The terminal that this file is; the file must be one. */
static __always_inline struct tty_struct *terminal_of(struct file *file)
{
	struct tty_file_private *open = BPF_CORE_READ(file, private_data);

	return BPF_CORE_READ(open, tty);
}

/* The process group in the foreground of a terminal. */
static __always_inline struct pid *foreground_of(struct tty_struct *tty)
{
	struct tty_struct___before_5_16 *old = (void *)tty;

	return bpf_core_field_exists(tty->ctrl) ? BPF_CORE_READ(tty, ctrl.pgrp)
						: BPF_CORE_READ(old, pgrp);
}

/* The process whose file below /proc this is; the file must be one. */
static __always_inline struct pid *subject_of(struct file *file)
{
	void *inode = BPF_CORE_READ(file, f_inode);
	struct proc_inode *proc = inode - bpf_core_field_offset(struct proc_inode, vfs_inode);

	return BPF_CORE_READ(proc, pid);
}

/* If a character device is the slave of a pty. /dev/tty may be. */
static __always_inline struct tty_struct *slave_of(struct file *file)
{
	__u32 major = BPF_CORE_READ(file, f_inode, i_rdev) >> 20;
	struct tty_struct *tty;

	/* Devices that are no terminals keep something else in private_data. */
	if (!knows_terminals() || (major != TTYAUX_MAJOR && major != UNIX98_PTY_SLAVE_MAJOR))
		return NULL;
	tty = terminal_of(file);
	return BPF_CORE_READ(tty, driver, major) == UNIX98_PTY_SLAVE_MAJOR ? tty : NULL;
}

static __always_inline __u64 peer_of(struct file *file)
{
	struct socket *socket = BPF_CORE_READ(file, private_data);
	struct unix_sock *sock;

	if (!knows_sockets())
		return 0;
	sock = (struct unix_sock *)BPF_CORE_READ(socket, sk);
	if (BPF_CORE_READ((struct sock *)sock, __sk_common.skc_family) != AF_UNIX)
		return 0;
	return (__u64)BPF_CORE_READ(sock, peer, sk_socket, file, f_inode);
}

/* What a write to the file goes to, or 0. */
static __always_inline __u64 end_written(struct file *file)
{
	if (!(BPF_CORE_READ(file, f_mode) & FMODE_WRITE))
		return 0;
	switch (type_of(file)) {
	case S_IFIFO:
		return (__u64)BPF_CORE_READ(file, f_inode);
	case S_IFCHR:
		return (__u64)slave_of(file);
	case S_IFSOCK:
		return peer_of(file);
	default:
		return 0;
	}
}

/*
 * Which files can be an end that is read: told by their operations, which takes one load, and which
 * tell a pty's master from all other devices. Those of a kind that is not written are NULL.
 */
struct end_operations {
	const void *pipe;
	const void *other_pipe; /* those with a name have their own since 6.15 */
	const void *socket;
	const void *master;
	const void *cmdline; /* not an end: /proc/PID/cmdline */
};

/* The two ends of a pipe or a pair of sockets have the same ones. */
static __always_inline void end_learn(struct end_operations *known, struct file *written)
{
	const void *operations = BPF_CORE_READ(written, f_op);
	__u32 type = type_of(written);

	if (type == S_IFSOCK)
		known->socket = operations;
	else if (type == S_IFIFO && known->pipe && known->pipe != operations)
		known->other_pipe = operations;
	else if (type == S_IFIFO)
		known->pipe = operations;
}

static __always_inline bool end_may_be(const struct end_operations *known, const void *operations)
{
	return operations == known->pipe || operations == known->other_pipe ||
	       operations == known->socket || operations == known->master ||
	       operations == known->cmdline;
}

/* What a read of the file, which is one of these kinds, comes from, or 0. */
static __always_inline __u64 end_read(const struct end_operations *known, struct file *file)
{
	if (BPF_CORE_READ(file, f_op) != known->master)
		return (__u64)BPF_CORE_READ(file, f_inode);
	return knows_terminals() ? (__u64)BPF_CORE_READ(terminal_of(file), link) : 0;
}

#endif
