// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/cpus.h"

/* The set as "0,1,4," for comparison; fails if anything lies beyond its end. */
static void check_set(const char *list, const char *expected, unsigned int end)
{
	static struct cpu_set set;
	char text[4096] = "";
	size_t len = 0;
	unsigned int cpu, count = 0;

	memset(&set, 0xff, sizeof(set));
	assert_int_equal(cpu_set__parse(&set, list), 0);
	for (cpu = 0; cpu < CPUS_MAX; cpu++) {
		if (set.has[cpu] && len < sizeof(text) - 8) {
			len += (size_t)sprintf(text + len, "%u,", cpu);
			count++;
		}
	}
	assert_string_equal(text, expected);
	assert_int_equal(set.end, end);
	assert_int_equal(cpu_set__count(&set), count);
}

static void check_refused(const char *list, int err)
{
	static struct cpu_set set;

	memset(&set, 0xff, sizeof(set));
	if (cpu_set__parse(&set, list) != err)
		fail_msg("\"%s\": not %d", list, err);
	assert_int_equal(set.end, 0);
	assert_int_equal(cpu_set__count(&set), 0);
	assert_null(memchr(set.has, true, sizeof(set.has)));
}

static void lists_are_parsed(void **state)
{
	(void)state;
	check_set("0", "0,", 1);
	check_set("0-3", "0,1,2,3,", 4);
	check_set("0-1,4,6-7\n", "0,1,4,6,7,", 8);
	check_set("5", "5,", 6);
	check_set("2-2", "2,", 3);
	check_set("7,0", "0,7,", 8);
	check_set("0-2,1-3", "0,1,2,3,", 4);
	check_set("10-12,100 \t\r\n", "10,11,12,100,", 101);
	check_set("8191", "8191,", CPUS_MAX);
	check_set("8190-8191", "8190,8191,", CPUS_MAX);
	check_set("007", "7,", 8);
}

static void empty_lists_are_sets(void **state)
{
	(void)state;
	check_set("", "", 0);
	check_set("\n", "", 0);
	check_set(" \n", "", 0);
}

static void malformed_lists_are_refused(void **state)
{
	static const char *const bad[] = {
		"3-1",	   "abc",  "a",	    "0-",   "-1",      "-",	",",	"0,",
		",0",	   "0,,1", "0-1-2", "0--1", "0 1",     " 0",	"0, 1", "0x1",
		"0-3:1/2", "+1",   "1.5",   "0\n1", "0-3,5-4", "0-3,x",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_refused(bad[i], -EINVAL);
}

static void large_ids_are_refused(void **state)
{
	(void)state;
	check_refused("8192", -ERANGE);
	check_refused("0-8192", -ERANGE);
	check_refused("0,1,9999", -ERANGE);
	check_refused("4294967296", -ERANGE); /* 0 modulo 2^32 */
	check_refused("18446744073709551616", -ERANGE);
	check_refused("99999999999999999999999999", -ERANGE);
}

static void every_second_cpu(void **state)
{
	static char list[6 * CPUS_MAX];
	static struct cpu_set set;
	size_t len = 0;
	unsigned int cpu;

	(void)state;
	for (cpu = 1; cpu < CPUS_MAX; cpu += 2)
		len += (size_t)sprintf(list + len, "%s%u", len ? "," : "", cpu);
	assert_int_equal(cpu_set__parse(&set, list), 0);
	assert_int_equal(set.end, CPUS_MAX);
	assert_int_equal(cpu_set__count(&set), CPUS_MAX / 2);
	for (cpu = 0; cpu < CPUS_MAX; cpu++)
		assert_int_equal(set.has[cpu], cpu % 2);
}

/* The sets of this machine: what runs the test is online, what is online is possible. */
static void this_machine(void **state)
{
	static struct cpu_set possible, online;
	unsigned int cpu;
	int here = sched_getcpu();

	(void)state;
	assert_int_equal(cpus__possible(&possible), 0);
	assert_int_equal(cpus__online(&online), 0);
	assert_true(here >= 0 && online.has[here]);
	assert_in_range(cpu_set__count(&online), 1, cpu_set__count(&possible));
	assert_in_range(cpu_set__count(&possible), 1, possible.end);
	for (cpu = 0; cpu < online.end; cpu++)
		assert_true(!online.has[cpu] || possible.has[cpu]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_parsed),
		cmocka_unit_test(empty_lists_are_sets),
		cmocka_unit_test(malformed_lists_are_refused),
		cmocka_unit_test(large_ids_are_refused),
		cmocka_unit_test(every_second_cpu),
		cmocka_unit_test(this_machine),
	};

	return cmocka_run_group_tests_name("cpus", tests, NULL, NULL);
}
