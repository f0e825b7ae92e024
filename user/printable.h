/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bytes that others chose, as text on a terminal.
 */
#ifndef READSNOOP_USER_PRINTABLE_H
#define READSNOOP_USER_PRINTABLE_H

#include <stddef.h>

#include "style.h"

/* Where the limit of columns has cut something off. */
#define PRINTABLE_CUT '>'

/*
 * The first len bytes of s, or fewer if a NUL comes first, as fmt__escaped(); but if style->utf8,
 * characters beyond ASCII that take up columns stay as they are. What would come to lie in column
 * style->width or behind it, beginning in column (from 0), is cut, with PRINTABLE_CUT as the last
 * character; a width of 0 is no limit. Writes within 4 * len + 1 bytes, and returns the end.
 */
char *printable__put(char *p, const char *s, size_t len, const struct line_style *style,
		     unsigned int column);

/* How many columns a text takes that printable__put() has written. */
unsigned int printable__columns(const char *text, const char *end);

#endif
