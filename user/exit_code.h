/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the exit status says. With "-- COMMAND" it is the command's own status instead, unless
 * readsnoop itself failed before the command ran.
 */
#ifndef READSNOOP_USER_EXIT_CODE_H
#define READSNOOP_USER_EXIT_CODE_H

enum exit_code {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,       /* failed while running */
	EXIT_USAGE = 2,	       /* the command line makes no sense */
	EXIT_PRIVILEGE = 3,    /* this user may not trace */
	EXIT_UNSUPPORTED = 4,  /* the kernel lacks what was asked for */
	EXIT_INCOMPLETE = 5,   /* --strict, and not every event was delivered */
	EXIT_NO_EXEC = 126,    /* the command was found but could not be run (as in sh) */
	EXIT_NO_COMMAND = 127, /* the command was not found (as in sh) */
	EXIT_SIGNAL = 128      /* plus the signal's number: ended at once by a second signal */
};

/*
 * The code for a negative errno of the start-up path, where -EPERM and -EOPNOTSUPP have one meaning
 * each.
 */
enum exit_code exit_code__from_errno(int err);

#endif
