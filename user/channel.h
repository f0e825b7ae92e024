/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A way out of the kernel, behind one set of operations.
 *
 * A channel owns its BPF object (probe, counters and transport are loaded together) and the user
 * side of the transport. Adding one: kern/<name>.bpf.c, user/channel_<name>.c, a line in channel.c.
 */
#ifndef READSNOOP_USER_CHANNEL_H
#define READSNOOP_USER_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/types.h>

#include "../common/counters.h"
#include "../common/event.h"
#include "../common/probe_config.h"
#include "probe.h"

struct bpf_object;
struct filters;
struct table_config;

/*
 * Gets each event as it lies in the transport, valid during the call. Non-zero: stop after this
 * one.
 */
typedef int (*event_sink)(void *ctx, const struct read_event *event);

struct channel_options {
	struct probe_plan plan;
	struct probe_config probe;	  /* constants for the kernel side */
	const struct table_config *table; /* ... of channels that add up; else NULL */
	const struct filters *filters;	  /* borrowed; what fills the maps */
	uint32_t in_flight;		  /* with returns: reads that may be under way at once */
	uint64_t buffer_bytes;		  /* per CPU, before rounding */
	uint32_t wakeup;		  /* 0: adaptive; N: wake the reader with every Nth event */
	int wake_fd; /* of struct control: what can wake the reader is watched there */
	event_sink sink;
	void *sink_ctx;
};

struct channel {
	const struct channel_ops *ops;
	struct bpf_object *object;		  /* owned by the implementation's skeleton */
	const volatile struct cpu_counters *rows; /* in the skeleton's .bss, mapped */
	unsigned int cpus;			  /* one more than the largest possible id */
	volatile uint32_t *reader_awake;	  /* NULL: this channel never wakes anyone */
	const volatile __u64 *tree_overflows;	  /* processes that could not be followed */
	int wake_fd;	       /* borrowed: where fds that wake the reader are watched */
	uint64_t buffer_bytes; /* after rounding; per CPU, or in all if shared */
	event_sink sink;
	void *sink_ctx;
	uint64_t record_lost; /* perf: sum of PERF_RECORD_LOST, a cross-check only */
};

struct channel_ops {
	const char *name;
	const char *summary;	 /* for --help */
	bool keeps_last_only;	 /* an event may replace an unread one */
	const char *buffer_unit; /* for -v; NULL: --buffer-size means nothing here */

	/* A zeroed channel, or NULL without memory. */
	struct channel *(*alloc)(void);
	/*
	 * Load the BPF object and make the transport ready, before any probe is attached. 0 or a
	 * negative errno.
	 */
	int (*open)(struct channel *channel, const struct channel_options *options);
	/*
	 * The reader was woken; called before the drain. 0 or a negative errno. NULL: nothing to
	 * do.
	 */
	int (*woken)(struct channel *channel);
	/*
	 * Hand what is there to the sink until nothing is left (0) or the sink says stop (1): then
	 * there may be more, and no wakeup will tell. Or a negative errno.
	 */
	int (*drain)(struct channel *channel);
	/* A CPU came online (again). 0 or a negative errno. NULL: nothing to do. */
	int (*cpu_online)(struct channel *channel, unsigned int cpu);
	/* Undo open, also a failed one, and free. */
	void (*free)(struct channel *channel);
};

/* The registry. NULL for an unknown name, or behind the last one. */
const struct channel_ops *channel_ops__find(const char *name);
const struct channel_ops *channel_ops__at(unsigned int index);

/*
 * Load and set up a channel for options->plan. On failure *out is NULL and, if report is set,
 * one line says why. 0 or a negative errno (-EPERM: privilege, -EOPNOTSUPP: the kernel).
 */
int channel__open(struct channel **out, const struct channel_ops *ops,
		  const struct channel_options *options, bool report);
void channel__free(struct channel *channel);

/* Whether the reader's being awake is told to the kernel side, and tell it. */
void channel__set_awake(struct channel *channel, bool awake);

/* For the implementations: what all objects share, between skeleton open and load ... */
int channel__prepare(struct channel *channel, const struct channel_options *options);
/* ... and after its load: fill the filter maps. */
int channel__complete(struct channel *channel, const struct channel_options *options);

/* The smallest power-of-two number of bytes, in whole pages, that is at least bytes. */
uint64_t channel__round_buffer(uint64_t bytes);

extern const struct channel_ops channel_perf;
extern const struct channel_ops channel_ring;
extern const struct channel_ops channel_mmap;
extern const struct channel_ops channel_hash;

#endif
