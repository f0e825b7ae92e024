// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "command_line.h"
#include "exit_code.h"
#include "log.h"
#include "subcommand.h"
#include "version.h"

/* Values of getopt_long() for options without a letter: above every character. */
#define OPTION_HELP    1000
#define OPTION_VERSION 1001
#define OPTION_LIST    1002
#define OPTION_BASE    1100

static void print_option(const struct option_spec *spec)
{
	char left[40], letter[] = "-x,";

	letter[1] = spec->letter;
	snprintf(left, sizeof(left), "--%s %s", spec->name, spec->argument ? spec->argument : "");
	printf("  %3s %-22s %s\n", spec->letter ? letter : "", left, spec->help);
}

static void print_help(const struct command_line *line)
{
	fputs(line->help_before, stdout);
	for (unsigned int i = 0; i < line->spec_count; i++)
		print_option(&line->specs[i]);
	printf("  -h, %-22s %s\n  -V, %-22s %s\n", "--help", "print this", "--version",
	       "print the version");
	if (line->print_after)
		line->print_after();
}

/* Help of more than one line becomes one. */
static void print_on_one_line(const char *text)
{
	while (*text) {
		size_t len = strcspn(text, " \n");

		printf("%.*s", (int)len, text);
		text += len;
		text += strspn(text, " \n");
		if (*text)
			putchar(' ');
	}
	putchar('\n');
}

/*
 * For the manual page and the shells, see readsnoop(8): fields are separated by tabs, and those
 * that are empty are "-".
 */
static void print_list(const struct command_line *line)
{
	for (unsigned int i = 0; subcommand__at(i); i++)
		printf("command\t%s\t%s\n", subcommand__at(i)->name, subcommand__at(i)->summary);
	for (unsigned int i = 0; i < line->spec_count; i++) {
		const struct option_spec *spec = &line->specs[i];

		printf("option\t%s\t%c\t%s\t%s\t", spec->name, spec->letter ? spec->letter : '-',
		       spec->argument ? spec->argument : "-", spec->choices ? spec->choices : "-");
		print_on_one_line(spec->help);
	}
	printf("option\thelp\th\t-\t-\tprint a summary of the options\n"
	       "option\tversion\tV\t-\t-\tprint the version\n");
}

static void build_getopt(const struct command_line *line, struct option *long_options,
			 char *letters)
{
	unsigned int i;

	*letters++ = '+'; /* options end where the command begins */
	*letters++ = ':';
	for (i = 0; i < line->spec_count; i++) {
		const struct option_spec *spec = &line->specs[i];

		long_options[i] = (struct option){
			.name = spec->name,
			.has_arg = spec->argument ? required_argument : no_argument,
			.val = (int)(OPTION_BASE + i),
		};
		if (!spec->letter)
			continue;
		*letters++ = spec->letter;
		if (spec->argument)
			*letters++ = ':';
	}
	long_options[i++] = (struct option){"help", no_argument, NULL, OPTION_HELP};
	long_options[i++] = (struct option){"version", no_argument, NULL, OPTION_VERSION};
	long_options[i++] = (struct option){"list-options", no_argument, NULL, OPTION_LIST};
	long_options[i] = (struct option){0};
	strcpy(letters, "hV");
}

static const struct option_spec *find_spec(const struct command_line *line, int value)
{
	if (value >= OPTION_BASE)
		return &line->specs[value - OPTION_BASE];
	for (unsigned int i = 0; i < line->spec_count; i++)
		if (line->specs[i].letter == value)
			return &line->specs[i];
	return NULL;
}

static enum parse_result complain(const struct command_line *line, char *argv[], int value)
{
	const char *word = argv[optind - 1];
	const struct option_spec *spec = optopt ? find_spec(line, optopt) : NULL;

	if (value == ':' || (spec && spec->argument))
		log__error("option '%s' needs an argument: %s", word, spec ? spec->argument : "");
	else if (spec)
		log__error("option '--%s' takes no argument", spec->name);
	else if (optopt && optopt < OPTION_HELP)
		log__error("unknown option '-%c'; see %s", isprint(optopt) ? optopt : '?',
			   line->see);
	else
		log__error("unknown option '%s'; see %s", word, line->see);
	return PARSE_ERROR;
}

static enum parse_result cannot_print(void)
{
	log__error("writing to 'stdout' failed: %s", strerror(errno));
	return PARSE_FAILED;
}

static enum parse_result apply(const struct command_line *line, void *options, int value,
			       char *argv[])
{
	const struct option_spec *spec;
	const char *wrong;

	if (value == 'h' || value == OPTION_HELP) {
		print_help(line);
		return fflush(stdout) ? cannot_print() : PARSE_DONE;
	}
	if (value == OPTION_LIST) {
		print_list(line);
		return fflush(stdout) ? cannot_print() : PARSE_DONE;
	}
	if (value == 'V' || value == OPTION_VERSION) {
		printf("readsnoop " READSNOOP_VERSION "\n");
		return PARSE_DONE;
	}
	if (value == '?' || value == ':')
		return complain(line, argv, value);
	spec = find_spec(line, value);
	wrong = spec->set(options, optarg);
	if (!wrong)
		return PARSE_RUN;
	log__error("--%s '%s': %s", spec->name, optarg, wrong);
	return PARSE_ERROR;
}

/* last_argument: of the last option, or NULL: "-o -- cat" has no separator. */
static enum parse_result take_command(const struct command_line *line, int argc, char *argv[],
				      const char *last_argument, char ***command)
{
	const char *before = argv[optind - 1];
	bool separated = before != last_argument && strcmp(before, "--") == 0;

	*command = NULL;
	if (optind == argc) {
		if (separated) {
			log__error("no command behind '--'");
			return PARSE_ERROR;
		}
		return PARSE_RUN;
	}
	if (!separated) {
		log__error(
			"unexpected argument '%s'; see %s; a command to trace stands behind '--'",
			argv[optind], line->see);
		return PARSE_ERROR;
	}
	*command = argv + optind;
	return PARSE_RUN;
}

/*
 * Words may stand between the options: getopt_long() stops at each, and goes on behind it. False
 * if it has stopped at the end or behind a "--".
 */
static bool take_word(const struct command_line *line, void *options, int argc, char *argv[],
		      const char *last_argument, enum parse_result *result)
{
	const char *before = argv[optind - 1], *wrong;

	if (!line->word || optind == argc || (before != last_argument && strcmp(before, "--") == 0))
		return false;
	wrong = line->word(options, argv[optind]);
	if (wrong) {
		log__error("'%s': %s", argv[optind], wrong);
		*result = PARSE_ERROR;
	}
	optind++;
	return true;
}

enum parse_result command_line__parse(const struct command_line *line, void *options, int argc,
				      char *argv[], char ***command)
{
	struct option long_options[COMMAND_LINE_OPTIONS_MAX + 4];
	char letters[2 * COMMAND_LINE_OPTIONS_MAX + 8];
	enum parse_result result = PARSE_RUN;
	const char *last_argument = NULL;
	int value;

	assert(line->spec_count <= COMMAND_LINE_OPTIONS_MAX);
	build_getopt(line, long_options, letters);
	opterr = 0;
	do {
		while (result == PARSE_RUN &&
		       (value = getopt_long(argc, argv, letters, long_options, NULL)) != -1) {
			last_argument = optarg;
			result = apply(line, options, value, argv);
		}
	} while (result == PARSE_RUN &&
		 take_word(line, options, argc, argv, last_argument, &result));
	if (result == PARSE_RUN)
		result = take_command(line, argc, argv, last_argument, command);
	return result;
}

int command_line__exit_code(enum parse_result result)
{
	return result == PARSE_ERROR	? EXIT_USAGE
	       : result == PARSE_FAILED ? EXIT_FAILED
					: EXIT_DONE;
}
