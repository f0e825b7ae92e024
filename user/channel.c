// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "channel.h"
#include "cpus.h"
#include "log.h"

static const struct channel_ops *const registry[] = {
	&channel_perf,
	&channel_ring,
	&channel_mmap,
	&channel_hash,
};

#define CHANNELS (sizeof(registry) / sizeof(registry[0]))

/* Live processes of one traced command; a fork bomb aside, nobody comes near. */
#define TREE_MAX 65536

const struct channel_ops *channel_ops__at(unsigned int index)
{
	return index < CHANNELS ? registry[index] : NULL;
}

const struct channel_ops *channel_ops__find(const char *name)
{
	for (unsigned int i = 0; i < CHANNELS; i++)
		if (strcmp(registry[i]->name, name) == 0)
			return registry[i];
	return NULL;
}

uint64_t channel__round_buffer(uint64_t bytes)
{
	uint64_t size = (uint64_t)sysconf(_SC_PAGESIZE);

	while (size < bytes && size < 1ULL << 62)
		size <<= 1;
	return size;
}

static struct bpf_map *find_map(struct channel *channel, const char *name)
{
	return bpf_object__find_map_by_name(channel->object, name);
}

static void size_id_set(struct channel *channel, const char *name, unsigned int ids)
{
	if (ids > 0)
		bpf_map__set_max_entries(find_map(channel, name), ids);
}

int channel__prepare(struct channel *channel, const struct channel_options *options)
{
	static struct cpu_set possible;
	int err = cpus__possible(&possible);

	if (err)
		return err;
	channel->cpus = possible.end;
	size_id_set(channel, "tgids", options->tgids.count);
	size_id_set(channel, "tids", options->tids.count);
	size_id_set(channel, "uids", options->uids.count);
	if (options->probe.filter_tree)
		size_id_set(channel, "tree", TREE_MAX);
	if (options->probe.returns)
		bpf_map__set_max_entries(find_map(channel, "spans"), options->in_flight);
	probe__select(channel->object, &options->plan);
	return 0;
}

static int fill_id_set(struct channel *channel, const char *name, const struct id_list *list)
{
	int fd = bpf_map__fd(find_map(channel, name));
	uint8_t present = 1;

	for (unsigned int i = 0; i < list->count; i++)
		if (bpf_map_update_elem(fd, &list->ids[i], &present, BPF_ANY))
			return -errno;
	return 0;
}

int channel__complete(struct channel *channel, const struct channel_options *options)
{
	int err = probe__learn_self(channel->object);

	if (!err)
		err = fill_id_set(channel, "tgids", &options->tgids);
	if (!err)
		err = fill_id_set(channel, "tids", &options->tids);
	if (!err)
		err = fill_id_set(channel, "uids", &options->uids);
	return err;
}

static void report_failure(const struct channel_ops *ops, enum attach_kind attach, int err)
{
	const char *more = log__level() < LOG_VERBOSE ? " (-v shows the kernel's words)" : "";

	if (err == -ENOMEM)
		log__error("setting up the channel '%s' failed: %s; try a smaller --buffer-size",
			   ops->name, strerror(-err));
	else
		log__error("loading the %s program for the channel '%s' failed: %s%s",
			   attach_kind__name(attach), ops->name, strerror(-err), more);
}

int channel__open(struct channel **out, const struct channel_ops *ops,
		  const struct channel_options *options, bool report)
{
	struct channel *channel = ops->alloc();
	int err = -ENOMEM;

	*out = NULL;
	if (channel) {
		channel->ops = ops;
		channel->wake_fd = options->wake_fd;
		channel->sink = options->sink;
		channel->sink_ctx = options->sink_ctx;
		err = ops->open(channel, options);
	}
	if (err) {
		if (report)
			report_failure(ops, options->plan.kind, err);
		channel__free(channel);
		return err;
	}
	*out = channel;
	return 0;
}

void channel__free(struct channel *channel)
{
	if (!channel)
		return;
	channel->ops->free(channel);
}

void channel__set_awake(struct channel *channel, bool awake)
{
	if (channel->reader_awake)
		__atomic_store_n(channel->reader_awake, awake, __ATOMIC_SEQ_CST);
}
