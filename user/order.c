// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records lie in small blocks that are used again at once, last in, first out: in a flood all that
 * waits stays in the cache. A heap of the queues' oldest events says which one is next, and a run
 * of events from one CPU costs one comparison each.
 */
#include <stdlib.h>
#include <string.h>

#include "details.h"
#include "order.h"

/* With its head a page; several of the longest records. */
#define BLOCK_BYTES (4096 - sizeof(struct block))

struct block {
	struct block *next;
	size_t used;
	char bytes[];
};

/* What lies between first and last, from byte "read" on; an empty queue may keep one block. */
struct queue {
	struct block *first, *last;
	size_t read;
	uint64_t newest_ns;	 /* of those that came in */
	struct cpu_stream taken; /* of those that were handed out */
};

/* The oldest event of a queue that is not empty. */
struct candidate {
	uint64_t ns;
	struct queue *queue;
};

struct order {
	bool details;
	char *memory; /* of all blocks */
	size_t blocks, carved, free_blocks;
	struct block *free;   /* of those that are carved out of the memory */
	struct queue *queues; /* by CPU */
	struct candidate *heap;
	unsigned int candidates;
	uint64_t newest_ns;
	uint64_t taken_ns; /* the youngest that was handed out */
	uint64_t stragglers;
};

struct order *order__new(unsigned int cpus, bool details, size_t bytes)
{
	struct order *order = calloc(1, sizeof(*order));

	if (!order)
		return NULL;
	order->details = details;
	/* Beyond what is asked for, what every queue may keep half used at both ends. */
	order->blocks = bytes / BLOCK_BYTES + 2 * cpus + 1;
	order->free_blocks = order->blocks;
	order->memory = calloc(order->blocks, sizeof(struct block) + BLOCK_BYTES);
	order->queues = calloc(cpus, sizeof(*order->queues));
	order->heap = calloc(cpus, sizeof(*order->heap));
	if (!order->memory || !order->queues || !order->heap) {
		order__free(order);
		return NULL;
	}
	return order;
}

void order__free(struct order *order)
{
	if (!order)
		return;
	free(order->memory);
	free(order->queues);
	free(order->heap);
	free(order);
}

/* New memory is touched only when no used block is left. */
static struct block *get_block(struct order *order)
{
	struct block *block = order->free;

	if (!order->free_blocks)
		return NULL;
	order->free_blocks--;
	if (block)
		order->free = block->next;
	else
		block = (void *)(order->memory + order->carved++ * (sizeof(*block) + BLOCK_BYTES));
	block->next = NULL;
	block->used = 0;
	return block;
}

static void put_back(struct order *order, struct block *block)
{
	block->next = order->free;
	order->free = block;
	order->free_blocks++;
}

/* Parent and children of heap[i]. */
#define UP(i)	((i - 1) / 2)
#define DOWN(i) (2 * (i) + 1)

static void rise(struct order *order, struct candidate candidate)
{
	unsigned int i = order->candidates++;

	for (; i > 0 && order->heap[UP(i)].ns > candidate.ns; i = UP(i))
		order->heap[i] = order->heap[UP(i)];
	order->heap[i] = candidate;
}

/* Put it in the place of the first one. */
static void sink_down(struct order *order, struct candidate candidate)
{
	struct candidate *heap = order->heap;
	unsigned int i = 0, child;

	while ((child = DOWN(i)) < order->candidates) {
		if (child + 1 < order->candidates && heap[child + 1].ns < heap[child].ns)
			child++;
		if (heap[child].ns >= candidate.ns)
			break;
		heap[i] = heap[child];
		i = child;
	}
	heap[i] = candidate;
}

static bool is_empty(const struct queue *queue)
{
	return queue->first == queue->last && (!queue->last || queue->read == queue->last->used);
}

/* How long it is, up to where the next one begins. */
static size_t stride(const struct order *order, const struct read_event *event)
{
	size_t bytes = order->details ? details__bytes(read_details(event)) : sizeof(*event);

	return (bytes + 7) & ~(size_t)7;
}

static bool add_block(struct order *order, struct queue *queue)
{
	struct block *block = get_block(order);

	if (!block)
		return false;
	if (queue->last)
		queue->last->next = block;
	else
		queue->first = block;
	queue->last = block;
	return true;
}

bool order__put(struct order *order, const struct read_event *event)
{
	struct queue *queue = &order->queues[event->cpu];
	bool first = is_empty(queue);
	size_t bytes = stride(order, event);
	char *to;

	if ((!queue->last || queue->last->used + bytes > BLOCK_BYTES) && !add_block(order, queue))
		return false;
	to = queue->last->bytes + queue->last->used;
	/* The usual size as a constant: a few moves instead of a call. */
	if (order->details)
		memcpy(to, event, details__bytes(read_details(event)));
	else
		memcpy(to, event, sizeof(*event));
	queue->last->used += bytes;
	queue->newest_ns = event->boot_ns;
	if (event->boot_ns > order->newest_ns)
		order->newest_ns = event->boot_ns;
	if (first)
		rise(order, (struct candidate){event->boot_ns, queue});
	return true;
}

bool order__is_full(const struct order *order)
{
	return !order->free_blocks;
}

bool order__is_empty(const struct order *order)
{
	return !order->candidates;
}

uint64_t order__newest_of(const struct order *order, unsigned int cpu)
{
	return order->queues[cpu].newest_ns;
}

uint64_t order__newest(const struct order *order)
{
	return order->newest_ns;
}

/* The queue's next event, or NULL. Blocks that have been read go back. */
static struct read_event *head(struct order *order, struct queue *queue)
{
	if (is_empty(queue)) {
		queue->read = queue->last->used = 0;
		return NULL;
	}
	if (queue->read == queue->first->used) {
		struct block *done = queue->first;

		queue->first = done->next;
		queue->read = 0;
		put_back(order, done);
	}
	return (void *)(queue->first->bytes + queue->read);
}

static bool hand_out(struct order *order, struct queue *queue, const struct read_event *event,
		     order_sink sink, void *ctx)
{
	struct gap gap;
	bool missing = cpu_stream__see(&queue->taken, event->seq, &gap);
	bool late = event->boot_ns < order->taken_ns;

	queue->read += stride(order, event);
	if (late)
		order->stragglers++;
	else
		order->taken_ns = event->boot_ns;
	return sink(ctx, event, missing ? &gap : NULL, late);
}

/* From the queue with the oldest event, as long as no other one has an older. */
static bool take_run(struct order *order, uint64_t bound_ns, order_sink sink, void *ctx)
{
	struct queue *queue = order->heap[0].queue;
	struct read_event *event = head(order, queue);
	bool more = true;

	for (unsigned int i = 1; i < 3 && i < order->candidates; i++)
		if (order->heap[i].ns < bound_ns)
			bound_ns = order->heap[i].ns;
	do {
		more = hand_out(order, queue, event, sink, ctx);
		event = head(order, queue);
	} while (more && event && event->boot_ns <= bound_ns);
	if (event)
		sink_down(order, (struct candidate){event->boot_ns, queue});
	else if (--order->candidates)
		sink_down(order, order->heap[order->candidates]);
	return more;
}

void order__take(struct order *order, uint64_t bound_ns, order_sink sink, void *ctx)
{
	while (order->candidates && order->heap[0].ns <= bound_ns)
		if (!take_run(order, bound_ns, sink, ctx))
			break;
}

void order__relieve(struct order *order, order_sink sink, void *ctx)
{
	while (order->candidates && order->free_blocks < order->blocks / 2)
		if (!take_run(order, order->heap[0].ns, sink, ctx))
			break;
}

uint64_t order__stragglers(const struct order *order)
{
	return order->stragglers;
}
