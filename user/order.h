/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The CPUs' streams, each in the order of time, merged into one.
 *
 * Copies of events wait in a queue per CPU until the caller knows up to which time nothing more
 * can come. Memory is bounded: when it runs out, the oldest events are handed out early.
 */
#ifndef READSNOOP_USER_ORDER_H
#define READSNOOP_USER_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../common/event.h"
#include "stream.h"

struct order;

/*
 * Gets the events as they are due; valid during the call. gap: the numbers of this CPU that are
 * missing before it, or NULL. late: a younger one has been handed out before. False: not more now.
 */
typedef bool (*order_sink)(void *ctx, const struct read_event *event, const struct gap *gap,
			   bool late);

/*
 * For CPUs 0 to cpus - 1. details: events are struct read_details. bytes: of memory for them, a
 * little more is taken for every CPU. NULL without memory.
 */
struct order *order__new(unsigned int cpus, bool details, size_t bytes);
void order__free(struct order *order);

/* Copy one in. False: no room, and nothing was taken. */
bool order__put(struct order *order, const struct read_event *event);

/* Whether the next order__put() may find no room. */
bool order__is_full(const struct order *order);
bool order__is_empty(const struct order *order);

/* The time of the last event that came from this CPU, and the youngest of all; 0: none so far. */
uint64_t order__newest_of(const struct order *order, unsigned int cpu);
uint64_t order__newest(const struct order *order);

/* Hand out what is not younger than bound_ns. */
void order__take(struct order *order, uint64_t bound_ns, order_sink sink, void *ctx);

/* Hand out the oldest, whatever may still come, until half of the room is free. */
void order__relieve(struct order *order, order_sink sink, void *ctx);

/* How many were late. */
uint64_t order__stragglers(const struct order *order);

#endif
