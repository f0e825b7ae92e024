/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run as a line of CSV, and back. One table has the columns of both ways.
 */
#ifndef READSNOOP_USER_COMPARE_CSV_H
#define READSNOOP_USER_COMPARE_CSV_H

#include <stdbool.h>
#include <stdio.h>

#include "compare_result.h"

/* The name of a run's channel, "untraced" for the baseline. */
const char *comparison__channel_name(const struct comparison *comparison, unsigned int channel);

void run_csv__print_header(FILE *to);
void run_csv__print(FILE *to, const struct comparison *comparison, const struct run_record *run);
/* The same as a JSON object, under the same names. */
void run_csv__print_json(FILE *to, const struct comparison *comparison,
			 const struct run_record *run);
void run_csv__print_error(FILE *to, const struct comparison *comparison,
			  const struct run_error *error);

/*
 * Parse a line, which is cut to pieces. Channels and paces that are new are added to the
 * comparison; the run is not. 0 or -EINVAL.
 */
int run_csv__parse(struct comparison *comparison, char *line, struct run_record *run,
		   struct run_error *error, bool *is_error);

void pair_csv__print_header(FILE *to);
void pair_csv__print(FILE *to, const struct comparison *comparison, const struct paired_run *pair);
int pair_csv__parse(struct comparison *comparison, char *line, struct paired_run *pair);

#endif
