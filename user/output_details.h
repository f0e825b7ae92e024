/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What --details adds to a line, for each format. Room: OUTPUT_DETAILS_MAX.
 */
#ifndef READSNOOP_USER_OUTPUT_DETAILS_H
#define READSNOOP_USER_OUTPUT_DETAILS_H

#include "details.h"
#include "fmt.h"
#include "style.h"

/* Every byte of the file escaped and in hexadecimal, and the numbers. */
#define OUTPUT_DETAILS_MAX (FMT_JSON_MAX(DETAILS_FILE_MAX) + 2 * DETAILS_FILE_MAX + 256)

/*
 * The titles of the columns behind the time, and the columns with the end of the line: CPU,
 * process, what was returned of what was asked for, duration and file.
 */
extern const char output_details__titles[];
char *output_details__text(char *p, const struct read_details *details,
			   const struct line_style *style);

/* Fields of CSV, each with a comma before it, and their names. */
extern const char output_details__csv_names[];
char *output_details__csv(char *p, const struct read_details *details);

/* Members of an object, each with a comma before it. */
char *output_details__json(char *p, const struct read_details *details);

#endif
