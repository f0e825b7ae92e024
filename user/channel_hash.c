// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hash channel: polls a map that holds the last event of each CPU (see kern/hash.bpf.c).
 */
#include <errno.h>
#include <stdlib.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "../common/hash_message.h"
#include "channel.h"
#include "hash.skel.h"

struct hash_channel {
	struct channel channel; /* first: the two are cast into each other */
	struct hash_bpf *skeleton;
	uint64_t *taken; /* by CPU: number of the last event that was taken */
};

static struct hash_channel *hash_channel(struct channel *channel)
{
	return (struct hash_channel *)channel;
}

static struct channel *hash__alloc(void)
{
	struct hash_channel *hash = calloc(1, sizeof(*hash));

	return hash ? &hash->channel : NULL;
}

static int hash__open(struct channel *channel, const struct channel_options *options)
{
	struct hash_channel *hash = hash_channel(channel);
	int err;

	hash->skeleton = hash_bpf__open();
	if (!hash->skeleton)
		return -errno;
	channel->object = hash->skeleton->obj;
	hash->skeleton->rodata->cfg_probe = options->probe;
	err = channel__prepare(channel, options);
	if (err)
		return err;
	bpf_map__set_max_entries(hash->skeleton->maps.messages, channel->cpus);
	hash->taken = calloc(channel->cpus, sizeof(*hash->taken));
	if (!hash->taken)
		return -ENOMEM;
	err = hash_bpf__load(hash->skeleton);
	if (!err)
		err = channel__complete(channel, options);
	if (err)
		return err;
	channel->rows = hash->skeleton->bss->counters;
	channel->tree_overflows = &hash->skeleton->bss->tree_overflows;
	return 0;
}

/* Neither being written while we copied it, nor written into an element that had changed hands. */
static bool is_whole(const struct hash_message *message, uint32_t cpu)
{
	return message->head == message->tail && message->event.seq == message->head &&
	       message->event.cpu == cpu;
}

/*
 * The reader's half of the protocol: take the message, take its hits off seq (its own and those
 * whose messages it replaced), delete the key when none is left. A hit between our lookup and
 * our update or delete is lost with it; the next number that we see tells how many.
 */
static int take(struct hash_channel *hash, uint32_t cpu)
{
	struct channel *channel = &hash->channel;
	int map = bpf_map__fd(hash->skeleton->maps.messages);
	struct hash_message message;

	if (bpf_map_lookup_elem(map, &cpu, &message) || !is_whole(&message, cpu) ||
	    message.event.seq == hash->taken[cpu])
		return 0;
	message.seq -= (__s64)(message.event.seq - hash->taken[cpu]);
	hash->taken[cpu] = message.event.seq;
	/* At once: the shorter the way from lookup to here, the fewer hits fall into it. */
	if (message.seq <= 0)
		bpf_map_delete_elem(map, &cpu);
	else
		bpf_map_update_elem(map, &cpu, &message, BPF_EXIST);
	return channel->sink(channel->sink_ctx, &message.event);
}

static int hash__drain(struct channel *channel)
{
	for (uint32_t cpu = 0; cpu < channel->cpus; cpu++)
		if (take(hash_channel(channel), cpu))
			return 1;
	return 0;
}

static void hash__free(struct channel *channel)
{
	struct hash_channel *hash = hash_channel(channel);

	hash_bpf__destroy(hash->skeleton);
	free(hash->taken);
	free(hash);
}

const struct channel_ops channel_hash = {
	.name = "hash",
	.summary = "polled hash map that keeps each CPU's last event, for comparison",
	.keeps_last_only = true,
	.alloc = hash__alloc,
	.open = hash__open,
	.drain = hash__drain,
	.free = hash__free,
};
