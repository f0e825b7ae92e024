// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of all formats: literally, and the same with and without what the cache remembers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <locale.h>
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

static void a_straggler_is_marked(void **state)
{
	struct line_cache cache = {.late = true}, json = cache,
			  colored = {.late = true, .style.color = true};
	struct read_event late = event(100000123456789, 1, 0, "cat");

	(void)state;
	check_line(&output_text, &cache, &late,
		   "  100000.123456789~  0          1     123     456 cat\n");
	check_line(&output_text, &colored, &late,
		   "\033[33m  100000.123456789~  0          1     123     456 cat\033[0m\n");
	late.boot_ns = 5;
	check_line(&output_json, &json, &late,
		   "{\"type\":\"read\",\"boot_ns\":5,\"late\":true,\"cpu\":0,\"seq\":1,\"pid\":123,"
		   "\"tid\":456,\"comm\":\"cat\"}\n");
	cache.late = false;
	check_line(&output_text, &cache, &late,
		   "       0.000000005   0          1     123     456 cat\n");
}

static void csv_quotes(void **state)
{
	struct line_cache cache = {0};
	struct read_event plain = event(5, 1, 0, "cat");
	struct read_event comma = event(6, 2, 0, "a,\"b\"\n\\");

	(void)state;
	check_line(&output_csv, &cache, &plain, "read,5,0,1,123,456,cat,0,\n");
	check_line(&output_csv, &cache, &comma, "read,6,0,2,123,456,\"a,\"\"b\"\"\\x0a\\\\\",0,\n");
}

/* Only where the locale has UTF-8, and of that only what a terminal shows as characters. */
static void text_keeps_letters(void **state)
{
	static const char *const names[][2] = {
		{"caf\xc3\xa9", "caf\xc3\xa9"},
		{"\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac"},
		{"\xc2\x9b\x33\x31m", "\\xc2\\x9b31m"},	       /* C1 */
		{"\x9b\x33\x31m", "\\x9b31m"},		       /* C1 raw */
		{"a\xe2\x80\xae\x62", "a\\xe2\\x80\\xaeb"},    /* right-to-left override */
		{"a\xe2\x80\x8b\x62", "a\\xe2\\x80\\x8bb"},    /* zero width space */
		{"a\xe2\x81\xa6\x62", "a\\xe2\\x81\\xa6b"},    /* isolate */
		{"abcdefghijklmn\xc3", "abcdefghijklmn\\xc3"}, /* cut by the kernel */
		{"\xc3\xa9\033\\", "\xc3\xa9\\x1b\\\\"},
	};

	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		skip();
	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct line_cache cache = {.style.utf8 = true};
		struct read_event from = event(0, 1, 0, names[i][0]);
		char expected[256];

		snprintf(expected, sizeof(expected),
			 "       0.000000000   0          1     123     456 %s\n", names[i][1]);
		check_line(&output_text, &cache, &from, expected);
	}
}

static void text_is_cut_at_the_width(void **state)
{
	struct line_cache cache = {.style.width = 60};
	struct read_event plain = event(0, 1, 0, "0123456789");
	struct read_event wide = event(0, 1, 0, "0123456\033\033");

	(void)state;
	check_line(&output_text, &cache, &plain,
		   "       0.000000000   0          1     123     456 0123456789\n");
	check_line(&output_text, &cache, &wide,
		   "       0.000000000   0          1     123     456 0123456>\n");
	cache.style.width = 61;
	line_cache__forget(&cache);
	check_line(&output_text, &cache, &wide,
		   "       0.000000000   0          1     123     456 0123456>\n");
	cache.style.width = 65;
	line_cache__forget(&cache);
	check_line(&output_text, &cache, &wide,
		   "       0.000000000   0          1     123     456 0123456\\x1b\\x1b\n");
	cache.style.width = 10;
	line_cache__forget(&cache);
	check_line(&output_text, &cache, &wide,
		   "       0.000000000   0          1     123     456 >\n");
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
	const struct output_ops *formats[] = {&output_text, &output_json, &output_csv};
	struct line_cache caches[3] = {0};

	(void)state;
	srand(1);
	for (int i = 0; i < 100000; i++) {
		struct line_cache fresh = {0};
		struct read_event from = random_event();
		char expected[WRITER_LINE_MAX];
		char *end = formats[i % 3]->read(expected, &from, &fresh);

		*end = '\0';
		check_line(formats[i % 3], &caches[i % 3], &from, expected);
	}
}

static void the_longest_line_fits(void **state)
{
	struct read_event longest = event(UINT64_MAX, UINT64_MAX, UINT32_MAX, "");
	const struct output_ops *formats[] = {&output_text, &output_json, &output_csv};

	(void)state;
	memset(longest.comm, 0xff, sizeof(longest.comm));
	longest.tgid = longest.tid = UINT32_MAX;
	for (int i = 0; i < 3; i++) {
		struct line_cache cache = {.late = true, .style.color = true};
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
		cmocka_unit_test(a_straggler_is_marked),
		cmocka_unit_test(csv_quotes),
		cmocka_unit_test(text_keeps_letters),
		cmocka_unit_test(text_is_cut_at_the_width),
		cmocka_unit_test(json_is_compact),
		cmocka_unit_test(the_cache_changes_nothing),
		cmocka_unit_test(the_longest_line_fits),
		cmocka_unit_test(gaps_name_their_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
