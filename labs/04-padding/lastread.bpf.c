// SPDX-License-Identifier: GPL-2.0-only
/* Lab 04, in the kernel: keep each thread's last read. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include "lastread.h"

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32); /* the thread's id */
	__type(value, struct event);
} last SEC(".maps");

/* Assignments 2 to 4: what of the event does nobody write? */
static void remember(__u32 tid, __u64 asked)
{
	struct event event;

	event.boot_ns = bpf_ktime_get_boot_ns();
	event.asked = asked;
	event.tid = tid;
	bpf_map_update_elem(&last, &tid, &event, BPF_ANY);
}

SEC("kprobe/vfs_read")
int BPF_KPROBE(probe, void *file, void *buffer, unsigned long count)
{
	remember((__u32)bpf_get_current_pid_tgid(), count);
	return 0;
}

/*
 * The same, as a program of a kind that needs no more than CAP_BPF, and for which the verifier is
 * therefore strict. It is loaded, but never attached to a socket. Leave it as it is.
 */
SEC("socket")
int twin(struct __sk_buff *packet)
{
	remember(0, packet->len);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
