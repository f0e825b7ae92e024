// SPDX-License-Identifier: GPL-2.0-only
/*
 * Wall time across clock steps, and how each format shows the three clocks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/clock.h"
#include "../../user/output.h"
#include "../../user/writer.h"

#define S NS_PER_SECOND

static void wall_time_follows_a_step(void **state)
{
	struct wall_clock wall = {0};

	(void)state;
	wall_clock__see(&wall, 100 * S, 5000 * S);
	assert_int_equal(wall_clock__at(&wall, 101 * S + 7), 5001 * S + 7);
	/* An hour on, an hour and a bit back. */
	assert_int_equal(wall_clock__see(&wall, 200 * S, 8700 * S), 3600 * (int64_t)S);
	assert_int_equal(wall_clock__see(&wall, 300 * S, 5100 * S), -3700 * (int64_t)S);
	/* What happened before keeps its time. */
	assert_int_equal(wall_clock__at(&wall, 150 * S), 5050 * S);
	assert_int_equal(wall_clock__at(&wall, 200 * S - 1), 5100 * S - 1);
	assert_int_equal(wall_clock__at(&wall, 200 * S), 8700 * S);
	assert_int_equal(wall_clock__at(&wall, 299 * S), 8799 * S);
	assert_int_equal(wall_clock__at(&wall, 300 * S), 5100 * S);
}

static void two_readings_differ_a_little(void **state)
{
	struct wall_clock wall = {0};

	(void)state;
	wall_clock__see(&wall, 100 * S, 5000 * S);
	assert_int_equal(wall_clock__see(&wall, 200 * S, 5100 * S + 900), 0);
	assert_int_equal(wall_clock__see(&wall, 300 * S, 5200 * S - 900), 0);
	assert_int_equal(wall_clock__at(&wall, 300 * S), 5200 * S);
	/* A millisecond is a step. */
	assert_int_equal(wall_clock__see(&wall, 400 * S, 5300 * S - S / 1000), -(int64_t)S / 1000);
}

static void many_steps_forget_the_oldest(void **state)
{
	struct wall_clock wall = {0};

	(void)state;
	for (uint64_t i = 1; i <= 100; i++)
		wall_clock__see(&wall, i * 10 * S, i * 1000 * S);
	assert_int_equal(wall_clock__at(&wall, 1000 * S), 100000 * S);
	assert_int_equal(wall_clock__at(&wall, 1000 * S - 1), 99 * 1000 * S + 10 * S - 1);
	/* Older than all that is remembered: some time, no crash. */
	wall_clock__at(&wall, 0);
}

static void the_real_clocks_agree(void **state)
{
	struct wall_clock wall;
	uint64_t before, shown, after;

	(void)state;
	wall_clock__init(&wall);
	before = clock__ns(CLOCK_REALTIME);
	shown = wall_clock__at(&wall, clock__event_ns());
	after = clock__ns(CLOCK_REALTIME);
	assert_true(shown + 100000 >= before && shown <= after + 100000);
}

static struct read_event event(uint64_t boot_ns)
{
	return (struct read_event){
		.boot_ns = boot_ns, .seq = 9, .cpu = 1, .tgid = 12, .tid = 34, .comm = "cat"};
}

static void check_line(const struct output_ops *ops, struct line_cache *cache, uint64_t boot_ns,
		       const char *expected)
{
	struct read_event from = event(boot_ns);
	char line[WRITER_LINE_MAX];

	*ops->read(line, &from, cache) = '\0';
	assert_string_equal(line, expected);
}

/* Boot was at 2026-11-22 22:00:00 UTC. */
#define BOOT_S 1795384800ULL

static void set_zone(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

static void wall_time_in_lines(void **state)
{
	struct wall_clock wall = {0};
	struct line_cache json = {.style = {.clock = CLOCK_WALL, .wall = &wall}}, text = json,
			  csv = json;

	(void)state;
	set_zone("CET-1");
	wall_clock__see(&wall, 1, BOOT_S * S + 1);
	style__set_day(&text.style, BOOT_S * S);
	check_line(&output_text, &text, 61 * S + 5,
		   "23:01:01.000000005   1          9      12      34 cat\n");
	check_line(&output_text, &text, 61 * S + 999999999,
		   "23:01:01.999999999   1          9      12      34 cat\n");
	/* Midnight, and back: another CPU's stream may be behind. */
	check_line(&output_text, &text, 3600 * S,
		   "        2026-11-23\n"
		   "00:00:00.000000000   1          9      12      34 cat\n");
	check_line(&output_text, &text, 3601 * S,
		   "00:00:01.000000000   1          9      12      34 cat\n");
	check_line(&output_text, &text, 3600 * S - 1,
		   "        2026-11-22\n"
		   "23:59:59.999999999   1          9      12      34 cat\n");
	/* The others have UTC. */
	check_line(&output_json, &json, 3600 * S,
		   "{\"type\":\"read\",\"boot_ns\":3600000000000,"
		   "\"wall\":\"2026-11-22T23:00:00.000000000Z\",\"cpu\":1,\"seq\":9,\"pid\":12,"
		   "\"tid\":34,\"comm\":\"cat\"}\n");
	check_line(&output_csv, &csv, 7200 * S + 1,
		   "read,7200000000001,2026-11-23T00:00:00.000000001Z,1,9,12,34,cat,0,\n");
}

static void delta_in_lines(void **state)
{
	struct line_cache text = {.style = {.clock = CLOCK_DELTA}}, json = text, csv = text;

	(void)state;
	check_line(&output_text, &text, 61 * S,
		   "       0.000000000   1          9      12      34 cat\n");
	check_line(&output_text, &text, 61 * S + 1,
		   "       0.000000001   1          9      12      34 cat\n");
	check_line(&output_text, &text, 73 * S + 2,
		   "      12.000000001   1          9      12      34 cat\n");
	/* By arrival time may go back. */
	check_line(&output_text, &text, 72 * S,
		   "      -1.000000002   1          9      12      34 cat\n");
	check_line(&output_json, &json, 61 * S,
		   "{\"type\":\"read\",\"boot_ns\":61000000000,\"delta_ns\":0,\"cpu\":1,\"seq\":9,"
		   "\"pid\":12,\"tid\":34,\"comm\":\"cat\"}\n");
	check_line(&output_json, &json, 60 * S,
		   "{\"type\":\"read\",\"boot_ns\":60000000000,\"delta_ns\":-1000000000,\"cpu\":1,"
		   "\"seq\":9,\"pid\":12,\"tid\":34,\"comm\":\"cat\"}\n");
	check_line(&output_csv, &csv, 5, "read,5,0,1,9,12,34,cat,0,\n");
	check_line(&output_csv, &csv, 8, "read,8,3,1,9,12,34,cat,0,\n");
}

/* By time only stragglers are behind: they say 0, and the next one does not count from them. */
static void delta_is_never_negative_by_time(void **state)
{
	struct line_cache csv = {.style = {.clock = CLOCK_DELTA}};

	(void)state;
	check_line(&output_csv, &csv, 100, "read,100,0,1,9,12,34,cat,0,\n");
	csv.late = true;
	check_line(&output_csv, &csv, 40, "read,40,0,1,9,12,34,cat,1,\n");
	csv.late = false;
	check_line(&output_csv, &csv, 107, "read,107,7,1,9,12,34,cat,0,\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wall_time_follows_a_step),
		cmocka_unit_test(two_readings_differ_a_little),
		cmocka_unit_test(many_steps_forget_the_oldest),
		cmocka_unit_test(the_real_clocks_agree),
		cmocka_unit_test(wall_time_in_lines),
		cmocka_unit_test(delta_in_lines),
		cmocka_unit_test(delta_is_never_negative_by_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
