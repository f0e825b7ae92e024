/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From what the user asked for to a channel with a probe at its other end.
 */
#ifndef READSNOOP_USER_ATTACH_H
#define READSNOOP_USER_ATTACH_H

#include <sys/types.h>

#include "channel.h"
#include "options.h"
#include "probe.h"

struct attach_request {
	const struct trace_options *options;
	pid_t command; /* the held process whose tree is to be traced; 0: none */
	int wake_fd;   /* see struct channel_options */
	int output_fd; /* whoever reads it is left out */
	event_sink sink;
	void *sink_ctx;
};

/*
 * Load and attach by this one kind. 0; or a negative errno, not logged, with *channel NULL and
 * nothing attached.
 */
int attach__try(const struct attach_request *request, enum attach_kind kind,
		struct channel **channel, struct probe *probe);

/*
 * Load and attach; with --attach auto the first kind that works, said on stderr if it sees less
 * than a kprobe. 0; or -EPERM (privilege), -EOPNOTSUPP (the kernel) or another negative errno,
 * logged, with *channel NULL and nothing attached.
 */
int attach__open(const struct attach_request *request, struct channel **channel,
		 struct probe *probe);

#endif
