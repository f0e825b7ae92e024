/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How lines look, as far as it can be chosen. All zero: boot time, plain.
 */
#ifndef READSNOOP_USER_STYLE_H
#define READSNOOP_USER_STYLE_H

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"

enum clock_kind {
	CLOCK_BOOT, /* seconds since boot */
	CLOCK_WALL, /* local time of day in text, ISO 8601 in UTC elsewhere */
	CLOCK_DELTA /* since the event shown before */
};

/* As it is called on the command line; NULL behind the last one. */
const char *clock_kind__name(int kind);

/* What ends every colour. */
#define COLOR_OFF "\033[0m"

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct line_style {
	enum clock_kind clock;
	const struct wall_clock *wall; /* borrowed; for CLOCK_WALL */
	/* The day that lines of text are in, from midnight to midnight, in ns of the wall clock. */
	uint64_t day_ns, day_end_ns;
	bool color;
	bool utf8;	    /* the reader of text understands it */
	unsigned int width; /* columns that a line of text may have; 0: no limit */
};

/* The width of a terminal; 0 if it is none, or does not say. */
unsigned int style__width(int fd);

/* Whether the user wants no colour from any program: NO_COLOR (https://no-color.org). */
bool style__no_color(void);

/* For lines to fd. NO_COLOR and TERM=dumb count for auto. */
void style__init(struct line_style *style, enum clock_kind clock, const struct wall_clock *wall,
		 enum color_choice color, int fd);

/* Set the day to that of wall_ns. */
void style__set_day(struct line_style *style, uint64_t wall_ns);

/* wall_ns as local time: strftime(3). Returns the length. */
unsigned int style__format_time(char *p, unsigned int max, const char *format, uint64_t wall_ns);

#endif
