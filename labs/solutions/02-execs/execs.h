/* SPDX-License-Identifier: GPL-2.0-only */
/* Lab 02: what both sides have to agree on. */
#ifndef EXECS_H
#define EXECS_H

/* The keys of the map. */
enum {
	KEY_CALLS,    /* calls of execve(), whether they succeed or not */
	KEY_PROGRAMS, /* programs that have been started */
	KEYS,
};

#endif
