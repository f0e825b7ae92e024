// SPDX-License-Identifier: GPL-2.0-only
/*
 * The perf channel: for each online CPU one libbpf perf_buffer, whose ring a second, quiet perf
 * event shares (see kern/perf.bpf.c). One perf_buffer per CPU rather than one for all, so that a
 * CPU which comes online later is set up the same way.
 */
#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "channel.h"
#include "control.h"
#include "cpus.h"
#include "log.h"
#include "perf.skel.h"

struct cpu_ring {
	struct perf_buffer *buffer; /* holds the loud event and the ring; NULL: CPU offline */
	int quiet_fd;
};

struct perf_channel {
	struct channel channel; /* first: the two are cast into each other */
	struct perf_bpf *skeleton;
	struct cpu_ring *rings; /* by CPU id */
	size_t pages;
	uint32_t wakeup;
	bool stopped; /* by the sink, during a drain */
	unsigned int
		next_cpu; /* where the next drain begins: a stop must not favour the first ones */
};

/* A raw record as the perf ring holds it (perf_event.h, PERF_SAMPLE_RAW). */
struct raw_record {
	struct perf_event_header header;
	__u32 size; /* of what follows, padding included */
	struct read_event event;
};

struct lost_record {
	struct perf_event_header header;
	__u64 id, lost;
};

static struct perf_channel *perf_channel(struct channel *channel)
{
	return (struct perf_channel *)channel;
}

static enum bpf_perf_event_ret on_record(void *ctx, int cpu, struct perf_event_header *header)
{
	struct perf_channel *perf = ctx;

	(void)cpu;
	if (header->type == PERF_RECORD_LOST) {
		perf->channel.record_lost += ((struct lost_record *)header)->lost;
		return LIBBPF_PERF_EVENT_CONT;
	}
	if (header->type != PERF_RECORD_SAMPLE)
		return LIBBPF_PERF_EVENT_CONT;
	if (perf->channel.sink(perf->channel.sink_ctx, &((struct raw_record *)header)->event)) {
		perf->stopped = true;
		return LIBBPF_PERF_EVENT_DONE;
	}
	return LIBBPF_PERF_EVENT_CONT;
}

static struct perf_event_attr event_attr(uint32_t wakeup_events)
{
	return (struct perf_event_attr){
		.size = sizeof(struct perf_event_attr),
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_BPF_OUTPUT,
		.sample_period = 1,
		.sample_type = PERF_SAMPLE_RAW,
		.wakeup_events = wakeup_events,
	};
}

static int open_loud(struct perf_channel *perf, int cpu, struct cpu_ring *ring)
{
	/* Adaptive: whoever finds the reader asleep wakes it, so every loud record must. */
	struct perf_event_attr attr = event_attr(perf->wakeup ? perf->wakeup : 1);
	LIBBPF_OPTS(perf_buffer_raw_opts, opts, .cpu_cnt = 1, .cpus = &cpu, .map_keys = &cpu);

	ring->buffer = perf_buffer__new_raw(bpf_map__fd(perf->skeleton->maps.loud), perf->pages,
					    &attr, on_record, perf, &opts);
	return ring->buffer ? 0 : -errno;
}

static int open_quiet(struct perf_channel *perf, int cpu, struct cpu_ring *ring)
{
	/* wakeup_events 0: wakes nobody before the ring is half full. */
	struct perf_event_attr attr = event_attr(0);
	int loud_fd = (int)perf_buffer__buffer_fd(ring->buffer, 0);

	ring->quiet_fd =
		(int)syscall(SYS_perf_event_open, &attr, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
	if (ring->quiet_fd < 0)
		return -errno;
	if (ioctl(ring->quiet_fd, PERF_EVENT_IOC_SET_OUTPUT, loud_fd) < 0 ||
	    ioctl(ring->quiet_fd, PERF_EVENT_IOC_ENABLE, 0) < 0 ||
	    bpf_map_update_elem(bpf_map__fd(perf->skeleton->maps.quiet), &cpu, &ring->quiet_fd,
				BPF_ANY))
		return -errno;
	return 0;
}

static void close_ring(struct cpu_ring *ring)
{
	if (ring->quiet_fd >= 0)
		close(ring->quiet_fd);
	ring->quiet_fd = -1;
	perf_buffer__free(ring->buffer);
	ring->buffer = NULL;
}

static int open_ring(struct perf_channel *perf, unsigned int cpu)
{
	struct cpu_ring *ring = &perf->rings[cpu];
	int err;

	err = open_loud(perf, (int)cpu, ring);
	if (!err)
		err = open_quiet(perf, (int)cpu, ring);
	if (!err)
		err = control__watch_channel(perf->channel.wake_fd,
					     (int)perf_buffer__buffer_fd(ring->buffer, 0), false);
	if (err)
		close_ring(ring);
	return err;
}

static int open_rings(struct perf_channel *perf)
{
	static struct cpu_set online;
	int err;

	perf->rings = calloc(perf->channel.cpus, sizeof(*perf->rings));
	if (!perf->rings)
		return -ENOMEM;
	for (unsigned int cpu = 0; cpu < perf->channel.cpus; cpu++)
		perf->rings[cpu].quiet_fd = -1;
	err = cpus__online(&online);
	for (unsigned int cpu = 0; !err && cpu < online.end; cpu++) {
		if (!online.has[cpu])
			continue;
		err = open_ring(perf, cpu);
		if (err == -ENODEV) /* went offline meanwhile */
			err = 0;
	}
	return err;
}

static struct channel *perf__alloc(void)
{
	struct perf_channel *perf = calloc(1, sizeof(*perf));

	return perf ? &perf->channel : NULL;
}

static int perf__open(struct channel *channel, const struct channel_options *options)
{
	struct perf_channel *perf = perf_channel(channel);
	int err;

	perf->skeleton = perf_bpf__open();
	if (!perf->skeleton)
		return -errno;
	channel->object = perf->skeleton->obj;
	perf->skeleton->rodata->cfg_probe = options->probe;
	perf->wakeup = options->wakeup;
	channel->buffer_bytes = channel__round_buffer(options->buffer_bytes);
	perf->pages = channel->buffer_bytes / (size_t)sysconf(_SC_PAGESIZE);
	err = channel__prepare(channel, options);
	if (err)
		return err;
	bpf_map__set_max_entries(perf->skeleton->maps.loud, channel->cpus);
	bpf_map__set_max_entries(perf->skeleton->maps.quiet, channel->cpus);
	err = perf_bpf__load(perf->skeleton);
	if (!err)
		err = channel__complete(channel, options);
	if (err)
		return err;
	channel->rows = perf->skeleton->bss->counters;
	channel->tree_overflows = &perf->skeleton->bss->tree_overflows;
	channel->reader_awake = &perf->skeleton->bss->reader_awake;
	return open_rings(perf);
}

static int perf__drain(struct channel *channel)
{
	struct perf_channel *perf = perf_channel(channel);
	int err = 0;

	perf->stopped = false;
	for (unsigned int i = 0; i < channel->cpus && !err && !perf->stopped; i++) {
		struct perf_buffer *buffer = perf->rings[perf->next_cpu].buffer;

		if (buffer)
			err = perf_buffer__consume_buffer(buffer, 0);
		perf->next_cpu = (perf->next_cpu + 1) % channel->cpus;
	}
	return err ? err : perf->stopped;
}

/*
 * The kernel does not revive the events of a CPU that was offline: read the old ring out, open a
 * new one.
 */
static int perf__cpu_online(struct channel *channel, unsigned int cpu)
{
	struct perf_channel *perf = perf_channel(channel);

	if (cpu >= channel->cpus)
		return -ERANGE;
	if (perf->rings[cpu].buffer) {
		int err;

		/* All of it, also past a stop: it goes with the ring. */
		do {
			perf->stopped = false;
			err = perf_buffer__consume_buffer(perf->rings[cpu].buffer, 0);
		} while (!err && perf->stopped);
		if (err)
			return err;
		close_ring(&perf->rings[cpu]);
	}
	return open_ring(perf, cpu);
}

static void perf__free(struct channel *channel)
{
	struct perf_channel *perf = perf_channel(channel);

	if (perf->rings)
		for (unsigned int cpu = 0; cpu < channel->cpus; cpu++)
			close_ring(&perf->rings[cpu]);
	free(perf->rings);
	perf_bpf__destroy(perf->skeleton);
	free(perf);
}

const struct channel_ops channel_perf = {
	.name = "perf",
	.summary = "perf event array, one ring per CPU (default)",
	.buffer_unit = "per CPU",
	.alloc = perf__alloc,
	.open = perf__open,
	.drain = perf__drain,
	.cpu_online = perf__cpu_online,
	.free = perf__free,
};
