/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What "readsnoop compare" puts side by side: channels with their settings, and paces at which
 * the workload reads.
 */
#ifndef READSNOOP_USER_COMPARE_SPEC_H
#define READSNOOP_USER_COMPARE_SPEC_H

#include <stdint.h>

#include "options.h"

#define SPEC_NAME_MAX 48

struct channel_spec {
	char name[SPEC_NAME_MAX];     /* as the user wrote it: "perf:wakeup=1" */
	struct trace_options options; /* what trace would run with; owns nothing */
};

enum arrivals { ARRIVALS_CONSTANT, ARRIVALS_POISSON, ARRIVALS_BURST };

struct pace {
	char name[SPEC_NAME_MAX]; /* as the user wrote it: "10k:poisson", "flat" */
	uint64_t per_second;	  /* 0: flat out, or the user's own command */
	enum arrivals arrivals;
	uint32_t burst; /* reads that come together */
};

#define COMPARE_CHANNELS_MAX 16
#define COMPARE_PACES_MAX    16

/* In place of a pace: the user's own command is the workload. */
#define PACE_COMMAND "command"

struct channel_list {
	struct channel_spec at[COMPARE_CHANNELS_MAX];
	unsigned int count;
};

struct pace_list {
	struct pace at[COMPARE_PACES_MAX];
	unsigned int count;
};

/*
 * A comma list of channels: perf, ring, mmap or hash, then any of ":wakeup=N", ":interval=TIME",
 * ":buffer=SIZE", and ":kernel" for ring (the kernel's own policy). NULL, or what is wrong with it
 * (static).
 */
const char *channel_list__parse(struct channel_list *list, const char *text);

/*
 * A comma list of paces: reads a second (1000, 10k, 1M) or "flat"; then ":poisson" or ":burst=N".
 * NULL, or what is wrong with it (static).
 */
const char *pace_list__parse(struct pace_list *list, const char *text);

#endif
