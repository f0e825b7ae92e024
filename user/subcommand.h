/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The registry of subcommands: who is called for the first word of the command line, and what
 * --help says of each.
 */
#ifndef READSNOOP_USER_SUBCOMMAND_H
#define READSNOOP_USER_SUBCOMMAND_H

struct subcommand {
	const char *name, *summary;
	/* argv[0] is its name. The exit status. */
	int (*main)(int argc, char *argv[]);
};

/* The first one is what a command line without a subcommand means. NULL behind the last one. */
const struct subcommand *subcommand__at(unsigned int index);
const struct subcommand *subcommand__find(const char *name);

#endif
