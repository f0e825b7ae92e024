// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's side of rival: what another CPU may do while a student's BPF program is between two
 * of its steps. Programs cannot be stopped there, but two things can be caught on the way:
 *
 *  - a call that changes a hash map: fentry on the function that does it (kernel/bpf/hashtab.c)
 *  - an access to one value: a hardware breakpoint, and fentry on perf_bp_event(), which the
 *    kernel calls right after the instruction that did it (kernel/events/core.c)
 *
 * Both run on the CPU of the program that they interrupt. Fentry programs may do so where kprobes
 * and perf events may not: trace_call_bpf() lets no second one run on a CPU.
 */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include "rival.h"

/* Set by rival.c before loading. */
const volatile __u32 cfg_map_id;
const volatile __u32 cfg_tgid; /* the student's program in user space */
const volatile __u64 cfg_add;
const volatile __u32 cfg_lock_offset; /* of the lock from the watched member */

__u32 key;
__u64 address;	/* of the value in the kernel */
__u64 fresh[8]; /* a value to insert, of which the first member is cfg_add */

__u64 intrusions;
/* Accesses while the lock was held and while it was not. */
__u64 locked[SIDES], unlocked[SIDES];
bool looking_up; /* the student's program is in a system call that looks the map up */

/* The student's map takes its place: type and sizes are that map's. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} subject SEC(".maps");

static bool first_time(void)
{
	return __sync_fetch_and_add(&intrusions, 1) == 0;
}

/* Before an entry is put into the map: another CPU does so first, or changes what is there. */
SEC("fentry/htab_map_update_elem")
int BPF_PROG(before_update, struct bpf_map *map, void *wanted)
{
	__u64 *value;
	__u32 theirs;

	if (map->id != cfg_map_id || bpf_probe_read_kernel(&theirs, sizeof(theirs), wanted) ||
	    theirs != key || !first_time())
		return 0;
	value = bpf_map_lookup_elem(&subject, &key);
	if (value)
		__sync_fetch_and_add(value, cfg_add);
	else
		bpf_map_update_elem(&subject, &key, fresh, BPF_NOEXIST);
	return 0;
}

/* After the first access to the value: another CPU adds to it. */
SEC("fentry/perf_bp_event")
int BPF_PROG(after_access)
{
	__u64 *value;

	if (!first_time())
		return 0;
	value = bpf_map_lookup_elem(&subject, &key);
	if (value)
		__sync_fetch_and_add(value, cfg_add);
	return 0;
}

static bool is_student(void)
{
	return bpf_get_current_pid_tgid() >> 32 == cfg_tgid;
}

SEC("fentry/bpf_map_copy_value")
int BPF_PROG(begin_lookup)
{
	if (is_student())
		looking_up = true;
	return 0;
}

SEC("fexit/bpf_map_copy_value")
int BPF_PROG(end_lookup)
{
	if (is_student())
		looking_up = false;
	return 0;
}

/* Who is at the value? SIDES if that does not matter. */
static __u32 find_side(void)
{
	char comm[16];

	if (is_student())
		return looking_up ? LOOKUP : CONSUMER;
	bpf_get_current_comm(comm, sizeof(comm));
	return bpf_strncmp(comm, sizeof(comm), "reader") == 0 ? PRODUCER : SIDES;
}

/* After each access: was the lock held? */
SEC("fentry/perf_bp_event")
int BPF_PROG(check_lock)
{
	struct bpf_spin_lock lock;
	__u32 side = find_side();

	if (side >= SIDES ||
	    bpf_probe_read_kernel(&lock, sizeof(lock), (void *)(address + (int)cfg_lock_offset)))
		return 0;
	__sync_fetch_and_add(lock.val ? &locked[side] : &unlocked[side], 1);
	return 0;
}

/* After a lookup by the student's program, stop it on its way back to user space. */
SEC("fexit/bpf_map_copy_value")
int BPF_PROG(after_lookup, struct bpf_map *map)
{
	if (map->id == cfg_map_id && is_student() && first_time())
		bpf_send_signal(SIGNAL_STOP);
	return 0;
}

/* Fill the stack that the next program gets: of two kprobes, the later one runs first. */
SEC("kprobe/vfs_read")
int fill_stack(void *ctx)
{
	volatile __u64 stack[63];
	int i;

#pragma unroll
	for (i = 0; i < 63; i++)
		stack[i] = 0xaaaaaaaaaaaaaaaa;
	return 0;
}

/* Where is the value? Run once, by rival.c. */
SEC("tc")
int find(void *ctx)
{
	address = (__u64)bpf_map_lookup_elem(&subject, &key);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
