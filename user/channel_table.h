/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Channels that bring no events: the kernel side adds the hits up in a table, which is taken now
 * and then. Not in the registry, as there is nothing to choose: "top" and "hist" use theirs.
 */
#ifndef READSNOOP_USER_CHANNEL_TABLE_H
#define READSNOOP_USER_CHANNEL_TABLE_H

#include "channel.h"
#include "table.h"

extern const struct channel_ops channel_top;
extern const struct channel_ops channel_hist;

/* The table of such a channel, which owns it. */
struct table *channel__table(struct channel *channel);

#endif
