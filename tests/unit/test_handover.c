// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hand-over between reader and producers (user/reader.c), in all interleavings.
 *
 * The reader is the real one, reader__step(), on a channel whose memory is the model's. A step is
 * cut at each look that its drain takes at the outside world, so that anything may happen
 * between any two looks: to go on, it is run again from its beginning, on the answers that it
 * got before, up to the next look. The counters are looked at behind the rings, all at one
 * moment: each is written by its own producer only, so one by one would show nothing new.
 * The clock stands still during a step; time that passes there might as well pass before it.
 *
 * The one assumption is about time: when the reader has waited for SETTLE_NS, what a producer
 * stored before a look at the flag that said "awake" has become visible (time_may_pass()).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../user/clock.h"
#include "../../user/reader.h"
#include "handover.h"

/* Longer than both spells of the reader. */
#define LONG_NS NS_PER_SECOND

/* What the real code works on. */
static struct cpu_counters rows[CPUS];
static struct cpu_stream streams[CPUS];
static uint64_t unread[CPUS];
static struct account account = {.cpus = CPUS, .streams = streams, .unread = unread};
static volatile uint32_t awake;
static struct reader reader;
static uint64_t now = 1000 * LONG_NS;

/* In place of libc's, for the reader. */
int clock_gettime(clockid_t id, struct timespec *ts)
{
	if (id != CLOCK_BOOTTIME)
		return (int)syscall(SYS_clock_gettime, id, ts);
	*ts = clock__timespec(now);
	return 0;
}

static struct {
	struct world *world;
	unsigned int looked, allowed;
	jmp_buf stop;
} run;

/* One look at the outside world: an old one has its old answer. */
static uint8_t look_at(enum sight sight)
{
	struct world *w = run.world;

	if (run.looked == w->looks) {
		if (run.allowed-- == 0)
			longjmp(run.stop, 1);
		assert_in_range(w->looks, 0, LOOKS - 1);
		w->answers[w->looks++] = look_now(w, sight);
	}
	return w->answers[run.looked++];
}

static int model_drain(struct channel *channel)
{
	uint8_t taken, counters;

	(void)channel;
	taken = look_at(model->kind == KIND_RING ? COMMON_RING : RING_0);
	if (model->kind != KIND_RING)
		taken = look_at(RING_1);
	counters = look_at(COUNTERS);
	for (unsigned int cpu = 0; cpu < CPUS; cpu++) {
		streams[cpu].delivered = taken >> 4 * cpu & 3;
		rows[cpu].seq = counters >> 4 * cpu & 3;
		rows[cpu].lost = counters >> (4 * cpu + 2) & 3;
	}
	account.delivered = streams[0].delivered + streams[1].delivered;
	return 0;
}

static const struct channel_ops model_ops = {.drain = model_drain};
static struct channel model_channel = {
	.ops = &model_ops, .rows = rows, .cpus = CPUS, .reader_awake = &awake};

static void load_reader(const struct world *w)
{
	reader__init(&reader, &model_channel, &account, LONG_NS, 0);
	reader.state = w->state;
	reader.quiet_since = w->late ? now - LONG_NS : now;
	for (unsigned int cpu = 0; cpu < CPUS; cpu++)
		streams[cpu].delivered = w->began[cpu];
	account.delivered = reader.seen = w->began[0] + w->began[1];
	awake = w->flag;
}

/* Let reader__step() go on for that many looks. */
static void run_step(struct world *w, unsigned int looks)
{
	load_reader(w);
	run.world = w;
	run.looked = 0;
	run.allowed = looks;
	if (setjmp(run.stop) == 0) {
		reader__step(&reader, w->woken);
		w->state = (uint8_t)reader.state;
		w->late = now - reader.quiet_since >= LONG_NS;
		w->at = POLL;
		w->woken = w->looks = 0;
		memset(w->began, 0, sizeof(w->began));
		memset(w->answers, 0, sizeof(w->answers));
	}
	if (!model->flag_last || awake)
		w->flag = awake;
}

static bool waits_for_ever(const struct world *w)
{
	load_reader(w);
	return reader__timeout(&reader) < 0 ||
	       (model->no_settle_wait && w->state == READER_SETTLING);
}

static void begin_step(struct world *w, bool woken)
{
	w->woken = woken;
	w->kicked = 0;
	w->at = STEP;
	memcpy(w->began, w->taken, sizeof(w->began));
}

/* ppoll() returns because of time, or of something that is not the channel's. */
static void return_from_poll(struct world *w)
{
	begin_step(w, poll_channel(w));
}

/* The next thing that the reader does by itself. looks: how far a step may go. */
static void read_on(struct world *w, unsigned int looks)
{
	if (w->at == STEP) {
		run_step(w, looks);
		return;
	}
	load_reader(w);
	if (w->state == READER_ASLEEP)
		w->flag = 0; /* no news, but for model->flag_last */
	if (w->state == READER_AWAKE) {
		begin_step(w, poll_channel(w));
	} else if (poll_channel(w)) {
		begin_step(w, true);
	} else {
		w->at = WAITING;
		w->kicked = 0;
	}
}

static bool time_may_pass(const struct world *w)
{
	if (w->late || w->at == STEP)
		return false;
	/* The assumption on which R3 rests. */
	return w->state != READER_SETTLING || model->no_time_limit ||
	       (!w->producers[0].due && !w->producers[1].due);
}

/* ---- What must hold ---- */

static const char lost_wakeup[] = "a lost wakeup: the reader sleeps on an event";

/*
 * NULL, or what is wrong: from now on only the reader acts. It must find all that can be found,
 * and go to sleep when nobody is in the middle of an event. Left out are moments when a store
 * or a wakeup is still on its way.
 */
static const char *fault_of(struct world w)
{
	bool in_event = false;

	for (unsigned int cpu = 0; cpu < CPUS; cpu++) {
		const struct producer *p = &w.producers[cpu];

		if (p->visible < p->stored || may_still_wake(p))
			return NULL;
		in_event |= p->step > 0;
	}
	for (int i = 0; i < 40; i++) {
		bool left = can_take(&w, 0) || can_take(&w, 1);

		if (w.at == WAITING && !w.kicked) {
			if (waits_for_ever(&w))
				return left ? lost_wakeup : NULL;
			w.late = 1;
			return_from_poll(&w);
		} else {
			w.late |= w.at == POLL;
			read_on(&w, LOOKS);
		}
		if (in_event && !can_take(&w, 0) && !can_take(&w, 1))
			return NULL;
	}
	return "the reader never sleeps";
}

/* ---- All that can happen ---- */

#define WORLDS (1U << 21)
#define SLOTS  (1U << 23)

/* Found so far, from which one, and by whose move; those before "next" are done. */
static struct world worlds[WORLDS];
static unsigned int from[WORLDS], slots[SLOTS], count, next;
static const char *by[WORLDS];

static unsigned int slot_of(const struct world *w)
{
	const unsigned char *bytes = (const unsigned char *)w;
	uint64_t hash = 14695981039346656037ULL;

	for (unsigned int i = 0; i < sizeof(*w); i++)
		hash = (hash ^ bytes[i]) * 1099511628211ULL;
	return (unsigned int)(hash ^ hash >> 32) % SLOTS;
}

static void found(struct world w, const char *move)
{
	unsigned int slot = slot_of(&w);

	for (; slots[slot]; slot = (slot + 1) % SLOTS)
		if (memcmp(&worlds[slots[slot] - 1], &w, sizeof(w)) == 0)
			return;
	assert_in_range(count, 0, WORLDS - 1);
	worlds[count] = w;
	from[count] = next;
	by[count] = move;
	slots[slot] = ++count;
}

static void moves_of_producer(struct world w, unsigned int cpu)
{
	static const char *const names[] = {"P1", "reserve", "P2", "P3", "wake"};
	struct producer *p = &w.producers[cpu];
	struct world other = w;

	if (p->visible < p->stored) {
		make_visible(&other.producers[cpu], p->visible + 1);
		found(other, "a store becomes visible");
	}
	if (p->events == EVENTS)
		return;
	if (may_refuse(p)) {
		other = w;
		refuse(&other.producers[cpu]);
		found(other, "refused");
	}
	other = w;
	produce(&other, cpu);
	found(other, names[model->program[p->step]]);
}

static void moves_of_reader(struct world w)
{
	struct world other = w;

	if (w.at != WAITING || w.kicked) {
		read_on(&other, 1);
		found(other, w.at == STEP ? "reader goes on" : "reader polls");
	}
	if (w.at == WAITING) {
		other = w;
		return_from_poll(&other);
		found(other, "reader's poll returns");
	}
	if (time_may_pass(&w)) {
		w.late = 1;
		found(w, "time passes");
	}
}

/* Backwards. */
static void print_way(unsigned int i)
{
	static const char *const states[] = {"asleep", "awake", "settling"};

	for (; i; i = from[i])
		print_error("%-24s flag %d, %s\n", by[i], worlds[i].flag, states[worlds[i].state]);
}

static void search(void **state)
{
	const char *fault = NULL;

	model = *state;
	memset(slots, 0, sizeof(slots));
	count = next = 0;
	found((struct world){.state = READER_ASLEEP}, "start");
	while (next < count && !(fault = fault_of(worlds[next]))) {
		moves_of_producer(worlds[next], 0);
		moves_of_producer(worlds[next], 1);
		moves_of_reader(worlds[next]);
		next++;
	}
	print_message("# %u states: %s\n", count, fault ? fault : "no fault");
	if (fault && !model->fault)
		print_way(next);
	assert_true(count > 10000);
	if (model->fault)
		assert_ptr_equal(fault, model->fault);
	else
		assert_null(fault);
}

#define PERF .program = {P1, P2, P3, WAKE}
#define RING .kind = KIND_RING, .program = {P1, RESERVE, P2, P3, WAKE}
#define MMAP .kind = KIND_MMAP, .program = {P1, P3, P2, WAKE}

static struct model models[] = {
	{"perf", NULL, PERF},
	{"ring", NULL, RING},
	/* It looks behind P3. */
	{"mmap", NULL, MMAP},
	/* Broken ones, to see that the search would find it. */
	{"perf (a): no wait after R1", lost_wakeup, PERF, .no_settle_wait = true},
	{"perf (b): R3 checks for an empty ring", lost_wakeup, PERF, .emptiness_check = true},
	{"perf (c): R1 after R3", lost_wakeup, PERF, .flag_last = true},
	{"perf (d): P2 before P1", lost_wakeup, .program = {P2, P1, P3, WAKE}},
	{"perf (e): slow stores", lost_wakeup, PERF, .no_time_limit = true},
	{"ring (a): no wait after R1", lost_wakeup, RING, .no_settle_wait = true},
	{"ring (b): R3 checks for an empty ring", lost_wakeup, RING, .emptiness_check = true},
	{"ring (c): R1 after R3", lost_wakeup, RING, .flag_last = true},
	{"ring (d): P2 before P1", lost_wakeup, .kind = KIND_RING,
	 .program = {P2, P1, RESERVE, P3, WAKE}},
	{"ring (e): slow stores", lost_wakeup, RING, .no_time_limit = true},
	{"mmap (a): no wait after R1", lost_wakeup, MMAP, .no_settle_wait = true},
	{"mmap (b): R3 checks for an empty ring", NULL, MMAP, .emptiness_check = true},
	{"mmap (c): R1 after R3", lost_wakeup, MMAP, .flag_last = true},
	{"mmap (d): P2 before P1", lost_wakeup, .kind = KIND_MMAP, .program = {P2, P1, P3, WAKE}},
	{"mmap (e): slow stores", lost_wakeup, MMAP, .no_time_limit = true},
};

#define MODELS (sizeof(models) / sizeof(models[0]))

int main(void)
{
	struct CMUnitTest tests[MODELS];

	for (unsigned int i = 0; i < MODELS; i++)
		tests[i] = (struct CMUnitTest){models[i].name, search, .initial_state = &models[i]};
	return cmocka_run_group_tests_name("handover", tests, NULL, NULL);
}
