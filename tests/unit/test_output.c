// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of both formats: literally, and the same with and without what the cache remembers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/output.h"
#include "../../user/writer.h"

static struct read_event event(uint64_t boot_ns, uint64_t seq, uint32_t cpu, const char *comm)
{
	struct read_event event = {
		.boot_ns = boot_ns, .seq = seq, .cpu = cpu, .tgid = 123, .tid = 456};

	memcpy(event.comm, comm, strlen(comm));
	return event;
}

static void check_line(const struct output_ops *ops, struct line_cache *cache,
		       const struct read_event *from, const char *expected)
{
	char line[WRITER_LINE_MAX];
	char *end = ops->read(line, from, cache);

	assert_true(end - line <= WRITER_LINE_MAX / 2);
	*end = '\0';
	assert_string_equal(line, expected);
}

static void text_is_a_table(void **state)
{
	struct line_cache cache = {0};
	struct read_event first = event(100000123456789, 1, 0, "cat");
	struct read_event second = event(100000999999999, 2, 0, "cat");
	struct read_event third = event(100001000000000, 12345678901, 127, "a\033b\\");

	(void)state;
	check_line(&output_text, &cache, &first,
		   "  100000.123456789   0          1     123     456 cat\n");
	check_line(&output_text, &cache, &second,
		   "  100000.999999999   0          2     123     456 cat\n");
	check_line(&output_text, &cache, &third,
		   "  100001.000000000 127 12345678901     123     456 a\\x1bb\\\\\n");
	/* Back in time, as another CPU's stream may be. */
	check_line(&output_text, &cache, &first,
		   "  100000.123456789   0          1     123     456 cat\n");
}

static void json_is_compact(void **state)
{
	struct line_cache cache = {0};
	struct read_event plain = event(5, 1, 0, "cat");
	struct read_event quoted = event(UINT64_MAX, UINT64_MAX, 3, "\"\n\\");
	struct read_event cut = event(0, 0, 0, "caf\xc3");

	(void)state;
	check_line(&output_json, &cache, &plain,
		   "{\"type\":\"read\",\"boot_ns\":5,\"cpu\":0,\"seq\":1,\"pid\":123,\"tid\":456,"
		   "\"comm\":\"cat\"}\n");
	check_line(&output_json, &cache, &quoted,
		   "{\"type\":\"read\",\"boot_ns\":18446744073709551615,\"cpu\":3,"
		   "\"seq\":18446744073709551615,\"pid\":123,\"tid\":456,"
		   "\"comm\":\"\\\"\\u000a\\\\\"}\n");
	check_line(&output_json, &cache, &cut,
		   "{\"type\":\"read\",\"boot_ns\":0,\"cpu\":0,\"seq\":0,\"pid\":123,\"tid\":456,"
		   "\"comm\":\"caf\\ufffd\",\"comm_hex\":\"636166c3\"}\n");
}

static struct read_event random_event(void)
{
	static const char *const names[] = {"a", "b", "cat", "fifteen-bytes-x", "\xff\xfe"};
	struct read_event made = event((uint64_t)rand() * 3, (uint64_t)rand(), (uint32_t)rand() % 9,
				       names[rand() % 5]);

	/* Few values, so that neighbours often agree in some members and not in others. */
	made.tgid = (uint32_t)rand() % 3;
	made.tid = (uint32_t)rand() % 3;
	return made;
}

static void the_cache_changes_nothing(void **state)
{
	const struct output_ops *formats[] = {&output_text, &output_json};
	struct line_cache caches[2] = {0};

	(void)state;
	srand(1);
	for (int i = 0; i < 100000; i++) {
		struct line_cache fresh = {0};
		struct read_event from = random_event();
		char expected[WRITER_LINE_MAX];
		char *end = formats[i % 2]->read(expected, &from, &fresh);

		*end = '\0';
		check_line(formats[i % 2], &caches[i % 2], &from, expected);
	}
}

static void the_longest_line_fits(void **state)
{
	struct read_event longest = event(UINT64_MAX, UINT64_MAX, UINT32_MAX, "");
	const struct output_ops *formats[] = {&output_text, &output_json};

	(void)state;
	memset(longest.comm, 0xff, sizeof(longest.comm));
	longest.tgid = longest.tid = UINT32_MAX;
	for (int i = 0; i < 2; i++) {
		struct line_cache cache = {0};
		char line[WRITER_LINE_MAX];

		assert_true(formats[i]->read(line, &longest, &cache) - line <= WRITER_LINE_MAX / 2);
	}
}

static void gaps_name_their_range(void **state)
{
	struct session lossy = {.keeps_last_only = true}, ring = {0};
	struct gap gap = {.first = 101, .last = 1334};
	char line[WRITER_LINE_MAX];

	(void)state;
	*output_text.gap(line, 3, &gap, &ring) = '\0';
	assert_string_equal(line, "               gap   3 101-1334 1234 lost\n");
	*output_text.gap(line, 3, &gap, &lossy) = '\0';
	assert_string_equal(line, "               gap   3 101-1334 1234 replaced\n");
	*output_json.gap(line, 3, &gap, &ring) = '\0';
	assert_string_equal(line, "{\"type\":\"gap\",\"cpu\":3,\"first\":101,\"last\":1334,"
				  "\"lost\":1234}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_a_table),
		cmocka_unit_test(json_is_compact),
		cmocka_unit_test(the_cache_changes_nothing),
		cmocka_unit_test(the_longest_line_fits),
		cmocka_unit_test(gaps_name_their_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
