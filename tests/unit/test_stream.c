// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../user/stream.h"

#define NO_GAP 0x5a5a5a5a5a5a5a5aull

static void check_stream(const struct cpu_stream *stream, uint64_t last, uint64_t delivered,
			 uint64_t missing, uint64_t out_of_order)
{
	assert_true(stream->last == last);
	assert_true(stream->delivered == delivered);
	assert_true(stream->missing == missing);
	assert_true(stream->out_of_order == out_of_order);
}

/* The event opens no gap, and leaves the caller's alone. */
static void see(struct cpu_stream *stream, uint64_t seq)
{
	struct gap gap = {NO_GAP, NO_GAP};

	assert_false(cpu_stream__see(stream, seq, &gap));
	assert_true(gap.first == NO_GAP && gap.last == NO_GAP);
}

static void see_gap(struct cpu_stream *stream, uint64_t seq, uint64_t first, uint64_t last)
{
	struct gap gap = {NO_GAP, NO_GAP};

	assert_true(cpu_stream__see(stream, seq, &gap));
	assert_true(gap.first == first);
	assert_true(gap.last == last);
	assert_true(gap__length(&gap) == last - first + 1);
}

static void first_event_is_one(void **state)
{
	struct cpu_stream stream = {0};

	(void)state;
	see(&stream, 1);
	check_stream(&stream, 1, 1, 0, 0);
	see(&stream, 2);
	see(&stream, 3);
	check_stream(&stream, 3, 3, 0, 0);
}

static void first_event_is_five(void **state)
{
	struct cpu_stream stream = {0};

	(void)state;
	see_gap(&stream, 5, 1, 4);
	check_stream(&stream, 5, 1, 4, 0);
}

static void gaps_add_up(void **state)
{
	struct cpu_stream stream = {0};

	(void)state;
	see(&stream, 1);
	see_gap(&stream, 3, 2, 2);
	see(&stream, 4);
	see_gap(&stream, 1004, 5, 1003);
	check_stream(&stream, 1004, 4, 1000, 0);
}

static void numbers_wrap(void **state)
{
	struct cpu_stream stream = {.last = UINT64_MAX - 1};

	(void)state;
	see(&stream, UINT64_MAX);
	see(&stream, 0);
	see(&stream, 1);
	check_stream(&stream, 1, 3, 0, 0);
}

static void gaps_wrap(void **state)
{
	struct cpu_stream stream = {.last = UINT64_MAX - 1};

	(void)state;
	see_gap(&stream, 2, UINT64_MAX, 1);
	check_stream(&stream, 2, 1, 3, 0);
}

static void gap_ends_at_the_wrap(void **state)
{
	struct cpu_stream stream = {.last = UINT64_MAX - 2};

	(void)state;
	see_gap(&stream, 0, UINT64_MAX - 1, UINT64_MAX);
	check_stream(&stream, 0, 1, 2, 0);
}

static void gap_beyond_32_bits(void **state)
{
	struct cpu_stream stream = {0};

	(void)state;
	see_gap(&stream, (1ull << 32) + 1, 1, 1ull << 32);
	check_stream(&stream, (1ull << 32) + 1, 1, 1ull << 32, 0);
	see_gap(&stream, (1ull << 40), (1ull << 32) + 2, (1ull << 40) - 1);
}

static void largest_step_ahead(void **state)
{
	struct cpu_stream stream = {0};

	(void)state;
	see_gap(&stream, INT64_MAX, 1, INT64_MAX - 1);
	check_stream(&stream, INT64_MAX, 1, INT64_MAX - 1, 0);
}

static void duplicates_are_out_of_order(void **state)
{
	struct cpu_stream stream = {0};

	(void)state;
	see(&stream, 1);
	see(&stream, 1);
	check_stream(&stream, 1, 2, 0, 1);
}

static void zero_is_never_given_out(void **state)
{
	struct cpu_stream stream = {0};

	(void)state;
	see(&stream, 0);
	check_stream(&stream, 0, 1, 0, 1);
}

/* A late event neither moves the stream back nor takes back the gap it left. */
static void backwards_is_out_of_order(void **state)
{
	struct cpu_stream stream = {0};

	(void)state;
	see_gap(&stream, 5, 1, 4);
	see(&stream, 4);
	check_stream(&stream, 5, 2, 4, 1);
	see(&stream, 6);
	check_stream(&stream, 6, 3, 4, 1);
}

static void backwards_over_the_wrap(void **state)
{
	struct cpu_stream stream = {.last = 1};

	(void)state;
	see(&stream, UINT64_MAX);
	check_stream(&stream, 1, 1, 0, 1);
}

static void finish_without_loss(void **state)
{
	struct cpu_stream stream = {0};
	struct gap gap = {NO_GAP, NO_GAP};

	(void)state;
	assert_false(cpu_stream__finish(&stream, 0, &gap));
	check_stream(&stream, 0, 0, 0, 0);
	see(&stream, 1);
	assert_false(cpu_stream__finish(&stream, 1, &gap));
	check_stream(&stream, 1, 1, 0, 0);
	assert_true(gap.first == NO_GAP && gap.last == NO_GAP);
}

static void finish_with_the_last_one_missing(void **state)
{
	struct cpu_stream stream = {0};
	struct gap gap = {0};

	(void)state;
	see(&stream, 1);
	assert_true(cpu_stream__finish(&stream, 2, &gap));
	assert_true(gap.first == 2 && gap.last == 2);
	assert_true(gap__length(&gap) == 1);
	check_stream(&stream, 2, 1, 1, 0);
	/* finished once is finished */
	assert_false(cpu_stream__finish(&stream, 2, &gap));
	check_stream(&stream, 2, 1, 1, 0);
}

static void finish_with_everything_missing(void **state)
{
	struct cpu_stream stream = {0};
	struct gap gap = {0};

	(void)state;
	assert_true(cpu_stream__finish(&stream, 100, &gap));
	assert_true(gap.first == 1 && gap.last == 100);
	check_stream(&stream, 100, 0, 100, 0);
}

static void finish_over_the_wrap(void **state)
{
	struct cpu_stream stream = {.last = UINT64_MAX};
	struct gap gap = {0};

	(void)state;
	assert_true(cpu_stream__finish(&stream, 1, &gap));
	assert_true(gap.first == 0 && gap.last == 1);
	assert_true(gap__length(&gap) == 2);
	check_stream(&stream, 1, 0, 2, 0);
}

/* More was seen than given out: no gap of 2^64, the ledger reports it. */
static void finish_behind_the_stream(void **state)
{
	struct cpu_stream stream = {0};
	struct gap gap = {NO_GAP, NO_GAP};

	(void)state;
	see(&stream, 1);
	see(&stream, 2);
	assert_false(cpu_stream__finish(&stream, 1, &gap));
	assert_true(gap.first == NO_GAP && gap.last == NO_GAP);
	check_stream(&stream, 2, 2, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_event_is_one),
		cmocka_unit_test(first_event_is_five),
		cmocka_unit_test(gaps_add_up),
		cmocka_unit_test(numbers_wrap),
		cmocka_unit_test(gaps_wrap),
		cmocka_unit_test(gap_ends_at_the_wrap),
		cmocka_unit_test(gap_beyond_32_bits),
		cmocka_unit_test(largest_step_ahead),
		cmocka_unit_test(duplicates_are_out_of_order),
		cmocka_unit_test(zero_is_never_given_out),
		cmocka_unit_test(backwards_is_out_of_order),
		cmocka_unit_test(backwards_over_the_wrap),
		cmocka_unit_test(finish_without_loss),
		cmocka_unit_test(finish_with_the_last_one_missing),
		cmocka_unit_test(finish_with_everything_missing),
		cmocka_unit_test(finish_over_the_wrap),
		cmocka_unit_test(finish_behind_the_stream),
	};

	return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
