/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The filters in force, for the header of a session.
 */
#ifndef READSNOOP_USER_OUTPUT_FILTERS_H
#define READSNOOP_USER_OUTPUT_FILTERS_H

#include <stdio.h>

struct filters;

/* As members of a JSON object, each with a comma before it; nothing of those that are off. */
void output_filters__print_json(FILE *to, const struct filters *filters);

#endif
