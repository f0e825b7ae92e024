// SPDX-License-Identifier: GPL-2.0-only
/*
 * Streams of several CPUs, merged: against qsort(3), and at the edges.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/details.h"
#include "../../user/order.h"

#define CPUS 5

struct seen {
	uint64_t ns, seq;
	uint32_t cpu;
	bool late, has_gap;
	struct gap gap;
};

struct sink {
	struct seen seen[100000];
	unsigned int count;
	unsigned int stop_after; /* 0: never */
	bool details;
};

static struct sink sink;

/* Names of all lengths, so that records end anywhere in a block. */
static unsigned int names_of(uint64_t seq)
{
	return (unsigned int)(seq * 7919 % sizeof(((struct read_details *)0)->names));
}

static bool take(void *ctx, const struct read_event *event, const struct gap *gap, bool late)
{
	const struct read_details *details = read_details(event);
	struct sink *to = ctx;
	struct seen *seen = &to->seen[to->count++];

	*seen = (struct seen){event->boot_ns, event->seq, event->cpu, late, gap != NULL, {0}};
	if (gap)
		seen->gap = *gap;
	if (to->details) {
		assert_int_equal(details->file_bytes, names_of(event->seq));
		for (unsigned int i = 0; i < details->file_bytes; i++)
			assert_int_equal((unsigned char)details->names[i], (event->seq + i) % 251);
	}
	return !to->stop_after || to->count % to->stop_after;
}

static void restart_sink(void)
{
	memset(&sink, 0, sizeof(sink));
}

static bool put(struct order *order, unsigned int cpu, uint64_t seq, uint64_t ns)
{
	struct read_details details = {.head = {.cpu = cpu, .seq = seq, .boot_ns = ns},
				       .file_bytes = names_of(seq)};

	if (!sink.details)
		return order__put(order, &details.head);
	for (unsigned int i = 0; i < details.file_bytes; i++)
		details.names[i] = (char)((seq + i) % 251);
	return order__put(order, &details.head);
}

static int compare_ns(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/*
 * One history: at each step of time a random CPU has an event. The reader takes random amounts
 * from random CPUs, and asks for all that is older than what any CPU may still bring.
 */
static void merge_once(bool details, unsigned int events)
{
	static uint64_t of_cpu[CPUS][4000], all[4000];
	unsigned int made[CPUS] = {0}, read[CPUS] = {0}, given = 0;
	struct order *order = order__new(CPUS, details, events * sizeof(struct read_details));

	assert_non_null(order);
	restart_sink();
	sink.details = details;
	sink.stop_after = (unsigned int)rand() % 3 ? 0 : 7;
	for (unsigned int i = 0; i < events; i++) {
		unsigned int cpu = (unsigned int)rand() % CPUS;

		all[i] = 1000 + (uint64_t)i * 10 + (uint64_t)(rand() % 10);
		of_cpu[cpu][made[cpu]++] = all[i];
	}
	while (given < events) {
		unsigned int cpu = (unsigned int)rand() % CPUS, n = (unsigned int)rand() % 200;
		uint64_t bound = UINT64_MAX;

		for (; n && read[cpu] < made[cpu]; n--, given++, read[cpu]++)
			assert_true(put(order, cpu, read[cpu] + 1, of_cpu[cpu][read[cpu]]));
		for (unsigned int i = 0; i < CPUS; i++)
			if (read[i] < made[i] && of_cpu[i][read[i]] - 1 < bound)
				bound = of_cpu[i][read[i]] - 1;
		order__take(order, bound, take, &sink);
		assert_true(!sink.count || sink.seen[sink.count - 1].ns <= bound);
	}
	while (!order__is_empty(order))
		order__take(order, UINT64_MAX, take, &sink);
	qsort(all, events, sizeof(all[0]), compare_ns);
	assert_int_equal(sink.count, events);
	for (unsigned int i = 0; i < events; i++) {
		assert_int_equal(sink.seen[i].ns, all[i]);
		assert_false(sink.seen[i].late);
		assert_false(sink.seen[i].has_gap);
	}
	assert_int_equal(order__stragglers(order), 0);
	order__free(order);
}

static void random_interleavings_come_out_sorted(void **state)
{
	(void)state;
	srand(4);
	for (int i = 0; i < 300; i++)
		merge_once(i % 2, 1 + (unsigned int)rand() % (i % 2 ? 400 : 4000));
}

static void what_is_not_due_waits(void **state)
{
	struct order *order = order__new(2, false, 1);

	(void)state;
	restart_sink();
	put(order, 0, 1, 100);
	put(order, 1, 1, 90);
	put(order, 0, 2, 110);
	order__take(order, 89, take, &sink);
	assert_int_equal(sink.count, 0);
	order__take(order, 100, take, &sink);
	assert_int_equal(sink.count, 2);
	assert_int_equal(sink.seen[0].ns, 90);
	assert_int_equal(sink.seen[1].ns, 100);
	assert_false(order__is_empty(order));
	assert_int_equal(order__newest_of(order, 0), 110);
	assert_int_equal(order__newest_of(order, 1), 90);
	assert_int_equal(order__newest(order), 110);
	order__free(order);
}

/* CPU 1 was thought to have nothing older than 200. */
static void a_straggler_is_marked_and_counted(void **state)
{
	struct order *order = order__new(2, false, 1);

	(void)state;
	restart_sink();
	put(order, 0, 1, 100);
	put(order, 0, 2, 200);
	order__take(order, 200, take, &sink);
	put(order, 1, 1, 150);
	put(order, 1, 2, 210);
	put(order, 0, 3, 205);
	order__take(order, 300, take, &sink);
	assert_int_equal(sink.count, 5);
	assert_int_equal(sink.seen[2].ns, 150);
	assert_true(sink.seen[2].late);
	assert_int_equal(sink.seen[3].ns, 205);
	assert_false(sink.seen[3].late);
	assert_int_equal(sink.seen[4].ns, 210);
	assert_false(sink.seen[4].late);
	assert_int_equal(order__stragglers(order), 1);
	order__free(order);
}

static void gaps_stand_before_the_event_that_shows_them(void **state)
{
	struct order *order = order__new(2, false, 1);

	(void)state;
	restart_sink();
	put(order, 0, 3, 100);
	put(order, 0, 4, 110);
	put(order, 0, 10, 130);
	put(order, 1, 1, 120);
	order__take(order, UINT64_MAX, take, &sink);
	assert_int_equal(sink.count, 4);
	assert_true(sink.seen[0].has_gap);
	assert_int_equal(sink.seen[0].gap.first, 1);
	assert_int_equal(sink.seen[0].gap.last, 2);
	assert_false(sink.seen[1].has_gap);
	assert_int_equal(sink.seen[2].cpu, 1);
	assert_false(sink.seen[2].has_gap);
	assert_true(sink.seen[3].has_gap);
	assert_int_equal(sink.seen[3].gap.first, 5);
	assert_int_equal(sink.seen[3].gap.last, 9);
	order__free(order);
}

/* CPU 1 never has anything, so nothing is due; what has no room must go, the oldest first. */
static void memory_is_bounded(void **state)
{
	enum { RECORDS = 1000 };
	struct order *order = order__new(2, false, RECORDS * 48);
	unsigned int taken = 0;

	(void)state;
	restart_sink();
	while (!order__is_full(order)) {
		assert_true(put(order, 0, taken + 1, taken + 1));
		assert_true(++taken < 2 * RECORDS);
	}
	assert_true(taken >= RECORDS);
	while (put(order, 0, taken + 1, taken + 1))
		assert_true(++taken < 2 * RECORDS);
	order__relieve(order, take, &sink);
	assert_false(order__is_full(order));
	assert_true(sink.count >= RECORDS / 3 && sink.count < RECORDS);
	for (unsigned int i = 0; i < sink.count; i++)
		assert_int_equal(sink.seen[i].seq, i + 1);
	/* What it cost: an older one of the other CPU is late now. */
	assert_true(put(order, 1, 1, 1));
	order__take(order, UINT64_MAX, take, &sink);
	assert_int_equal(sink.count, taken + 1);
	assert_int_equal(order__stragglers(order), 1);
	/* And all of it can be used again. */
	for (unsigned int i = 0; i < RECORDS; i++)
		assert_true(put(order, i % 2, 10000 + i, 10000 + i));
	order__free(order);
}

static void every_cpu_finds_room(void **state)
{
	enum { MANY = 300 };
	struct order *order = order__new(MANY, false, 1);

	(void)state;
	restart_sink();
	for (unsigned int round = 1; round < 300; round++) {
		for (unsigned int cpu = 0; cpu < MANY; cpu++) {
			while (order__is_full(order))
				order__relieve(order, take, &sink);
			assert_true(put(order, cpu, round, round * MANY + (cpu * 7) % MANY));
		}
	}
	order__take(order, UINT64_MAX, take, &sink);
	assert_int_equal(sink.count, 299 * MANY);
	order__free(order);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_interleavings_come_out_sorted),
		cmocka_unit_test(what_is_not_due_waits),
		cmocka_unit_test(a_straggler_is_marked_and_counted),
		cmocka_unit_test(gaps_stand_before_the_event_that_shows_them),
		cmocka_unit_test(memory_is_bounded),
		cmocka_unit_test(every_cpu_finds_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
