/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * "top" on a terminal: one picture that changes, and keys.
 */
#ifndef READSNOOP_USER_TOP_SCREEN_H
#define READSNOOP_USER_TOP_SCREEN_H

#include <stdbool.h>
#include <stdio.h>

#include "top_rows.h"

struct top_screen {
	enum live_sort sort;
	unsigned int max; /* rows; 0: as many as there is room for */
	bool paused, help;
	bool plain;	    /* no reverse video */
	const char *attach; /* for the first line */
	uint64_t interval_ns;
};

/* What a key asks for. */
enum top_action { TOP_NOTHING, TOP_REDRAW, TOP_QUIT };

enum top_action top_screen__key(struct top_screen *screen, int key);

/* The picture, in that many rows and columns: what is sent to the terminal. */
void top_screen__draw(FILE *to, const struct top_screen *screen, const struct top_rows *rows,
		      unsigned int lines, unsigned int columns);

#endif
