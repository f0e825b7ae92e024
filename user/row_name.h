/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whom a row of a table stands for, in each format.
 */
#ifndef READSNOOP_USER_ROW_NAME_H
#define READSNOOP_USER_ROW_NAME_H

#include <stddef.h>
#include <stdio.h>

#include "../common/table.h"

/* Room for a name, escaped, and a NUL. */
#define ROW_NAME_MAX (4 * TABLE_NAME_LEN + 1)
/* Columns of the number. */
#define ROW_NUMBER_WIDTH 10

/* Titles of the number ("PID") and of the name ("COMM"); NULL: has none. */
const char *row_name__number_title(enum table_by by);
const char *row_name__title(enum table_by by);

/* The number as text, at most 20 digits; "-" for the others. Returns text. */
const char *row_name__number(char *text, size_t size, enum table_by by,
			     const struct table_key *key);

/*
 * The name, escaped so that no byte that somebody chose reaches the terminal, with a NUL. text has
 * ROW_NAME_MAX bytes. Returns its length.
 */
size_t row_name__escaped(char *text, enum table_by by, const struct table_key *key,
			 const char *name);

/* Members of a JSON object, each with a comma in front. */
void row_name__json(FILE *to, enum table_by by, const struct table_key *key, const char *name);

#endif
