// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/fmt.h"

#define COMM_MAX 16
#define ROOM	 256

/* Fills the whole buffer, so that every write beyond the promised room shows. */
#define GUARD '#'

struct text {
	char bytes[ROOM];
	size_t len;
};

static void text_start(struct text *text)
{
	memset(text->bytes, GUARD, sizeof(text->bytes));
}

/* The text ends at "end", and nothing was written from "room" on. */
static void text_end(struct text *text, const char *end, size_t room)
{
	size_t i;

	text->len = (size_t)(end - text->bytes);
	assert_true(text->len <= room);
	for (i = room; i < sizeof(text->bytes); i++)
		assert_int_equal(text->bytes[i], GUARD);
	text->bytes[text->len] = '\0';
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static const uint64_t numbers[] = {
	0,
	1,
	9,
	99,
	101,
	4294967295,
	4294967296,
	99999999,
	123456789,
	429496729500000000,
	429496729600000001,
	999999999,
	1000000000,
	1000000001,
	100000123456789, /* 100000.1250 with a float */
	1ull << 53,
	(1ull << 53) + 1, /* no double */
	INT64_MAX,
	1ull << 63,
	UINT64_MAX - 1,
	UINT64_MAX,
};

#define NUMBERS (sizeof(numbers) / sizeof(numbers[0]))

static void check_u64(uint64_t value, unsigned int width)
{
	struct text text;
	char expected[64];

	snprintf(expected, sizeof(expected), "%ju", (uintmax_t)value);
	text_start(&text);
	text_end(&text, fmt__u64(text.bytes, value), strlen(expected));
	assert_string_equal(text.bytes, expected);

	snprintf(expected, sizeof(expected), "%*ju", (int)width, (uintmax_t)value);
	text_start(&text);
	text_end(&text, fmt__u64_right(text.bytes, value, width),
		 larger(strlen(expected), FMT_RIGHT_MAX));
	assert_string_equal(text.bytes, expected);
}

static void u64_agrees_with_printf(void **state)
{
	unsigned int width;
	uint64_t power;
	size_t i;

	(void)state;
	for (i = 0; i < NUMBERS; i++) {
		for (width = 0; width <= 20; width++)
			check_u64(numbers[i], width);
	}
	for (power = 1; power <= UINT64_MAX / 10; power *= 10) {
		check_u64(power - 1, 11);
		check_u64(power, 11);
		check_u64(power + 1, 11);
	}
	for (power = 1; power; power <<= 1) {
		check_u64(power - 1, 0);
		check_u64(power, 0);
	}
	for (i = 0; i < 100000; i++)
		check_u64(i, 5);
}

static void check_seconds(uint64_t ns, unsigned int width, const char *expected)
{
	struct text text;

	text_start(&text);
	text_end(&text, fmt__seconds_right(text.bytes, ns, width),
		 larger(strlen(expected), FMT_RIGHT_MAX));
	assert_string_equal(text.bytes, expected);
}

static void seconds_are_exact(void **state)
{
	(void)state;
	check_seconds(0, 0, "0.000000000");
	check_seconds(1, 0, "0.000000001");
	check_seconds(10, 0, "0.000000010");
	check_seconds(12345678, 0, "0.012345678");
	check_seconds(100000000, 0, "0.100000000");
	check_seconds(999999999, 0, "0.999999999");
	check_seconds(1000000000, 0, "1.000000000");
	check_seconds(1000000001, 0, "1.000000001");
	check_seconds(9999999999, 0, "9.999999999");
	check_seconds(10000000000, 0, "10.000000000");
	check_seconds(100000123456789, 0, "100000.123456789");
	check_seconds(1ull << 53, 0, "9007199.254740992");
	check_seconds((1ull << 53) + 1, 0, "9007199.254740993");
	/* a double rounds these up to the next second */
	check_seconds(9007199254999999999, 0, "9007199254.999999999");
	check_seconds(18446744072999999999u, 0, "18446744072.999999999");
	check_seconds(INT64_MAX, 0, "9223372036.854775807");
	check_seconds(UINT64_MAX, 0, "18446744073.709551615");
	assert_int_equal(strlen("18446744073.709551615"), FMT_SECONDS_MAX);
}

static void seconds_are_right_aligned(void **state)
{
	(void)state;
	check_seconds(0, 10, "0.000000000");
	check_seconds(0, 11, "0.000000000");
	check_seconds(0, 12, " 0.000000000");
	check_seconds(100000123456789, 15, "100000.123456789");
	check_seconds(100000123456789, 16, "100000.123456789");
	check_seconds(100000123456789, 17, " 100000.123456789");
	check_seconds(100000123456789, 21, "     100000.123456789");
	check_seconds(UINT64_MAX, 20, "18446744073.709551615");
	check_seconds(UINT64_MAX, 21, "18446744073.709551615");
}

/*
 * The same bytes twice: alone on the heap, where valgrind and the sanitizer see a read beyond
 * them, and followed by bytes that change the result of whoever looks at them. Plain malloc(), as
 * cmocka's own puts a guard behind the block that hides such a read.
 */
struct sample {
	char *alone;
	char followed[ROOM];
};

static void sample_start(struct sample *sample, const char *s, size_t len, int followed_by)
{
	sample->alone = malloc(len ? len : 1);
	assert_non_null(sample->alone);
	memcpy(sample->alone, s, len);
	memset(sample->followed, followed_by, sizeof(sample->followed));
	memcpy(sample->followed, s, len);
}

static void escape(struct text *text, const char *s, size_t len)
{
	struct sample sample;
	struct text again;

	sample_start(&sample, s, len, 'x');
	text_start(text);
	text_end(text, fmt__escaped(text->bytes, sample.alone, len), 4 * len);
	text_start(&again);
	text_end(&again, fmt__escaped(again.bytes, sample.followed, len), 4 * len);
	assert_string_equal(text->bytes, again.bytes);
	free(sample.alone);
}

static void check_escaped(const char *s, size_t len, const char *expected)
{
	struct text text;

	escape(&text, s, len);
	assert_string_equal(text.bytes, expected);
}

static void escaped_leaves_names_alone(void **state)
{
	(void)state;
	check_escaped("", 0, "");
	check_escaped("cat", 3, "cat");
	check_escaped("cat\0dog", 7, "cat");
	check_escaped("cat\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 16, "cat");
	check_escaped("\0cat", 4, "");
	check_escaped("12345678", 8, "12345678");
	check_escaped("12345678\0abcdefg", 16, "12345678");
	check_escaped("systemd-journal\0", 16, "systemd-journal");
	check_escaped("systemd-journal", 15, "systemd-journal");
	check_escaped("0123456789abcdef", 16, "0123456789abcdef");
	check_escaped("0123456789abcdef", 9, "012345678");
	check_escaped("kworker/0:1-\"ev\"", 16, "kworker/0:1-\"ev\"");
	check_escaped(" a~b ", 5, " a~b ");
}

static void escaped_disarms_a_terminal(void **state)
{
	(void)state;
	check_escaped("\x1b[31mred\x1b[0m\0", 13, "\\x1b[31mred\\x1b[0m");
	check_escaped("a\nb\tc\rd\be\af", 11, "a\\x0ab\\x09c\\x0dd\\x08e\\x07f");
	check_escaped("\x7f\x80\x9b\xff", 4, "\\x7f\\x80\\x9b\\xff");
	check_escaped("caf\xc3\xa9", 5, "caf\\xc3\\xa9");
	check_escaped("a\\b", 3, "a\\\\b");
	check_escaped("\\x41", 4, "\\\\x41");
	check_escaped("\\\\\\\\\\\\\\\\\\", 9, "\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\");
	check_escaped(
		"\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b", 15,
		"\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b");
}

/* Undo fmt__escaped; the number of bytes recovered. */
static size_t unescape(const char *text, char *bytes)
{
	unsigned int byte;
	size_t n = 0;

	while (*text) {
		if (*text != '\\') {
			bytes[n++] = *text++;
		} else if (text[1] == '\\') {
			bytes[n++] = '\\';
			text += 2;
		} else {
			assert_int_equal(sscanf(text, "\\x%2x", &byte), 1);
			bytes[n++] = (char)byte;
			text += 4;
		}
	}
	return n;
}

/* Escaping is printable ASCII, can be undone, and escapes no more than it has to. */
static void check_round_trip(const char *s, size_t len)
{
	struct text text;
	char bytes[ROOM];
	size_t i, shortest = 0;

	escape(&text, s, len);
	for (i = 0; i < text.len; i++)
		assert_in_range(text.bytes[i], ' ', '~');
	for (i = 0; i < len; i++)
		shortest += s[i] == '\\' ? 2 : s[i] >= ' ' && s[i] <= '~' ? 1 : 4;
	assert_int_equal(text.len, shortest);
	assert_int_equal(unescape(text.bytes, bytes), len);
	assert_memory_equal(bytes, s, len);
}

/* Every byte at every place of a comm, as the fast path looks at eight at a time. */
static void escaped_can_be_undone(void **state)
{
	char comm[COMM_MAX];
	struct text text;
	char one[8];
	size_t at;
	int byte;

	(void)state;
	for (byte = 1; byte < 256; byte++) {
		for (at = 0; at < sizeof(comm); at++) {
			memset(comm, 'x', sizeof(comm));
			comm[at] = (char)byte;
			check_round_trip(comm, sizeof(comm));
			check_round_trip(comm + at, sizeof(comm) - at);
		}
		comm[0] = (char)byte;
		escape(&text, comm, 1);
		snprintf(one, sizeof(one), "\\x%02x", byte);
		if (byte == '\\')
			assert_string_equal(text.bytes, "\\\\");
		else if (byte >= ' ' && byte <= '~')
			assert_int_equal(text.bytes[0], byte);
		else
			assert_string_equal(text.bytes, one);
	}
}

static uint32_t random_number(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Neighbouring bytes must not influence each other; seeded, so that a failure comes back. */
static void escaped_can_be_undone_for_any_name(void **state)
{
	static const unsigned char edges[] = {0x1f, 0x20, '"',	'[',  '\\', ']',  0x7e,
					      0x7f, 0x80, 0x81, 0xa0, 0xdc, 0xff, 1};
	uint32_t seed = 1;
	char comm[COMM_MAX];
	size_t i;
	int run;

	(void)state;
	for (run = 0; run < 20000; run++) {
		for (i = 0; i < sizeof(comm); i++) {
			if (run & 1)
				comm[i] = (char)(1 + random_number(&seed) % 255);
			else
				comm[i] = (char)edges[random_number(&seed) % sizeof(edges)];
		}
		check_round_trip(comm, random_number(&seed) % (sizeof(comm) + 1));
	}
}

/* Followed by a continuation byte, which must not complete a character that was cut. */
static int json(struct text *text, const char *s, size_t len)
{
	struct sample sample;
	struct text again;
	int lossy = 0, lossy_again = 0;

	sample_start(&sample, s, len, 0x80);
	text_start(text);
	text_end(text, fmt__json_string(text->bytes, sample.alone, len, &lossy), FMT_JSON_MAX(len));
	text_start(&again);
	text_end(&again, fmt__json_string(again.bytes, sample.followed, len, &lossy_again),
		 FMT_JSON_MAX(len));
	assert_string_equal(text->bytes, again.bytes);
	assert_int_equal(lossy, lossy_again);
	free(sample.alone);
	return lossy;
}

static void check_json(const char *s, size_t len, const char *expected, int lossy)
{
	struct text text;

	assert_int_equal(json(&text, s, len), lossy);
	assert_string_equal(text.bytes, expected);
}

#define CHECK_JSON(s, expected, lossy) check_json(s, sizeof(s) - 1, expected, lossy)

static void json_escapes_what_it_must(void **state)
{
	(void)state;
	CHECK_JSON("", "", 0);
	CHECK_JSON("cat", "cat", 0);
	CHECK_JSON("cat\0dog", "cat", 0);
	CHECK_JSON("systemd-journal\0", "systemd-journal", 0);
	CHECK_JSON("a\"b\\c/d", "a\\\"b\\\\c/d", 0);
	CHECK_JSON("12345678\"", "12345678\\\"", 0);
	CHECK_JSON("\x01\n\x1b[0m\x1f\x7f", "\\u0001\\u000a\\u001b[0m\\u001f\\u007f", 0);
	CHECK_JSON("\"\"\"\"\"\"\"\"\"", "\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"", 0);
}

static void json_keeps_valid_utf8(void **state)
{
	(void)state;
	CHECK_JSON("caf\xc3\xa9", "caf\\u00e9", 0);
	CHECK_JSON("\xc2\x80", "\\u0080", 0);
	CHECK_JSON("\xdf\xbf", "\\u07ff", 0);
	CHECK_JSON("\xe0\xa0\x80", "\\u0800", 0);
	CHECK_JSON("\xe2\x82\xac", "\\u20ac", 0);
	CHECK_JSON("\xed\x9f\xbf", "\\ud7ff", 0);
	CHECK_JSON("\xee\x80\x80", "\\ue000", 0);
	CHECK_JSON("\xef\xbf\xbd", "\\ufffd", 0); /* the replacement character itself */
	CHECK_JSON("\xef\xbf\xbf", "\\uffff", 0);
	CHECK_JSON("\xf0\x90\x80\x80", "\\ud800\\udc00", 0);
	CHECK_JSON("\xf0\x9f\x98\x80!", "\\ud83d\\ude00!", 0);
	CHECK_JSON("\xf4\x8f\xbf\xbf", "\\udbff\\udfff", 0);
}

#define BAD "\\ufffd"

static void json_replaces_invalid_utf8(void **state)
{
	(void)state;
	CHECK_JSON("a\x80z", "a" BAD "z", 1);
	CHECK_JSON("\xbf", BAD, 1);
	CHECK_JSON("\xfe\xff", BAD BAD, 1);
	CHECK_JSON("\xc0\x80", BAD BAD, 1); /* overlong NUL */
	CHECK_JSON("\xc1\xbf", BAD BAD, 1);
	CHECK_JSON("\xe0\x9f\xbf", BAD BAD BAD, 1);
	CHECK_JSON("\xf0\x8f\xbf\xbf", BAD BAD BAD BAD, 1);
	CHECK_JSON("\xed\xa0\x80", BAD BAD BAD, 1); /* surrogates */
	CHECK_JSON("\xed\xbf\xbf", BAD BAD BAD, 1);
	CHECK_JSON("\xf4\x90\x80\x80", BAD BAD BAD BAD, 1); /* U+110000 */
	CHECK_JSON("\xf5\x80\x80\x80", BAD BAD BAD BAD, 1);
	CHECK_JSON("\xf8\x88\x80\x80\x80", BAD BAD BAD BAD BAD, 1);
	CHECK_JSON("\xc3\xa9\xc3", "\\u00e9" BAD, 1);
	CHECK_JSON("\xe2\x82z", BAD BAD "z", 1);
	CHECK_JSON("\xe2\xc3\xa9", BAD "\\u00e9", 1);
	CHECK_JSON("\xe2\x82\xc2", BAD BAD BAD, 1);
}

/* The kernel cuts a comm at 15 bytes, in the middle of a character too. */
static void json_replaces_what_was_cut(void **state)
{
	(void)state;
	CHECK_JSON("12345678901\xf0\x9f\x98\x80", "12345678901\\ud83d\\ude00", 0);
	CHECK_JSON("12345678901\xf0\x9f\x98", "12345678901" BAD BAD BAD, 1);
	CHECK_JSON("12345678901\xf0\x9f", "12345678901" BAD BAD, 1);
	CHECK_JSON("12345678901\xf0", "12345678901" BAD, 1);
	CHECK_JSON("123456789012\xf0\x9f\x98\0", "123456789012" BAD BAD BAD, 1);
	CHECK_JSON("1234567890123\xe2\x82\0", "1234567890123" BAD BAD, 1);
	CHECK_JSON("12345678901234\xc3\0", "12345678901234" BAD, 1);
}

static void json_leaves_lossy_alone(void **state)
{
	char text[ROOM];
	int lossy = 7;

	(void)state;
	fmt__json_string(text, "cat", 3, &lossy);
	assert_int_equal(lossy, 7);
	fmt__json_string(text, "\xff", 1, &lossy);
	assert_int_equal(lossy, 1);
	fmt__json_string(text, "cat", 3, &lossy);
	assert_int_equal(lossy, 1);
}

static uint32_t unit_at(const char *text)
{
	unsigned int unit;

	assert_int_equal(sscanf(text, "\\u%4x", &unit), 1);
	return unit;
}

/* Code point to UTF-8, written apart from the code under test. */
static size_t put_utf8(char *p, uint32_t code)
{
	if (code < 0x80) {
		p[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		p[0] = (char)(0xc0 | code >> 6);
		p[1] = (char)(0x80 | (code & 63));
		return 2;
	}
	if (code < 0x10000) {
		p[0] = (char)(0xe0 | code >> 12);
		p[1] = (char)(0x80 | (code >> 6 & 63));
		p[2] = (char)(0x80 | (code & 63));
		return 3;
	}
	p[0] = (char)(0xf0 | code >> 18);
	p[1] = (char)(0x80 | (code >> 12 & 63));
	p[2] = (char)(0x80 | (code >> 6 & 63));
	p[3] = (char)(0x80 | (code & 63));
	return 4;
}

/* Undo the escapes of a JSON string that holds ASCII only; the number of bytes recovered. */
static size_t json_decode(const char *text, char *bytes)
{
	size_t n = 0;

	while (*text) {
		uint32_t code = (unsigned char)*text;

		assert_in_range(code, ' ', '~');
		assert_int_not_equal(code, '"');
		if (code != '\\') {
			text++;
		} else if (text[1] != 'u') {
			code = (unsigned char)text[1];
			assert_true(code == '"' || code == '\\');
			text += 2;
		} else {
			code = unit_at(text);
			text += 6;
			assert_false(code >= 0xdc00 && code < 0xe000);
			if (code >= 0xd800 && code < 0xdc00) {
				uint32_t low = unit_at(text);

				assert_in_range(low, 0xdc00, 0xdfff);
				code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
				text += 6;
			}
		}
		n += put_utf8(bytes + n, code);
	}
	return n;
}

static void check_json_round_trip(const char *s, size_t len)
{
	struct text text;
	char bytes[ROOM];

	assert_int_equal(json(&text, s, len), 0);
	assert_int_equal(json_decode(text.bytes, bytes), len);
	assert_memory_equal(bytes, s, len);
}

static void json_decodes_to_every_character(void **state)
{
	char utf8[4];
	uint32_t code;

	(void)state;
	for (code = 1; code <= 0x10ffff; code++) {
		if (code < 0xd800 || code >= 0xe000)
			check_json_round_trip(utf8, put_utf8(utf8, code));
	}
}

static void json_decodes_ascii_at_every_place(void **state)
{
	char comm[COMM_MAX];
	size_t at, escape_length;
	struct text text;
	int byte;

	(void)state;
	for (byte = 1; byte < 128; byte++) {
		if (byte == '"' || byte == '\\')
			escape_length = 2;
		else
			escape_length = byte >= ' ' && byte <= '~' ? 1 : 6;
		for (at = 0; at < sizeof(comm); at++) {
			memset(comm, 'x', sizeof(comm));
			comm[at] = (char)byte;
			check_json_round_trip(comm, sizeof(comm));
			json(&text, comm, sizeof(comm));
			assert_int_equal(text.len, sizeof(comm) - 1 + escape_length);
		}
	}
}

/* Any three bytes: what comes out is valid JSON, and lossy says whether it is the input. */
static void json_is_valid_for_any_bytes(void **state)
{
	static const unsigned char edges[] = {'a',  '"',  '\\', 1,    0x7f, 0x80, 0x8f, 0x90,
					      0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
					      0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xf8, 0xff};
	uint32_t seed = 2;
	int run;

	(void)state;
	for (run = 0; run < 50000; run++) {
		char s[COMM_MAX], bytes[ROOM];
		struct text text;
		size_t len = random_number(&seed) % (sizeof(s) + 1), i, n;
		int lossy;

		for (i = 0; i < len; i++)
			s[i] = (char)edges[random_number(&seed) % sizeof(edges)];
		lossy = json(&text, s, len);
		n = json_decode(text.bytes, bytes);
		assert_int_equal(lossy, n != len || memcmp(bytes, s, len) != 0);
	}
}

static void hex_is_lower_case(void **state)
{
	char expected[8], byte[1];
	struct text text;
	int i;

	(void)state;
	for (i = 1; i < 256; i++) {
		byte[0] = (char)i;
		snprintf(expected, sizeof(expected), "%02x", i);
		text_start(&text);
		text_end(&text, fmt__hex(text.bytes, byte, 1), 2);
		assert_string_equal(text.bytes, expected);
	}
	text_start(&text);
	text_end(&text, fmt__hex(text.bytes, "caf\xe9\0x", 6), 8);
	assert_string_equal(text.bytes, "636166e9");
	text_start(&text);
	text_end(&text, fmt__hex(text.bytes, "cat", 2), 4);
	assert_string_equal(text.bytes, "6361");
	text_start(&text);
	text_end(&text, fmt__hex(text.bytes, "", 0), 0);
}

static void str_copies_without_the_nul(void **state)
{
	struct text text;

	(void)state;
	text_start(&text);
	assert_ptr_equal(fmt__str(text.bytes, "a\"b"), text.bytes + 3);
	assert_memory_equal(text.bytes, "a\"b", 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(u64_agrees_with_printf),
		cmocka_unit_test(seconds_are_exact),
		cmocka_unit_test(seconds_are_right_aligned),
		cmocka_unit_test(escaped_leaves_names_alone),
		cmocka_unit_test(escaped_disarms_a_terminal),
		cmocka_unit_test(escaped_can_be_undone),
		cmocka_unit_test(escaped_can_be_undone_for_any_name),
		cmocka_unit_test(json_escapes_what_it_must),
		cmocka_unit_test(json_keeps_valid_utf8),
		cmocka_unit_test(json_replaces_invalid_utf8),
		cmocka_unit_test(json_replaces_what_was_cut),
		cmocka_unit_test(json_leaves_lossy_alone),
		cmocka_unit_test(json_decodes_to_every_character),
		cmocka_unit_test(json_decodes_ascii_at_every_place),
		cmocka_unit_test(json_is_valid_for_any_bytes),
		cmocka_unit_test(hex_is_lower_case),
		cmocka_unit_test(str_copies_without_the_nul),
	};

	return cmocka_run_group_tests_name("fmt", tests, NULL, NULL);
}
