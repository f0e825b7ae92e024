// SPDX-License-Identifier: GPL-2.0-only
/*
 * A control byte, a lone byte of what is not UTF-8, a C1 control (also one that is spelled in
 * UTF-8), what changes the direction of writing, what has no width: all of it is escaped. What
 * stays is what wcwidth(3) gives a column of its own.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

#include "fmt.h"
#include "printable.h"

/* Columns of the character at s, and its bytes; 0 if it must be escaped. */
static unsigned int columns_of(const char *s, size_t len, size_t *bytes)
{
	uint32_t code;
	int columns;

	*bytes = fmt__decode_utf8((const unsigned char *)s, len, &code);
	if (!*bytes)
		return 0;
	columns = wcwidth((wchar_t)code);
	return columns > 0 ? (unsigned int)columns : 0;
}

/* One character or one escape; s and len go on behind it. Its columns. */
static unsigned int put_one(char **p, const char **s, size_t *len, bool utf8)
{
	size_t bytes;
	unsigned int columns = utf8 ? columns_of(*s, *len, &bytes) : 0;
	char *end;

	if (columns) {
		memcpy(*p, *s, bytes);
		*p += bytes;
	} else {
		bytes = 1;
		end = fmt__escaped(*p, *s, 1);
		columns = (unsigned int)(end - *p);
		*p = end;
	}
	*s += bytes;
	*len -= bytes;
	return columns;
}

static char *put_cut(char *p, const char *s, size_t len, bool utf8, unsigned int room)
{
	unsigned int used = 0;
	char *cut = p; /* the last place that leaves a column for the mark */

	while (len && *s) {
		used += put_one(&p, &s, &len, utf8);
		if (used > room) {
			*cut++ = PRINTABLE_CUT;
			return cut;
		}
		if (used < room)
			cut = p;
	}
	return p;
}

char *printable__put(char *p, const char *s, size_t len, const struct line_style *style,
		     unsigned int column)
{
	char *end = fmt__escaped(p, s, len);
	size_t shown = (size_t)(end - p);
	unsigned int room = UINT32_MAX;

	if (style->width)
		room = style->width > column ? style->width - column : 1;
	/* Nearly always: plain, and short enough. */
	if (shown <= room && (!style->utf8 || shown == strnlen(s, len)))
		return end;
	return put_cut(p, s, len, style->utf8, room);
}

unsigned int printable__columns(const char *text, const char *end)
{
	unsigned int columns = 0;
	size_t bytes;

	while (text < end) {
		unsigned int wide = columns_of(text, (size_t)(end - text), &bytes);

		columns += wide ? wide : 1;
		text += wide ? bytes : 1;
	}
	return columns;
}
