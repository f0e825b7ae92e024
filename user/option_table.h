/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every option of "readsnoop trace", described once: parsing and --help are both made from this.
 */
#ifndef READSNOOP_USER_OPTION_TABLE_H
#define READSNOOP_USER_OPTION_TABLE_H

#include "options.h"

struct option_spec {
	const char *name;
	char letter;	      /* 0: none */
	const char *argument; /* what --help calls it; NULL: takes none */
	const char *help;
	/* Take the argument. NULL, or what is wrong with it (static). */
	const char *(*set)(struct trace_options *options, const char *argument);
};

extern const struct option_spec option_table[];
extern const unsigned int option_table_size;

#endif
