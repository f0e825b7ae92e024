/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands of peek. Each takes the process (0: all objects of the system) and its arguments,
 * ended by NULL, prints to stdout, and ends the program with an error if it cannot.
 */
#ifndef LABS_GRADER_PEEK_H
#define LABS_GRADER_PEEK_H

#include <stdbool.h>
#include <linux/types.h>

/* peek_objects.c */

/* Calls found(fd, arg) for each object of kind "prog", "map" or "link" until it returns false. */
void objects__each(const char *kind, int pid, bool (*found)(int fd, void *arg), void *arg);

void peek__progs(int pid, char **args);
void peek__links(int pid, char **args);
void peek__maps(int pid, char **args);

/* peek_values.c */

void peek__members(int pid, char **args);
void peek__dump(int pid, char **args);
void peek__value(int pid, char **args);
void peek__padding(int pid, char **args);
void peek__set(int pid, char **args);
void peek__global(int pid, char **args);
void peek__set_global(int pid, char **args);

/* peek_rings.c */

void peek__rings(int pid, char **args);
void peek__ring(int pid, char **args);

#endif
