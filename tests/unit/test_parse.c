// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "../../user/parse.h"

#define UNTOUCHED 0xdeadbeefu
#define S	  1000000000ull

struct good {
	const char *text;
	uint64_t value;
};

struct bad {
	const char *text;
	int err;
};

typedef int parse_fn(const char *text, uint64_t *out);

static int parse_u32(const char *text, uint64_t *out)
{
	uint32_t value = UNTOUCHED;
	int err = parse__u32(text, &value);

	*out = value;
	return err;
}

static void check_good(parse_fn *parse, const struct good *good, size_t n)
{
	for (; n--; good++) {
		uint64_t value = UNTOUCHED;
		int err = parse(good->text, &value);

		if (err || value != good->value)
			fail_msg("\"%s\": %d, %ju instead of %ju", good->text, err,
				 (uintmax_t)value, (uintmax_t)good->value);
	}
}

/* Refused with the right error, and the result left alone. */
static void check_bad(parse_fn *parse, const struct bad *bad, size_t n)
{
	for (; n--; bad++) {
		uint64_t value = UNTOUCHED;
		int err = parse(bad->text, &value);

		if (err != bad->err || value != UNTOUCHED)
			fail_msg("\"%s\": %d instead of %d, value %ju", bad->text, err, bad->err,
				 (uintmax_t)value);
	}
}

#define CHECK_GOOD(parse, table) check_good(parse, table, sizeof(table) / sizeof((table)[0]))
#define CHECK_BAD(parse, table)	 check_bad(parse, table, sizeof(table) / sizeof((table)[0]))

/* What no number may look like, whatever its unit. */
static const struct bad no_numbers[] = {
	{"", -EINVAL},
	{" ", -EINVAL},
	{"-1", -EINVAL},
	{"+1", -EINVAL},
	{" 1", -EINVAL},
	{"1 ", -EINVAL},
	{"1\n", -EINVAL},
	{"0x10", -EINVAL},
	{"1e3", -EINVAL},
	{"1,000", -EINVAL},
	{"1x", -EINVAL},
	{"x1", -EINVAL},
	{"K", -EINVAL},
	{"s", -EINVAL},
	{"ms", -EINVAL},
	{"1 K", -EINVAL},
	{"1 s", -EINVAL},
	{"1_0", -EINVAL},
	{"inf", -EINVAL},
	{"nan", -EINVAL},
	{"1/2", -EINVAL},
	{"1:2", -EINVAL},
	{".", -EINVAL},
	{"1.", -EINVAL},
	{"1.2.3", -EINVAL},
	{"--1", -EINVAL},
	{"-0", -EINVAL},
	{"\xd9\xa1", -EINVAL},
	/* too large for any type, yet no number either */
	{"99999999999999999999999x", -EINVAL},
};

static void u32_takes_its_whole_range(void **state)
{
	static const struct good good[] = {
		{"0", 0},
		{"1", 1},
		{"9", 9},
		{"10", 10},
		{"007", 7},
		{"4294967294", 4294967294},
		{"4294967295", UINT32_MAX},
		{"00000000000000000000000000001", 1},
	};

	(void)state;
	CHECK_GOOD(parse_u32, good);
}

static void u32_refuses(void **state)
{
	static const struct bad bad[] = {
		{"4294967296", -ERANGE},
		{"4294967297", -ERANGE}, /* 1 modulo 2^32 */
		{"18446744073709551616", -ERANGE},
		{"99999999999999999999999", -ERANGE},
		{"1K", -EINVAL},
		{"1.0", -EINVAL},
		{"1s", -EINVAL},
	};

	(void)state;
	CHECK_BAD(parse_u32, bad);
	CHECK_BAD(parse_u32, no_numbers);
}

static void u64_takes_its_whole_range(void **state)
{
	static const struct good good[] = {
		{"0", 0},
		{"4294967296", 4294967296},
		{"9223372036854775808", 1ull << 63},
		{"18446744073709551609", UINT64_MAX - 6},
		{"18446744073709551610", UINT64_MAX - 5},
		{"18446744073709551615", UINT64_MAX},
	};

	(void)state;
	CHECK_GOOD(parse__u64, good);
}

static void u64_refuses(void **state)
{
	static const struct bad bad[] = {
		{"18446744073709551616", -ERANGE},
		{"18446744073709551620", -ERANGE},
		{"28446744073709551615", -ERANGE},
		{"184467440737095516150", -ERANGE},
		{"1k", -EINVAL},
		{"1.5", -EINVAL},
	};

	(void)state;
	CHECK_BAD(parse__u64, bad);
	CHECK_BAD(parse__u64, no_numbers);
}

static void size_knows_every_unit(void **state)
{
	static const struct good good[] = {
		{"1", 1},
		{"4096", 4096},
		{"1K", 1024},
		{"1k", 1024},
		{"3KB", 3072},
		{"3kb", 3072},
		{"3Kb", 3072},
		{"3kB", 3072},
		{"3KiB", 3072},
		{"3kib", 3072},
		{"3KIB", 3072},
		{"1M", 1048576},
		{"2m", 2097152},
		{"2MB", 2097152},
		{"2MiB", 2097152},
		{"2mib", 2097152},
		{"1G", 1073741824},
		{"1g", 1073741824},
		{"5GB", 5368709120},
		{"5GiB", 5368709120},
		{"18446744073709551615", UINT64_MAX},
		{"17179869183G", 17179869183ull << 30},
		{"18014398509481983K", 18014398509481983ull << 10},
	};

	(void)state;
	CHECK_GOOD(parse__size, good);
}

static void size_refuses(void **state)
{
	static const struct bad bad[] = {
		{"0", -ERANGE},
		{"0K", -ERANGE},
		{"000G", -ERANGE},
		{"17179869184G", -ERANGE}, /* 2^64 */
		{"18014398509481984K", -ERANGE},
		{"18446744073709551616", -ERANGE},
		{"18446744073709551617", -ERANGE}, /* 1 modulo 2^64 */
		{"99999999999999999999999G", -ERANGE},
		{"1.5K", -EINVAL},
		{"1T", -EINVAL},
		{"1B", -EINVAL},
		{"1Ki", -EINVAL},
		{"1KiBs", -EINVAL},
		{"1KK", -EINVAL},
		{"1K1", -EINVAL},
		{"1i", -EINVAL},
		{"1s", -EINVAL},
		{"1k ", -EINVAL},
		{"1\xc3\xa9", -EINVAL},
		/* one bit away from a letter, in the place of which a sloppy case fold takes them
		 */
		{"1\x0b", -EINVAL},
		{"1\xcb", -EINVAL},
	};

	(void)state;
	CHECK_BAD(parse__size, bad);
	CHECK_BAD(parse__size, no_numbers);
}

static void duration_knows_every_unit(void **state)
{
	static const struct good good[] = {
		{"0", 0},
		{"0s", 0},
		{"0ns", 0},
		{"0.0h", 0},
		{"1", S},
		{"7s", 7 * S},
		{"250ms", 250000000},
		{"250us", 250000},
		{"250ns", 250},
		{"2m", 120 * S},
		{"2h", 7200 * S},
		{"18446744073709551615ns", UINT64_MAX},
		{"18446744073s", 18446744073 * S},
		{"5124095h", 5124095 * (3600 * S)},
	};

	(void)state;
	CHECK_GOOD(parse__duration, good);
}

static void duration_takes_exact_fractions(void **state)
{
	static const struct good good[] = {
		{"0.5", S / 2},
		{".5", S / 2},
		{".25ms", 250000},
		{"1.5s", 3 * S / 2},
		{"1.05s", 1050000000},
		{"1.50s", 3 * S / 2},
		{"0.1", S / 10}, /* which a double does not hold */
		{"0.3", 300000000},
		{"0.000000001", 1},
		{"0.999999999", 999999999},
		{"1.0000000000000000000000000000s", S},
		{"0.000001ms", 1},
		{"0.001us", 1},
		{"1.0ns", 1},
		{"0.1m", 6 * S},
		{"0.25h", 900 * S},
		{"1.75h", 6300 * S},
		{"0.00000000001h", 36},
		{"0.000000000005h", 18},
		{"0.000000000125h", 450},
		{"123456789.987654321", 123456789987654321},
		{"18446744073.709551615", UINT64_MAX},
		{"18446744073709551.615us", UINT64_MAX},
	};

	(void)state;
	CHECK_GOOD(parse__duration, good);
}

static void duration_does_not_round(void **state)
{
	static const struct bad bad[] = {
		{"1.0000000001s", -ERANGE},
		{"0.0000000001", -ERANGE},
		{"0.0000000009", -ERANGE},
		{"1.5ns", -ERANGE},
		{"0.1ns", -ERANGE},
		{"0.0005us", -ERANGE},
		{"0.0000001ms", -ERANGE},
		{"0.000000000001h", -ERANGE}, /* 3.6 ns */
		{"0.00000000000000000000000000000000000000001", -ERANGE},
		{"0.33333333333333333333333333333333333333333", -ERANGE},
	};

	(void)state;
	CHECK_BAD(parse__duration, bad);
}

static void duration_refuses(void **state)
{
	static const struct bad bad[] = {
		{"18446744073709551616ns", -ERANGE},
		{"18446744074s", -ERANGE},
		{"18446744073.709551616", -ERANGE}, /* only the fraction makes it too large */
		{"5124096h", -ERANGE},
		{"99999999999999999999999", -ERANGE},
		{"1S", -EINVAL},
		{"1MS", -EINVAL},
		{"1M", -EINVAL},
		{"1d", -EINVAL},
		{"1sec", -EINVAL},
		{"1n", -EINVAL},
		{"1u", -EINVAL},
		{"1K", -EINVAL},
		{"1.s", -EINVAL},
		{".s", -EINVAL},
		{"1..5s", -EINVAL},
		{"1.-5s", -EINVAL},
		{"1.5 s", -EINVAL},
		{"1.5ss", -EINVAL},
		{"1s1", -EINVAL},
		{"1,5s", -EINVAL},
		/* finer than a nanosecond, but no duration at all */
		{"1.0000000001x", -EINVAL},
	};

	(void)state;
	CHECK_BAD(parse__duration, bad);
	CHECK_BAD(parse__duration, no_numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(u32_takes_its_whole_range),
		cmocka_unit_test(u32_refuses),
		cmocka_unit_test(u64_takes_its_whole_range),
		cmocka_unit_test(u64_refuses),
		cmocka_unit_test(size_knows_every_unit),
		cmocka_unit_test(size_refuses),
		cmocka_unit_test(duration_knows_every_unit),
		cmocka_unit_test(duration_takes_exact_fractions),
		cmocka_unit_test(duration_does_not_round),
		cmocka_unit_test(duration_refuses),
	};

	return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}
