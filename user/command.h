/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command behind "--": started, but held before its first instruction until we trace.
 */
#ifndef READSNOOP_USER_COMMAND_H
#define READSNOOP_USER_COMMAND_H

#include <stdbool.h>
#include <sys/types.h>

#include "control.h"

struct command {
	pid_t pid; /* 0: none */
	char *const *argv;
	int go_fd;    /* close: do not run; write: run */
	int error_fd; /* the errno of a failed exec, or nothing */
	bool ended;
	int exit_code; /* once ended: its status, or 128 + the signal */
};

/*
 * Fork a child that waits, with the signals as they were and without a single read(2). 0 or a
 * negative errno.
 */
int command__fork(struct command *command, char *const argv[], const struct control *control);

/*
 * Let it run. 0; or the negative errno of the exec, logged, with command->exit_code set to 127 or
 * 126 as a shell would. Returns when the exec has happened.
 */
int command__start(struct command *command);

/* See whether it has ended. True once it has. */
bool command__poll(struct command *command);

/* Wait until it has. */
void command__wait(struct command *command);

/* Give up a child that has not been started. Also accepts one that has ended, or none. */
void command__drop(struct command *command);

#endif
