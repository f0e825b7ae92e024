/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command line of any subcommand. One table describes every option: parsing, --help, the
 * manual page and the shells' completion are all made from it.
 */
#ifndef READSNOOP_USER_COMMAND_LINE_H
#define READSNOOP_USER_COMMAND_LINE_H

/* What getopt_long() is given has room for this many options of one subcommand. */
#define COMMAND_LINE_OPTIONS_MAX 64

struct option_spec {
	const char *name;
	char letter;	      /* 0: none */
	const char *argument; /* what --help calls it; NULL: takes none */
	const char *help;
	/*
	 * Take the argument into the subcommand's own struct. NULL, or what is wrong with it
	 * (static).
	 */
	const char *(*set)(void *options, const char *argument);
	const char *choices; /* all the words there are, "a,b,c"; NULL: no closed set */
};

struct command_line {
	const char *see; /* for complaints: what prints --help, such as "readsnoop --help" */
	const char *help_before;   /* of --help, before the options */
	void (*print_after)(void); /* ... and behind them; NULL: nothing */
	/*
	 * Take a word that stands alone, as an option's set() takes its argument; NULL: there are
	 * none.
	 */
	const char *(*word)(void *options, const char *word);
	const struct option_spec *specs;
	unsigned int spec_count;
};

enum parse_result {
	PARSE_RUN,    /* go on */
	PARSE_DONE,   /* --help or --version has been printed */
	PARSE_FAILED, /* ... could not be printed; one line has been logged */
	PARSE_ERROR   /* one line has been logged */
};

/*
 * Parse up to the command behind "--", of which *command becomes the start, or NULL if there is
 * none; it points into argv. options: what the specs' set() gets.
 */
enum parse_result command_line__parse(const struct command_line *line, void *options, int argc,
				      char *argv[], char ***command);

/* The exit code for a result that is not PARSE_RUN. */
int command_line__exit_code(enum parse_result result);

#endif
