// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/hdr_histogram.h"

static struct histogram first, second;

static int clear(void **state)
{
	(void)state;
	memset(&first, 0, sizeof(first));
	memset(&second, 0, sizeof(second));
	return 0;
}

/* Every value lies in its slot, and slots have no holes between them. */
static void slots_are_contiguous(void **state)
{
	uint64_t next = 0;

	(void)state;
	for (unsigned int i = 0; i < HISTOGRAM_COUNTS && next < HISTOGRAM_MAX_NS; i++) {
		uint64_t last = histogram__highest_at(i);

		assert_int_equal(histogram__index(next), i);
		assert_true(last >= next);
		if (last < HISTOGRAM_MAX_NS)
			assert_int_equal(histogram__index(last), i);
		/* Three digits. */
		assert_true((last - next) * 1000 <= next || last == next);
		next = last + 1;
	}
	assert_true(next > HISTOGRAM_MAX_NS);
	assert_true(histogram__index(UINT64_MAX) < HISTOGRAM_COUNTS);
}

static int compare_values(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The other way to the same number: sort, and take the one at the rank. */
static void percentiles_are_those_of_the_sorted_values(void **state)
{
	static const unsigned int levels[] = {0, 1, 50000, 90000, 99000, 99900, 99999, 100000};
	static uint64_t values[10007];
	uint64_t random = 12345;

	(void)state;
	for (unsigned int i = 0; i < 10007; i++) {
		random = random * 6364136223846793005ULL + 1442695040888963407ULL;
		/* Over many orders of magnitude, as delays are. */
		values[i] = (random >> 24) >> (random % 37);
		histogram__add(&first, values[i]);
	}
	qsort(values, 10007, sizeof(*values), compare_values);
	for (unsigned int i = 0; i < sizeof(levels) / sizeof(*levels); i++) {
		uint64_t rank = (10007ULL * levels[i] + 99999) / 100000;
		uint64_t exact = values[rank ? rank - 1 : 0];
		uint64_t got = histogram__percentile(&first, levels[i]);

		if (got < exact || (got - exact) * 1000 > exact)
			fail_msg("p%g: %ju instead of %ju", levels[i] / 1000.0, (uintmax_t)got,
				 (uintmax_t)exact);
	}
	assert_true(histogram__percentile(&first, 100000) == values[10006]);
}

static void nothing_has_no_percentile(void **state)
{
	(void)state;
	assert_true(histogram__percentile(&first, 50000) == 0);
}

static void merging_adds(void **state)
{
	(void)state;
	histogram__add(&first, 10);
	histogram__add(&second, 1000000);
	histogram__add(&second, 20);
	histogram__merge(&first, &second);
	assert_true(first.total == 3 && first.max == 1000000);
	assert_true(histogram__percentile(&first, 50000) == 20);
}

static void check_round_trip(void)
{
	char *text = histogram__encode(&first);

	assert_non_null(text);
	assert_int_equal(strncmp(text, "HIST", 4), 0);
	assert_int_equal(histogram__decode(&second, text), 0);
	free(text);
	assert_true(second.total == first.total);
	assert_int_equal(memcmp(second.counts, first.counts, sizeof(first.counts)), 0);
	assert_true(second.max >= first.max &&
		    histogram__index(second.max) == histogram__index(first.max));
}

static void encoding_can_be_undone(void **state)
{
	(void)state;
	check_round_trip();
	histogram__add(&first, 0);
	check_round_trip();
	for (uint64_t value = 1; value < HISTOGRAM_MAX_NS; value = value * 3 + 1)
		for (uint64_t i = 0; i < value % 300; i++)
			histogram__add(&first, value);
	/* A count of more than seven bits, and of more than 56. */
	first.counts[5] += 1ULL << 60;
	first.total += 1ULL << 60;
	check_round_trip();
}

static void what_is_no_histogram_is_refused(void **state)
{
	char *text;

	(void)state;
	histogram__add(&first, 77);
	text = histogram__encode(&first);
	assert_int_equal(histogram__decode(&second, ""), -EINVAL);
	assert_int_equal(histogram__decode(&second, "HIST"), -EINVAL);
	assert_int_equal(histogram__decode(&second, "not base64!!"), -EINVAL);
	text[strlen(text) - 9] ^= 1;
	assert_int_equal(histogram__decode(&second, text), -EINVAL);
	text[strlen(text) - 4] = '\0';
	assert_int_equal(histogram__decode(&second, text), -EINVAL);
	free(text);
}

/* Made by org.HdrHistogram 2.1.11: 1 to 3600000000000 with 3 digits; 1, 3, 1000 (twice), 123456. */
#define JAVA_ENCODED "HISTFAAAACp4nJNpmSzMwMDAxQABzFCaEch0M9ixgMH+A1SEiYHpOD/L/jwmAIMVBmI="

static void the_format_is_that_of_the_original(void **state)
{
	char *text;

	(void)state;
	assert_int_equal(histogram__decode(&second, JAVA_ENCODED), 0);
	assert_true(second.total == 5);
	assert_true(second.counts[1] == 1 && second.counts[3] == 1);
	assert_true(second.counts[histogram__index(1000)] == 2);
	assert_true(second.counts[histogram__index(123456)] == 1);
	text = histogram__encode(&second);
	assert_string_equal(text, JAVA_ENCODED);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(slots_are_contiguous, clear),
		cmocka_unit_test_setup(percentiles_are_those_of_the_sorted_values, clear),
		cmocka_unit_test_setup(nothing_has_no_percentile, clear),
		cmocka_unit_test_setup(merging_adds, clear),
		cmocka_unit_test_setup(encoding_can_be_undone, clear),
		cmocka_unit_test_setup(what_is_no_histogram_is_refused, clear),
		cmocka_unit_test_setup(the_format_is_that_of_the_original, clear),
	};

	return cmocka_run_group_tests_name("hdr_histogram", tests, NULL, NULL);
}
