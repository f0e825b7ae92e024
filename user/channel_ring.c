// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring channel: one BPF ring buffer for all CPUs (see kern/ring.bpf.c).
 */
#include <errno.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

#include "channel.h"
#include "control.h"
#include "cpus.h"
#include "log.h"
#include "ring.skel.h"

/* The kernel keeps the record length in 30 bits and the size in a u32. */
#define RING_BYTES_MAX (1ULL << 31)

struct ring_channel {
	struct channel channel; /* first: the two are cast into each other */
	struct ring_bpf *skeleton;
	struct ring_buffer *buffer;
};

static struct ring_channel *ring_channel(struct channel *channel)
{
	return (struct ring_channel *)channel;
}

static int on_record(void *ctx, void *data, size_t size)
{
	struct channel *channel = ctx;

	(void)size;
	/* libbpf consumes the record and passes our error on. */
	return channel->sink(channel->sink_ctx, data) ? -ECANCELED : 0;
}

static struct channel *ring__alloc(void)
{
	struct ring_channel *ring = calloc(1, sizeof(*ring));

	return ring ? &ring->channel : NULL;
}

/* One buffer serves all CPUs, so it is as large as theirs together. */
static int shared_bytes(uint64_t bytes_per_cpu, uint64_t *bytes)
{
	static struct cpu_set online;
	int err = cpus__online(&online);

	if (err)
		return err;
	*bytes = channel__round_buffer(bytes_per_cpu * cpu_set__count(&online));
	if (*bytes > RING_BYTES_MAX) {
		log__verbose("the ring buffer is limited to 2G in all");
		*bytes = RING_BYTES_MAX;
	}
	return 0;
}

static int ring__open(struct channel *channel, const struct channel_options *options)
{
	struct ring_channel *ring = ring_channel(channel);
	int err;

	ring->skeleton = ring_bpf__open();
	if (!ring->skeleton)
		return -errno;
	channel->object = ring->skeleton->obj;
	ring->skeleton->rodata->cfg_probe = options->probe;
	ring->skeleton->rodata->cfg_wakeup = options->wakeup;
	err = channel__prepare(channel, options);
	if (!err)
		err = shared_bytes(options->buffer_bytes, &channel->buffer_bytes);
	if (err)
		return err;
	bpf_map__set_max_entries(ring->skeleton->maps.events, (__u32)channel->buffer_bytes);
	err = ring_bpf__load(ring->skeleton);
	if (!err)
		err = channel__complete(channel, options);
	if (err)
		return err;
	channel->rows = ring->skeleton->bss->counters;
	channel->tree_overflows = &ring->skeleton->bss->tree_overflows;
	ring->buffer = ring_buffer__new(bpf_map__fd(ring->skeleton->maps.events), on_record,
					channel, NULL);
	if (!ring->buffer)
		return -errno;
	channel->reader_awake = &ring->skeleton->bss->reader_awake;
	/*
	 * The map itself: libbpf's epoll instance would be one more to go through on the way. The
	 * kernel's own policy wakes a reader only for the record at which it stands, and counts on
	 * it to see the others when it polls: that takes the level.
	 */
	return control__watch_channel(channel->wake_fd, bpf_map__fd(ring->skeleton->maps.events),
				      options->wakeup == 1);
}

static int ring__drain(struct channel *channel)
{
	int err = ring_buffer__consume(ring_channel(channel)->buffer);

	if (err == -ECANCELED)
		return 1;
	return err < 0 ? err : 0;
}

static void ring__free(struct channel *channel)
{
	struct ring_channel *ring = ring_channel(channel);

	ring_buffer__free(ring->buffer);
	ring_bpf__destroy(ring->skeleton);
	free(ring);
}

const struct channel_ops channel_ring = {
	.name = "ring",
	.summary = "BPF ring buffer, one for all CPUs",
	.buffer_unit = "for all CPUs",
	.alloc = ring__alloc,
	.open = ring__open,
	.drain = ring__drain,
	.free = ring__free,
};
