// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

#include "channel_table.h"
#include "hist.skel.h"
#include "top.skel.h"

struct table_channel {
	struct channel channel; /* first: the two are cast into each other */
	struct top_bpf *top;	/* one of these two */
	struct hist_bpf *hist;
	struct table *table;
};

static struct table_channel *table_channel(struct channel *channel)
{
	return (struct table_channel *)channel;
}

struct table *channel__table(struct channel *channel)
{
	return table_channel(channel)->table;
}

static struct channel *table_channel__alloc(void)
{
	struct table_channel *table = calloc(1, sizeof(*table));

	return table ? &table->channel : NULL;
}

/* After the load. */
static int complete(struct channel *channel, const struct channel_options *options)
{
	int err = channel__complete(channel, options);

	return err ? err : table__open(&table_channel(channel)->table, channel->object);
}

static int top__open(struct channel *channel, const struct channel_options *options)
{
	struct top_bpf *top = table_channel(channel)->top = top_bpf__open();
	int err;

	if (!top)
		return -errno;
	channel->object = top->obj;
	top->rodata->cfg_probe = options->probe;
	top->rodata->cfg_table = *options->table;
	err = channel__prepare(channel, options);
	if (!err)
		err = top_bpf__load(top);
	if (err)
		return err;
	channel->rows = top->bss->counters;
	channel->tree_overflows = &top->bss->tree_overflows;
	return complete(channel, options);
}

static int hist__open(struct channel *channel, const struct channel_options *options)
{
	struct hist_bpf *hist = table_channel(channel)->hist = hist_bpf__open();
	int err;

	if (!hist)
		return -errno;
	channel->object = hist->obj;
	hist->rodata->cfg_probe = options->probe;
	hist->rodata->cfg_table = *options->table;
	err = channel__prepare(channel, options);
	if (!err)
		err = hist_bpf__load(hist);
	if (err)
		return err;
	channel->rows = hist->bss->counters;
	channel->tree_overflows = &hist->bss->tree_overflows;
	return complete(channel, options);
}

/* There are no events. */
static int table_channel__drain(struct channel *channel)
{
	(void)channel;
	return 0;
}

static void table_channel__free(struct channel *channel)
{
	struct table_channel *table = table_channel(channel);

	table__free(table->table);
	top_bpf__destroy(table->top);
	hist_bpf__destroy(table->hist);
	free(table);
}

const struct channel_ops channel_top = {
	.name = "top",
	.alloc = table_channel__alloc,
	.open = top__open,
	.drain = table_channel__drain,
	.free = table_channel__free,
};

const struct channel_ops channel_hist = {
	.name = "hist",
	.alloc = table_channel__alloc,
	.open = hist__open,
	.drain = table_channel__drain,
	.free = table_channel__free,
};
