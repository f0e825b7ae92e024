/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text from integers, for the path that runs once per event: no printf, no locale, no allocation.
 *
 * Every function writes at p, without a terminating NUL, and returns the first byte after what
 * it wrote. The caller provides the room: the FMT_..._MAX below are upper bounds. The
 * ..._right functions may write anything within FMT_RIGHT_MAX bytes; those that take
 * s and len may write anything within 4 * len (fmt__escaped) or FMT_JSON_MAX(len) bytes, and may
 * look at all len bytes of s: pass a whole comm with its full size, which is also the fastest.
 */
#ifndef READSNOOP_USER_FMT_H
#define READSNOOP_USER_FMT_H

#include <stddef.h>
#include <stdint.h>

#define FMT_RIGHT_MAX	  24 /* room that the ..._right functions need, if less is shown */
#define FMT_U64_MAX	  20
#define FMT_SECONDS_MAX	  21		    /* 11 digits, a point, 9 digits */
#define FMT_COMM_TEXT_MAX (4 * 16)	    /* every byte of a comm as \xNN */
#define FMT_JSON_MAX(n)	  (6 * (size_t)(n)) /* every byte as \uNNNN */

/* Decimal, left-aligned. */
char *fmt__u64(char *p, uint64_t value);

/* Decimal, right-aligned with spaces in width columns (at most 20); wider numbers stick out. */
char *fmt__u64_right(char *p, uint64_t value, unsigned int width);

/*
 * Nanoseconds as seconds with exactly nine decimals, right-aligned in width columns (at most 21).
 * Integers only.
 */
char *fmt__seconds_right(char *p, uint64_t ns, unsigned int width);

/* The point and the nine decimals of a fraction of a second; ns below 1000000000. */
char *fmt__fraction(char *p, uint32_t ns);

/*
 * The first len bytes of s, or fewer if a NUL comes first, safe for any terminal: printable
 * ASCII as it is, a backslash doubled, every other byte as \xNN. Injective, so it can be undone.
 */
char *fmt__escaped(char *p, const char *s, size_t len);

/*
 * The same bytes as the inside of a JSON string, in ASCII: quotes, backslash and control bytes
 * escaped, valid UTF-8 as \uNNNN (surrogate pairs above U+FFFF), and each byte that is not part
 * of valid UTF-8 as \ufffd; *lossy is then set to 1 and otherwise left alone.
 */
char *fmt__json_string(char *p, const char *s, size_t len, int *lossy);

/*
 * The code point beyond ASCII that starts at s, with len bytes left: sets *code and returns its
 * bytes, 2 to 4. 0 if no valid UTF-8 starts there.
 */
unsigned int fmt__decode_utf8(const unsigned char *s, size_t len, uint32_t *code);

/* The bytes up to a NUL, at most len, as lower-case hexadecimal. */
char *fmt__hex(char *p, const char *s, size_t len);

/*
 * fmt__escaped() as a field of CSV (RFC 4180): in quotes where it has a comma or a quote. Line ends
 * are escaped. Writes within 4 * len + 2 bytes.
 */
char *fmt__csv(char *p, const char *s, size_t len);

/* A string literal or other NUL-terminated text, as it is. */
char *fmt__str(char *p, const char *s);

#endif
