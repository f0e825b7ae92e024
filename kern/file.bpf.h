/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The name of a file, as "ls -l /proc/PID/fd" shows it to us. The kernel's d_path() may not be
 * called on vfs_read, so this follows prepend_path() (fs/d_path.c): up the directories, from the
 * root of a mount on to where it is mounted, until our own root or the top is reached.
 *
 * No lock is held. If a directory above is renamed meanwhile, the path may be half old, half new.
 */
#ifndef READSNOOP_KERN_FILE_BPF_H
#define READSNOOP_KERN_FILE_BPF_H

#include "filter.bpf.h"
#include "../common/read_details.h"

/* Where "/" is to the tracer; learned in its own context. */
struct dentry *self_root;
struct mount *self_root_mount;

static __always_inline struct mount *mount_of(struct vfsmount *vfsmount)
{
	return (void *)vfsmount - bpf_core_field_offset(struct mount, mnt);
}

static __always_inline void file__learn_root(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	self_root = BPF_CORE_READ(task, fs, root.dentry);
	self_root_mount = mount_of(BPF_CORE_READ(task, fs, root.mnt));
}

/*
 * Add a dentry's name. False: no room. The length is loaded anew each time, so that the verifier
 * knows the same about it in every round and does not follow each one separately.
 */
static __always_inline bool add_name(struct read_details *to, struct dentry *dentry)
{
	const unsigned char *name = BPF_CORE_READ(dentry, d_name.name);
	__u32 used = *(volatile __u32 *)&to->file_bytes;
	long len;

	if (used > READ_PATH_BYTES)
		return false;
	len = bpf_probe_read_kernel_str(to->names + used, READ_NAME_BYTES, name);
	if (len <= 0)
		return false;
	to->file_bytes = used + len;
	return true;
}

/* 0, or READ_FILE_ bits for what is special about the names added. */
static __always_inline __u32 add_names(struct read_details *to, struct dentry *dentry,
				       struct mount *mount)
{
	for (int step = 0; step < READ_PATH_STEPS; step++) {
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);
		struct mount *below = mount;

		if (dentry == self_root && mount == self_root_mount)
			return 0;
		if (dentry == BPF_CORE_READ(mount, mnt.mnt_root)) {
			mount = BPF_CORE_READ(below, mnt_parent);
			if (mount == below)
				return 0;
			dentry = BPF_CORE_READ(below, mnt_mountpoint);
			continue;
		}
		if (dentry == parent) {
			/* Of a file without a directory; else a directory moved out of its mount.
			 */
			bool first = !*(volatile __u32 *)&to->file_bytes;

			return first && add_name(to, dentry) ? READ_FILE_NAMELESS : READ_FILE_CUT;
		}
		if (!add_name(to, dentry))
			return READ_FILE_CUT;
		if (!cfg_probe.path)
			return 0;
		dentry = parent;
	}
	return READ_FILE_CUT;
}

/* Its own name, or with cfg_probe.path all of them; nothing for NULL. */
static __always_inline void file__fill(struct read_details *to, struct file *file)
{
	struct dentry *dentry;

	to->file_bytes = 0;
	to->file = 0;
	to->inode = 0;
	to->fs_magic = 0;
	if (!file)
		return;
	to->inode = BPF_CORE_READ(file, f_inode, i_ino);
	to->fs_magic = BPF_CORE_READ(file, f_inode, i_sb, s_magic);
	dentry = BPF_CORE_READ(file, f_path.dentry);
	to->file = add_names(to, dentry, mount_of(BPF_CORE_READ(file, f_path.mnt)));
	if (cfg_probe.path)
		to->file |= READ_FILE_PATH;
	/* As d_unlinked(): a nameless one never was in a directory. */
	if (!(to->file & READ_FILE_NAMELESS) && !BPF_CORE_READ(dentry, d_hash.pprev) &&
	    dentry != BPF_CORE_READ(dentry, d_parent))
		to->file |= READ_FILE_DELETED;
}

#endif
