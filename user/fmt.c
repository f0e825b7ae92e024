// SPDX-License-Identifier: GPL-2.0-only
#include <endian.h>
#include <stdbool.h>
#include <string.h>

#include "fmt.h"

#define NS_PER_S 1000000000u

/* A byte repeated in a word, and the two masks of the word-at-a-time tests below. */
#define BYTES(b) (0x0101010101010101ull * (b))
#define LOW7	 BYTES(0x7f)
#define HIGH1	 BYTES(0x80)

static const char hex_digits[16] = "0123456789abcdef";

/* "00" to "99": two digits per division, and no addition of '0' */
static const char pairs[200] = "00010203040506070809"
			       "10111213141516171819"
			       "20212223242526272829"
			       "30313233343536373839"
			       "40414243444546474849"
			       "50515253545556575859"
			       "60616263646566676869"
			       "70717273747576777879"
			       "80818283848586878889"
			       "90919293949596979899";

static const uint64_t powers[20] = {
	0, /* not 1: zero has a digit too */
	10ull,
	100ull,
	1000ull,
	10000ull,
	100000ull,
	1000000ull,
	10000000ull,
	100000000ull,
	1000000000ull,
	10000000000ull,
	100000000000ull,
	1000000000000ull,
	10000000000000ull,
	100000000000000ull,
	1000000000000000ull,
	10000000000000000ull,
	100000000000000000ull,
	1000000000000000000ull,
	10000000000000000000ull,
};

static unsigned int count_digits(uint64_t value)
{
	unsigned int bits = 64 - (unsigned int)__builtin_clzll(value | 1);
	unsigned int guess = bits * 1233 >> 12; /* log10(2) = 1233/4096; at most one too few */

	return guess + (value >= powers[guess]);
}

static void put_pair(char *p, uint32_t value)
{
	memcpy(p, pairs + 2 * value, 2);
}

/* Inlined wherever it is used: it is most of a line's work. */
static inline __attribute__((always_inline)) void put_8_digits(char *p, uint32_t value)
{
	uint32_t high = value / 10000, low = value % 10000;

	put_pair(p, high / 100);
	put_pair(p + 2, high % 100);
	put_pair(p + 4, low / 100);
	put_pair(p + 6, low % 100);
}

/* Write the digits so that the last one is just before end. */
static void put_digits(char *end, uint64_t value)
{
	uint32_t rest;

	while (value > UINT32_MAX) {
		end -= 8;
		put_8_digits(end, (uint32_t)(value % 100000000));
		value /= 100000000;
	}
	for (rest = (uint32_t)value; rest >= 100; rest /= 100) {
		end -= 2;
		put_pair(end, rest % 100);
	}
	if (rest >= 10)
		put_pair(end - 2, rest);
	else
		end[-1] = (char)('0' + rest);
}

/* All of them at once, also those that the digits will overwrite: no loop, no call. */
static char *put_spaces(char *p, unsigned int used, unsigned int width)
{
	memcpy(p, "                        ", FMT_RIGHT_MAX);
	return p + (used < width ? width - used : 0);
}

char *fmt__u64(char *p, uint64_t value)
{
	p += count_digits(value);
	put_digits(p, value);
	return p;
}

char *fmt__u64_right(char *p, uint64_t value, unsigned int width)
{
	unsigned int digits = count_digits(value);

	p = put_spaces(p, digits, width) + digits;
	put_digits(p, value);
	return p;
}

char *fmt__fraction(char *p, uint32_t ns)
{
	p[0] = '.';
	p[1] = (char)('0' + ns / 100000000);
	put_8_digits(p + 2, ns % 100000000);
	return p + 10;
}

char *fmt__seconds_right(char *p, uint64_t ns, unsigned int width)
{
	uint64_t seconds = ns / NS_PER_S;
	unsigned int digits = count_digits(seconds);

	p = put_spaces(p, digits + 10, width) + digits;
	put_digits(p, seconds);
	return fmt__fraction(p, (uint32_t)(ns % NS_PER_S));
}

static bool is_plain(unsigned char c)
{
	return c >= ' ' && c < 0x7f && c != '\\';
}

/* The high bit of every byte that equals c; c and the bytes tested have 7 bits. */
static uint64_t bytes_equal(uint64_t low7, unsigned char c)
{
	return ~((low7 ^ BYTES(c)) + LOW7) & HIGH1;
}

/*
 * The high bit of every byte of a word that is not plain, or is "also". Nothing carries from one
 * byte into the next, as the sums are of 7-bit values: the answer is exact for each byte.
 */
static uint64_t special_bytes(uint64_t word, unsigned char also)
{
	uint64_t low7 = word & LOW7;
	uint64_t from_space = low7 + BYTES(0x80 - ' ');
	uint64_t from_delete = low7 + BYTES(0x80 - 0x7f);
	uint64_t special = (word | ~from_space | from_delete) & HIGH1;

	return special | bytes_equal(low7, '\\') | bytes_equal(low7, also);
}

/*
 * Copy bytes that need no escape, eight at a time, and return how many. What is copied beyond
 * them is overwritten later or lies within the room for the escapes.
 */
static size_t copy_plain(char *p, const char *s, size_t len, unsigned char also)
{
	size_t n = 0;
	uint64_t word, special;

	for (; len - n >= sizeof(word); n += sizeof(word)) {
		memcpy(&word, s + n, sizeof(word));
		memcpy(p + n, &word, sizeof(word));
		special = special_bytes(le64toh(word), also);
		if (special)
			return n + (size_t)__builtin_ctzll(special) / 8;
	}
	for (; n < len && is_plain((unsigned char)s[n]) && (unsigned char)s[n] != also; n++)
		p[n] = s[n];
	return n;
}

static char *put_hex_byte(char *p, unsigned char c)
{
	*p++ = hex_digits[c >> 4];
	*p++ = hex_digits[c & 15];
	return p;
}

char *fmt__escaped(char *p, const char *s, size_t len)
{
	for (;;) {
		size_t n = copy_plain(p, s, len, '\\');

		p += n;
		s += n;
		len -= n;
		if (!len || !*s)
			return p;
		*p++ = '\\';
		if (*s == '\\') {
			*p++ = '\\';
		} else {
			*p++ = 'x';
			p = put_hex_byte(p, (unsigned char)*s);
		}
		s++;
		len--;
	}
}

/* Too few continuation bytes, an overlong form, a surrogate, more than U+10FFFF: not valid. */
unsigned int fmt__decode_utf8(const unsigned char *s, size_t len, uint32_t *code)
{
	static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned int n, i;

	if (*s < 0xc0)
		return 0;
	n = *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : *s < 0xf8 ? 4 : 0;
	if (!n || n > len)
		return 0;
	*code = *s & (0x7fu >> n);
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	if (*code < smallest[n] || *code > 0x10ffff || (*code >= 0xd800 && *code < 0xe000))
		return 0;
	return n;
}

/* A UTF-16 unit as JSON writes it. */
static char *put_unit(char *p, uint32_t unit)
{
	*p++ = '\\';
	*p++ = 'u';
	p = put_hex_byte(p, (unsigned char)(unit >> 8));
	return put_hex_byte(p, (unsigned char)unit);
}

/* Escape one character, and return how many bytes it had. */
static unsigned int put_json_escape(char **p, const unsigned char *s, size_t len, int *lossy)
{
	unsigned int n = 1;
	uint32_t code = *s;

	if (code == '"' || code == '\\') {
		*(*p)++ = '\\';
		*(*p)++ = (char)code;
		return n;
	}
	if (code >= 0x80) {
		n = fmt__decode_utf8(s, len, &code);
		if (!n) {
			*lossy = 1;
			code = 0xfffd;
			n = 1;
		}
	}
	if (code > 0xffff) {
		code -= 0x10000;
		*p = put_unit(*p, 0xd800 | code >> 10);
		code = 0xdc00 | (code & 0x3ff);
	}
	*p = put_unit(*p, code);
	return n;
}

char *fmt__json_string(char *p, const char *s, size_t len, int *lossy)
{
	for (;;) {
		size_t n = copy_plain(p, s, len, '"');

		p += n;
		s += n;
		len -= n;
		if (!len || !*s)
			return p;
		n = put_json_escape(&p, (const unsigned char *)s, len, lossy);
		s += n;
		len -= n;
	}
}

char *fmt__hex(char *p, const char *s, size_t len)
{
	for (; len && *s; s++, len--)
		p = put_hex_byte(p, (unsigned char)*s);
	return p;
}

char *fmt__str(char *p, const char *s)
{
	return stpcpy(p, s);
}

char *fmt__csv(char *p, const char *s, size_t len)
{
	char *end = fmt__escaped(p, s, len), *from = end, *to;
	size_t quotes = 0, commas = 0;

	for (char *c = p; c < end; c++) {
		quotes += *c == '"';
		commas += *c == ',';
	}
	if (!quotes && !commas)
		return end;
	/* From the end, so that nothing is overwritten before it is moved. */
	to = end + quotes + 2;
	*--to = '"';
	while (from > p) {
		*--to = *--from;
		if (*to == '"')
			*--to = '"';
	}
	*--to = '"';
	return end + quotes + 2;
}
