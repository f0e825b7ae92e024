/* SPDX-License-Identifier: GPL-2.0-only */
/* What both sides of rival have to agree on. */
#ifndef LABS_GRADER_RIVAL_H
#define LABS_GRADER_RIVAL_H

/* Who is at a value that is watched. */
enum side {
	PRODUCER, /* a BPF program that a thread called "reader" has set off */
	CONSUMER, /* one that the student's process has set off, or its update of the map */
	LOOKUP,	  /* the student's process, which looks the value up */
	SIDES,
};

#define SIGNAL_STOP 19 /* SIGSTOP; the kernel side has no <signal.h> */

#endif
