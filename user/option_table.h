/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every option of "readsnoop trace", described once.
 */
#ifndef READSNOOP_USER_OPTION_TABLE_H
#define READSNOOP_USER_OPTION_TABLE_H

#include "command_line.h"
#include "options.h"

/* Their set() takes a struct trace_options. */
extern const struct option_spec trace_option_table[];
extern const unsigned int trace_option_count;

/* Whether it makes sense only where single events are shown: the others are shared. */
bool trace_option__is_for_events(const struct option_spec *spec);

#endif
