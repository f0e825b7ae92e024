/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The few kernel structs that the probe looks into, written by hand: only the members in use, in
 * any order. preserve_access_index makes libbpf relocate each access to the running kernel's own
 * layout (CO-RE), so neither a generated header nor BTF is needed where this is compiled.
 */
#ifndef READSNOOP_KERN_VMLINUX_H
#define READSNOOP_KERN_VMLINUX_H

#include <stdbool.h>
#include <linux/types.h>
#include <linux/bpf.h>
#include <linux/ptrace.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct {
	int counter;
} atomic_t;

struct signal_struct {
	atomic_t live; /* threads of the group that have not begun to exit */
};

struct file_system_type {
	const char *name;
};

struct super_block {
	struct file_system_type *s_type;
	__u32 s_dev; /* major << 20 | minor */
	unsigned long s_magic;
};

struct inode {
	unsigned long i_ino;
	struct super_block *i_sb;
	unsigned short i_mode;
	unsigned int i_rdev; /* major << 20 | minor */
};

struct qstr {
	const unsigned char *name;
};

struct hlist_bl_node {
	struct hlist_bl_node **pprev;
};

struct dentry {
	struct hlist_bl_node d_hash; /* pprev is NULL if no directory has it */
	struct dentry *d_parent;     /* itself if there is none */
	struct qstr d_name;
};

struct vfsmount {
	struct dentry *mnt_root;
};

/* A vfsmount is always inside one. */
struct mount {
	struct mount *mnt_parent; /* itself if there is none */
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct file {
	struct path f_path;
	struct inode *f_inode;
	const void *f_op;
	unsigned int f_mode;
	void *private_data;
};

struct fs_struct {
	struct path root;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	struct fdtable *fdt;
};

struct task_struct {
	int pid;
	int tgid;
	char comm[16];
	struct task_struct *group_leader;
	struct signal_struct *signal;
	struct fs_struct *fs;
	struct files_struct *files;
};

/* drivers/tty: a pty is two of these, each the other's link. */
struct tty_driver {
	int major;
};

struct tty_struct {
	struct tty_driver *driver;
	struct tty_struct *link;
	struct {
		struct pid *pgrp; /* the foreground process group */
	} ctrl;
};

struct tty_struct___before_5_16 {
	struct pid *pgrp;
};

/* What private_data of an open terminal points to. */
struct tty_file_private {
	struct tty_struct *tty;
};

/* An inode below /proc/PID is always inside one. */
struct proc_inode {
	struct pid *pid;
	struct inode vfs_inode;
};

struct socket;

struct sock_common {
	unsigned short skc_family;
};

struct sock {
	struct sock_common __sk_common;
	struct socket *sk_socket;
};

/* What private_data of an open socket points to. */
struct socket {
	struct file *file;
	struct sock *sk;
};

struct unix_sock {
	struct sock *peer;
};

struct bpf_map {
	__u32 id;
};

/* What a syscalls:sys_enter_* or sys_exit_* tracepoint program gets. */
struct trace_event_raw_sys_enter {
	long id;
	unsigned long args[6];
};

struct trace_event_raw_sys_exit {
	long ret;
};

#pragma clang attribute pop

#endif
