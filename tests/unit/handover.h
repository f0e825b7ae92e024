/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * For test_handover.c: producers, their store buffers and the channel, as kern/ and the kernel
 * make them. The steps have the names of user/reader.c.
 *
 * Two producers, each on its CPU, make two events each, or fewer. Their stores become visible in
 * order, but at any later time.
 */
#ifndef READSNOOP_TESTS_UNIT_HANDOVER_H
#define READSNOOP_TESTS_UNIT_HANDOVER_H

#include <stdbool.h>
#include <stdint.h>

#define CPUS   2
#define EVENTS 2
#define LOOKS  6 /* of one step of the reader, at most */

enum step { P1, RESERVE, P2, P3, WAKE };

/* A ring per CPU; one for all; a ring per CPU and a bell. Each wakeup is told once (EPOLLET). */
enum kind { KIND_PERF, KIND_RING, KIND_MMAP };

/* What is modelled, and what is broken in it. */
struct model {
	const char *name;
	const char *fault;    /* that must be found; NULL: none */
	enum step program[5]; /* of a producer; ends with WAKE */
	enum kind kind;
	bool no_settle_wait;  /* (a) R1, and then sleep */
	bool emptiness_check; /* (b) R3 only asks whether the drain found nothing */
	bool flag_last;	      /* (c) R1 takes effect after R3 */
	bool no_time_limit;   /* (e) a store may take longer than SETTLE_NS */
};

static const struct model *model;

struct producer {
	uint8_t events;		 /* through with that many */
	uint8_t step;		 /* of the program, next */
	uint8_t saw;		 /* at P2 */
	uint8_t stored, visible; /* stores, as a count: number, (ring: reservation,) fate, ... */
	uint8_t due;		 /* stores made before a look that saw "awake" */
	uint8_t refused;	 /* events, as a mask: counted as lost or failed */
};

/* Bytes only: compared and hashed as memory. */
struct world {
	struct producer producers[CPUS];
	uint8_t flag;				/* reader_awake */
	uint8_t taken[CPUS];			/* events, by the reader */
	uint8_t reserved, order[CPUS * EVENTS]; /* ring: whose records, in order */
	uint8_t ready;	/* wakeups not yet told; by CPU, as a mask */
	uint8_t kicked; /* the waiting reader was woken, and will poll again */
	/* The reader between its steps ... */
	enum __attribute__((packed)) { POLL, WAITING, STEP } at;
	uint8_t state, late; /* late: quiet_since is a LONG_NS ago */
	/* ... and within one: what it began with, and the answers to its looks. */
	uint8_t woken, began[CPUS], looks, answers[LOOKS];
};

static unsigned int stores_per_event(void)
{
	return model->kind == KIND_RING ? 3 : 2;
}

static void make_visible(struct producer *p, uint8_t stores)
{
	p->visible = stores;
	if (p->visible >= p->due)
		p->due = 0;
}

static void end_event(struct producer *p)
{
	p->events++;
	p->step = p->saw = 0;
}

/* P3, the other way; a full ring is noticed when it comes to reserve. */
static void refuse(struct producer *p)
{
	p->refused |= (uint8_t)(1 << p->events);
	end_event(p);
	p->stored = (uint8_t)(p->events * stores_per_event());
}

static bool may_refuse(const struct producer *p)
{
	return model->program[p->step] == (model->kind == KIND_RING ? RESERVE : P3);
}

/* Under a spin lock: whoever had it before has left it visibly. */
static void reserve(struct world *w, unsigned int cpu)
{
	struct producer *other = &w->producers[!cpu];

	if (model->program[other->step] > RESERVE)
		make_visible(other, other->stored);
	w->order[w->reserved++] = (uint8_t)cpu;
	w->producers[cpu].stored++;
}

static void wake(struct world *w, unsigned int cpu)
{
	w->ready |= (uint8_t)(1 << cpu);
	w->kicked |= w->at == WAITING;
}

static void produce(struct world *w, unsigned int cpu)
{
	struct producer *p = &w->producers[cpu];

	switch (model->program[p->step++]) {
	case P1:
		p->stored++;
		break;
	case RESERVE:
		reserve(w, cpu);
		break;
	case P2:
		p->saw = w->flag;
		if (p->saw)
			p->due = p->visible < p->stored ? p->stored : 0;
		break;
	case P3:
		p->stored++;
		if (model->kind == KIND_RING) /* bpf_ringbuf_submit() has an xchg */
			make_visible(p, p->stored);
		break;
	case WAKE:
		make_visible(p, p->stored); /* so has irq_work_queue() */
		wake(w, cpu);
		end_event(p);
		return;
	}
	if (p->saw && model->program[p->step] == WAKE)
		end_event(p);
}

/* It may have sent its event, but not yet the wakeup, or not yet looked whether to. */
static bool may_still_wake(const struct producer *p)
{
	enum step next = model->program[p->step];

	return next == WAKE || (model->kind == KIND_MMAP && next == P2);
}

/* How many events have got as far as their first, second or last store, as others see it. */
static unsigned int seen(const struct producer *p, unsigned int stores)
{
	return (p->visible + stores_per_event() - stores) / stores_per_event();
}

static unsigned int refused_of(const struct producer *p, unsigned int events)
{
	return (unsigned int)__builtin_popcount(p->refused & ((1U << events) - 1));
}

static unsigned int records_with(const struct producer *p, unsigned int stores)
{
	return seen(p, stores) - refused_of(p, seen(p, stores));
}

static bool can_take(const struct world *w, unsigned int cpu)
{
	if (model->kind == KIND_RING && w->order[w->taken[0] + w->taken[1]] != cpu)
		return false;
	return w->taken[cpu] < records_with(&w->producers[cpu], stores_per_event());
}

/* What epoll finds, and forgets at that moment; for perf, of the first CPU only. */
static bool poll_channel(struct world *w)
{
	bool ready = w->ready;

	/* The BPF ring buffer is also asked whether there is something in it, if only reserved. */
	if (model->kind == KIND_RING)
		ready = ready && (records_with(&w->producers[0], 2) > w->taken[0] ||
				  records_with(&w->producers[1], 2) > w->taken[1]);
	w->ready &= model->kind == KIND_PERF ? (uint8_t)(w->ready - 1) : 0;
	return ready;
}

/* What the reader's code may look at: the ring of CPU 0 or 1, the common ring, ... */
enum sight { RING_0, RING_1, COMMON_RING, COUNTERS };

static uint8_t take_from(struct world *w, enum sight ring)
{
	while ((ring != RING_1 && can_take(w, 0)) || (ring != RING_0 && can_take(w, 1)))
		w->taken[ring == RING_1 || !can_take(w, 0)]++;
	return (uint8_t)(w->taken[0] | w->taken[1] << 4);
}

/* Two bits each: numbered and refused, of each CPU. */
static uint8_t read_counters(const struct world *w)
{
	unsigned int all = 0;

	for (unsigned int cpu = 0; cpu < CPUS; cpu++) {
		const struct producer *p = &w->producers[cpu];
		unsigned int refused = refused_of(p, seen(p, stores_per_event()));
		unsigned int seq = model->emptiness_check ? w->taken[cpu] + refused : seen(p, 1);

		all |= (seq | refused << 2) << 4 * cpu;
	}
	return (uint8_t)all;
}

static uint8_t look_now(struct world *w, enum sight sight)
{
	if (sight == COUNTERS)
		return read_counters(w);
	return take_from(w, sight);
}

#endif
