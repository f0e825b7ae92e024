// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "cause.h"
#include "channel.h"
#include "cpus.h"
#include "filters.h"
#include "log.h"

static const struct channel_ops *const registry[] = {
	&channel_perf,
	&channel_ring,
	&channel_mmap,
	&channel_hash,
};

#define CHANNELS (sizeof(registry) / sizeof(registry[0]))

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

int channel__prepare(struct channel *channel, const struct channel_options *options)
{
	static struct cpu_set possible;
	int err = cpus__possible(&possible);

	if (err)
		return err;
	channel->cpus = possible.end;
	filters__size_maps(options->filters, &options->probe, channel->object);
	if (options->probe.returns)
		bpf_map__set_max_entries(bpf_object__find_map_by_name(channel->object, "spans"),
					 options->in_flight);
	probe__select(channel->object, &options->plan);
	return 0;
}

int channel__complete(struct channel *channel, const struct channel_options *options)
{
	return filters__fill_maps(options->filters, channel->object);
}

/* The cause if a check knows it, else what failed. The error that stands for it. */
static int report_failure(const struct channel_ops *ops, enum attach_kind attach, int err)
{
	struct finding finding;
	int meaning;
	const char *more = log__level() < LOG_VERBOSE ? " (-v shows the kernel's words)" : "";

	if (cause__find(attach, err, &finding, &meaning))
		cause__log(&finding);
	else if (err == -ENOMEM)
		log__error("setting up the channel '%s' failed: %s; try a smaller --buffer-size",
			   ops->name, strerror(-err));
	else
		log__error("loading the %s program for the channel '%s' failed: %s%s",
			   attach_kind__name(attach), ops->name, strerror(-err), more);
	return meaning;
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
		/* Without memory nobody tries another way: this is the last word. */
		if (report || err == -ENOMEM)
			err = report_failure(ops, options->plan.kind, err);
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
