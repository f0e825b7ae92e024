// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../common/log_linear.h"
#include "../../user/hist_print.h"
#include "../../user/human.h"
#include "../../user/top_rows.h"

static void slots_cover_all_values(void **state)
{
	uint64_t value = 0;

	(void)state;
	for (unsigned int slot = 0; slot < LOG2_SLOTS; slot++) {
		assert_int_equal(log2__slot(log2__low(slot)), slot);
		if (slot)
			assert_int_equal(log2__slot(log2__low(slot) - 1), slot - 1);
	}
	for (unsigned int slot = 0; slot < LOG_LINEAR_SLOTS; slot++) {
		assert_int_equal(log_linear__low(slot), value);
		value = log_linear__low(slot + 1);
		assert_true(value > log_linear__low(slot));
		assert_int_equal(log_linear__slot(log_linear__low(slot)), slot);
		assert_int_equal(log_linear__slot(value - 1), slot);
	}
	assert_int_equal(value, 1ULL << 42);
	assert_int_equal(log_linear__slot(value), LOG_LINEAR_SLOTS - 1);
	assert_int_equal(log_linear__slot(UINT64_MAX), LOG_LINEAR_SLOTS - 1);
}

/* The middle of each slot, against both of its ends. */
static void slots_are_as_narrow_as_promised(void **state)
{
	(void)state;
	for (unsigned int slot = 1; slot < LOG_LINEAR_SLOTS; slot++) {
		uint64_t low = log_linear__low(slot), high = log_linear__low(slot + 1) - 1;
		uint64_t middle = (low + high) / 2;

		assert_true((middle - low) * 16 <= low);
		assert_true((high - middle) * 16 <= high);
	}
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Durations of all magnitudes, from a generator that is the same everywhere. */
static uint64_t next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (*seed >> 20) >> (*seed >> 58 & 31);
}

static void quantiles_are_within_a_sixteenth(void **state)
{
	static uint64_t values[10007], slots[LOG_LINEAR_SLOTS];
	uint64_t seed = 1;

	(void)state;
	for (unsigned int count = 1; count <= 10007; count = count * 3 + 1) {
		memset(slots, 0, sizeof(slots));
		for (unsigned int i = 0; i < count; i++) {
			values[i] = next(&seed) & ((1ULL << 42) - 1);
			slots[log_linear__slot(values[i])]++;
		}
		qsort(values, count, sizeof(values[0]), compare);
		for (unsigned int permille = 500; permille <= 1000; permille += 10) {
			uint64_t rank = ((uint64_t)count * permille + 999) / 1000;
			double exact = (double)values[rank - 1];
			double got = (double)log_linear__quantile(slots, permille);

			assert_true(got <= exact * 1.0625 && got >= exact * 0.9375);
		}
	}
	memset(slots, 0, sizeof(slots));
	assert_int_equal(log_linear__quantile(slots, 990), 0);
	slots[LOG_LINEAR_SLOTS - 1] = 1;
	assert_int_equal(log_linear__quantile(slots, 990), 1ULL << 42);
}

static void linear_scales_have_both_ends(void **state)
{
	const struct hist_scale log = {.wanted = 1};
	const struct hist_scale linear = {.min = 100, .step = 50, .steps = 3, .wanted = 1};

	(void)state;
	assert_int_equal(hist_scale__slots(&log), 64);
	assert_int_equal(hist_scale__low(&log, 11), 1024);
	assert_int_equal(hist_scale__slots(&linear), 5);
	assert_int_equal(hist_scale__low(&linear, 0), 0);
	assert_int_equal(hist_scale__low(&linear, 1), 100);
	assert_int_equal(hist_scale__low(&linear, 3), 200);
	assert_int_equal(hist_scale__low(&linear, 4), 250);
}

static void check_count(double value, const char *expected)
{
	char text[HUMAN_MAX];

	assert_string_equal(human__count(text, value), expected);
}

static void check_bytes(double value, const char *expected)
{
	char text[HUMAN_MAX];

	assert_string_equal(human__bytes(text, value), expected);
}

static void check_ns(uint64_t value, const char *expected)
{
	char text[HUMAN_MAX];

	assert_string_equal(human__ns(text, value), expected);
}

static void amounts_have_units(void **state)
{
	(void)state;
	check_count(0, "0");
	check_count(0.5, "0.5");
	check_count(99.94, "99.9");
	check_count(99.96, "100");
	check_count(99999, "99999");
	check_count(99999.6, "100K");
	check_count(999499, "999K");
	check_count(999501, "1.00M");
	check_count(12345678, "12.3M");
	check_count(1e21, "1000E");
	check_bytes(0, "0");
	check_bytes(9999, "9999");
	check_bytes(10240, "10.0K");
	check_bytes(1024.0 * 1024 * 1.5, "1.50M");
	check_bytes(1024.0 * 999.6, "0.98M");
	check_ns(0, "0ns");
	check_ns(999, "999ns");
	check_ns(1000, "1.00us");
	check_ns(999499, "999us");
	check_ns(999500, "1.00ms");
	check_ns(2500000000ULL, "2.50s");
	check_ns(998000000000ULL, "998s");
	check_ns(1500000000000ULL, "1500s");
	check_ns(36000000000000ULL, "10.0h");
}

/* 3 slots of sizes, and a name that would move the cursor. */
static void histograms_are_tables(void **state)
{
	static struct hist_row rows[2] = {
		{.head = {.reads = 103, .errors = 2, .bytes = 4096, .duration_ns = 1030}},
		{.head = {.reads = 7, .name = "a\x1b[2Jb"}},
	};
	static const struct table_key keys[2] = {{{1, 0}}, {{77, 0}}};
	const struct table_config config = {.by = BY_PROCESS,
					    .scale = {[HIST_SIZE] = {.wanted = 1}}};
	const struct table_rows taken = {
		.keys = keys, .rows = rows, .row_size = sizeof(rows[0]), .count = 2, .reads = 110};
	struct hist_print print = {.config = &config, .rows = &taken};
	char text[4096] = "";
	FILE *to = fmemopen(text, sizeof(text), "w");

	(void)state;
	rows[0].slots[HIST_SIZE][0] = 1;
	rows[0].slots[HIST_SIZE][2] = 100;
	hist_print__text(to, &print);
	fclose(to);
	assert_non_null(strstr(text, "PID 1  COMM   reads 103  failed 2  bytes 4096  mean 10ns\n"));
	assert_non_null(strstr(text, "        0         1            1   1.0% |@ "));
	assert_non_null(strstr(text, "        1         2            0   0.0% |  "));
	assert_non_null(strstr(text, "        2         4          100  99.0% |@@@"));
	assert_null(strstr(text, "        4         8 "));
	assert_non_null(strstr(text, "PID 77  COMM a\\x1b[2Jb  reads 7"));
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		assert_true(strlen(line) < 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slots_cover_all_values),
		cmocka_unit_test(slots_are_as_narrow_as_promised),
		cmocka_unit_test(quantiles_are_within_a_sixteenth),
		cmocka_unit_test(linear_scales_have_both_ends),
		cmocka_unit_test(amounts_have_units),
		cmocka_unit_test(histograms_are_tables),
	};

	return cmocka_run_group_tests_name("histogram", tests, NULL, NULL);
}
