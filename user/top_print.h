/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * "top" as lines: of text, on paper or on the screen, and of JSON.
 */
#ifndef READSNOOP_USER_TOP_PRINT_H
#define READSNOOP_USER_TOP_PRINT_H

#include <stddef.h>

#include "row_name.h"
#include "top_rows.h"

/* No line of text is longer. */
#define TOP_LINE_MAX (ROW_NAME_MAX + 80)

/* Each writes one line, without its end but with a NUL, and returns its length. */
size_t top_print__sum(char *line, const struct top_rows *rows);
size_t top_print__titles(char *line, enum table_by by, enum live_sort sorted_by, const char *on,
			 const char *off);
size_t top_print__row(char *line, const struct top_rows *rows, const struct top_entry *entry);

/* A whole interval; at most max rows, 0: all. */
void top_print__text(FILE *to, const struct top_rows *rows, unsigned int max,
		     enum live_sort sorted_by);
void top_print__json(FILE *to, const struct top_rows *rows, unsigned int max);

#endif
