/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison on paper: as tables, as JSON, as plots and as a page.
 */
#ifndef READSNOOP_USER_COMPARE_PRINT_H
#define READSNOOP_USER_COMPARE_PRINT_H

#include <stdbool.h>
#include <stdio.h>

#include "compare_result.h"

/* The repetitions that were asked for, as the environment has them; 0 if it does not say. */
unsigned int comparison__reps(const struct comparison *comparison);

void compare__print_table(FILE *to, const struct comparison *comparison);
void compare__print_json(FILE *to, const struct comparison *comparison);

/* One line for each run. */
void compare__print_csv(FILE *to, const struct comparison *comparison);

/*
 * Two comparisons side by side, channel by channel; or with channels, the first of them in the
 * first comparison against the second in the second. How many pairs were compared and how many
 * differ is in the last line. 0, or -ENOENT, logged, if nothing is in both.
 */
int compare__print_diff(FILE *to, const struct comparison *first, const struct comparison *second,
			const struct channel_list *channels);

/*
 * Write plots.gp and let gnuplot draw SVG and PNG from it. 0, or a negative errno, logged; without
 * gnuplot that is said, and -ENOENT.
 */
int compare__plot(const char *dir, const struct comparison *comparison);

/*
 * Write report.html, with the plots that are in the directory if they are of this comparison
 * (drawn). 0 or a negative errno, logged.
 */
int compare__report(const char *dir, const struct comparison *comparison, bool drawn);

/*
 * A duration as us with three or more digits; the text "-" for 0. Returns text.
 */
const char *format_us(char *text, size_t size, double ns);

/* A number with a comma for every three digits. Returns text. */
const char *format_count(char *text, size_t size, uint64_t value);

#endif
