// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdio.h>
#include <bpf/libbpf.h>

#include "log.h"

static enum log_level current_level = LOG_NOTICES;

static int print_libbpf(enum libbpf_print_level level, const char *fmt, va_list args)
{
	enum log_level needed = level == LIBBPF_WARN ? LOG_VERBOSE : LOG_DEBUG;

	return current_level >= needed ? vfprintf(stderr, fmt, args) : 0;
}

enum log_level log_level__raise(enum log_level level)
{
	return level == LOG_VERBOSE ? LOG_DEBUG : LOG_VERBOSE;
}

void log__init(enum log_level level)
{
	current_level = level;
	libbpf_set_print(print_libbpf);
}

enum log_level log__level(void)
{
	return current_level;
}

/* One write per message: stderr is unbuffered, and two writers must not mix within a line. */
static void print_line(const char *fmt, va_list args)
{
	char line[1024];

	vsnprintf(line, sizeof(line), fmt, args);
	fprintf(stderr, "readsnoop: %s\n", line);
}

#define PRINT_AT(level, fmt)                                                                       \
	do {                                                                                       \
		va_list args;                                                                      \
		if (current_level < (level))                                                       \
			return;                                                                    \
		va_start(args, fmt);                                                               \
		print_line(fmt, args);                                                             \
		va_end(args);                                                                      \
	} while (0)

void log__error(const char *fmt, ...)
{
	PRINT_AT(LOG_ERRORS, fmt);
}

void log__notice(const char *fmt, ...)
{
	PRINT_AT(LOG_NOTICES, fmt);
}

void log__verbose(const char *fmt, ...)
{
	PRINT_AT(LOG_VERBOSE, fmt);
}
