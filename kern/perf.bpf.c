// SPDX-License-Identifier: GPL-2.0-only
/*
 * The perf channel: perf event arrays, one ring per CPU.
 *
 * Here the kernel counts to every Nth event itself (wakeup_events of the loud one), so cfg_wakeup
 * is not used. Each CPU has two perf events on one ring (user/channel_perf.c redirects the second):
 * a record sent through the loud one wakes the reader, one sent through the quiet one does not.
 */
#include "counters.bpf.h"
#include "details.bpf.h"
#include "wakeup.bpf.h"

struct perf_event_array {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(max_entries, 1); /* possible CPUs, set before the load */
	__type(key, __u32);
	__type(value, __u32);
};

struct perf_event_array loud SEC(".maps");
struct perf_event_array quiet SEC(".maps");

static __always_inline long send(void *ctx, const struct hit *hit)
{
	struct read_event event __attribute__((aligned(8)));
	void *to = reader_awake ? (void *)&quiet : (void *)&loud;
	struct read_details *details;

	if (!is_long()) {
		event__fill(&event, hit);
		return bpf_perf_event_output(ctx, to, BPF_F_CURRENT_CPU, &event, sizeof(event));
	}
	details = details__make(hit);
	if (!details)
		return -E2BIG;
	return bpf_perf_event_output(ctx, to, BPF_F_CURRENT_CPU, details, details__bytes(details));
}

static __always_inline void emit(void *ctx, struct cpu_counters *row, const struct hit *hit)
{
	long err = send(ctx, hit);

	if (err)
		counters__refused(row, err);
}

#include "probe.bpf.h"
