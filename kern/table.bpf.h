/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of "top" and "hist": hits are added up in the kernel, in one row for each key.
 *
 * Two tables take turns. User space puts the empty one into the slot "current", and the call
 * returns when no program uses the other one any more (kernel/bpf/syscall.c,
 * maybe_wait_bpf_programs: since 4.20 a write to a map of maps waits for that). What is read then
 * is complete, does not change, and can be emptied without losing a count.
 *
 * Include it with ROW_TYPE defined, a struct of common/table.h.
 */
#ifndef READSNOOP_KERN_TABLE_BPF_H
#define READSNOOP_KERN_TABLE_BPF_H

#include "counters.bpf.h"
#include "hit.bpf.h"

const volatile struct table_config cfg_table = {};

struct table {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, TABLE_ROWS_MAX + 1);
	__type(key, struct table_key);
	__type(value, ROW_TYPE);
};

struct table table_a SEC(".maps");
struct table table_b SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct table);
} current SEC(".maps") = {.values = {[0] = &table_a}};

/* What a row begins as. Not on the stack, which is too small for it. */
const ROW_TYPE blank_row = {};

static __always_inline void table_key__fill(struct table_key *key, const struct hit *hit)
{
	struct file *file = hit->file;
	struct inode *inode;

	key->word[0] = key->word[1] = 0;
	switch (cfg_table.by) {
	case BY_PROCESS:
		key->word[0] = hit__tgid(hit);
		break;
	case BY_COMM:
		/* Not current_comm(): what stands behind the NUL must not count. */
		bpf_get_current_comm(key, sizeof(*key));
		break;
	case BY_FILE:
		inode = BPF_CORE_READ(file, f_inode);
		key->word[0] = BPF_CORE_READ(inode, i_ino);
		key->word[1] = BPF_CORE_READ(inode, i_sb, s_dev);
		break;
	case BY_CPU:
		key->word[0] = hit->cpu;
		break;
	case BY_UID:
		key->word[0] = (__u32)bpf_get_current_uid_gid();
		break;
	}
}

/* The name of the process, which is that of its first thread. */
static __always_inline void leader_comm(char *comm)
{
	if (has_task_btf()) {
		struct task_struct *task = bpf_get_current_task_btf();
		const __u64 *from = (const __u64 *)task->group_leader->comm;
		__u64 *to = (__u64 *)comm;

		to[0] = from[0];
		to[1] = from[1];
	} else {
		struct task_struct *task = (struct task_struct *)bpf_get_current_task();

		bpf_probe_read_kernel(comm, READ_COMM_LEN, BPF_CORE_READ(task, group_leader)->comm);
	}
}

/* Its own name; of what has none (a pipe, a socket), that of the kind of file system. */
static __always_inline void file_name(const struct file *file, char *name)
{
	/* 1: the NUL alone */
	if (bpf_probe_read_kernel_str(name, TABLE_NAME_LEN,
				      BPF_CORE_READ(file, f_path.dentry, d_name.name)) <= 1)
		bpf_probe_read_kernel_str(name, TABLE_NAME_LEN,
					  BPF_CORE_READ(file, f_inode, i_sb, s_type, name));
}

/*
 * Other CPUs add to the same row. Where clang knows that value is 0, it would make an atomic "or"
 * of it, which needs 5.12.
 */
static __always_inline void table__add(__u64 *to, __u64 value)
{
	barrier_var(value);
	__sync_fetch_and_add(to, value);
}

/* A new row for the key; or that of the others, if the table is full. NULL if even that fails. */
static __always_inline ROW_TYPE *table__add_row(void *table, const struct table_key *key,
						const struct hit *hit)
{
	static const struct table_key others = TABLE_OTHERS;
	ROW_TYPE *added;

	/* Another CPU may have been first; that is found, too. */
	bpf_map_update_elem(table, key, &blank_row, BPF_NOEXIST);
	added = bpf_map_lookup_elem(table, key);
	if (!added)
		return bpf_map_lookup_elem(table, &others);
	if (cfg_table.by == BY_FILE)
		file_name(hit->file, added->head.name);
	return added;
}

/* The row that the hit belongs to, with what all rows have added. NULL, and counted, without. */
static __always_inline ROW_TYPE *table__hit(struct cpu_counters *row, const struct hit *hit)
{
	ROW_TYPE *entry;
	struct table_key key;
	__u32 slot = 0;
	void *table = bpf_map_lookup_elem(&current, &slot);

	if (!table)
		return NULL;
	table_key__fill(&key, hit);
	entry = bpf_map_lookup_elem(table, &key);
	if (!entry)
		entry = table__add_row(table, &key, hit);
	if (!entry) {
		counters__refused(row, -EBUSY);
		return NULL;
	}
	/* The name may change by an exec, so it is that of the last read. */
	if (cfg_table.by == BY_PROCESS)
		leader_comm(entry->head.name);
	table__add(&entry->head.reads, 1);
	table__add(&entry->head.duration_ns, hit->duration_ns);
	if (hit->ret < 0)
		table__add(&entry->head.errors, 1);
	else
		table__add(&entry->head.bytes, hit->ret);
	return entry;
}

#endif
