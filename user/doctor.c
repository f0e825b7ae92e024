// SPDX-License-Identifier: GPL-2.0-only
/*
 * "readsnoop doctor": whether this machine lets us trace, and if not, why.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command_line.h"
#include "diagnosis.h"
#include "doctor.h"
#include "log.h"
#include "style.h"

struct doctor_options {
	bool json;
	enum log_level verbosity;
};

static const char *set_json(void *target, const char *argument)
{
	struct doctor_options *options = target;

	(void)argument;
	options->json = true;
	return NULL;
}

static const char *set_verbose(void *target, const char *argument)
{
	struct doctor_options *options = target;

	(void)argument;
	options->verbosity = log_level__raise(options->verbosity);
	return NULL;
}

static const struct option_spec option_table[] = {
	{"json", 'j', NULL, "one JSON object per line", set_json},
	{"verbose", 'v', NULL, "the kernel's words on what failed; twice: debug", set_verbose},
};

static void print_after(void)
{
	printf("\nVerdicts: ok; note, good to know; warn, something will not work or not well;\n"
	       "fail, no tracing. What follows \"->\" is the mend. Exit status: what readsnoop\n"
	       "would exit with: 0 tracing works, 3 missing privilege, 4 not supported by this\n"
	       "kernel, 1 another failure; 2 usage.\n");
}

static enum parse_result parse(struct doctor_options *options, int argc, char *argv[])
{
	const struct command_line line = {
		.see = "readsnoop doctor --help",
		.help_before =
			"usage: readsnoop doctor [OPTION]...\n\n"
			"Checks what stands in the way of tracing, and tries each kind of probe for a\n"
			"moment. Says what was seen, where, and what to do about it.\n\n",
		.print_after = print_after,
		.specs = option_table,
		.spec_count = sizeof(option_table) / sizeof(option_table[0]),
	};
	enum parse_result result;
	char **command;

	*options = (struct doctor_options){.verbosity = LOG_ERRORS};
	result = command_line__parse(&line, options, argc, argv, &command);
	if (result != PARSE_RUN || !command)
		return result;
	log__error("unexpected argument '%s'; doctor runs no command", command[0]);
	return PARSE_ERROR;
}

int doctor__main(int argc, char *argv[])
{
	static struct diagnosis diagnosis;
	struct doctor_options options;
	struct line_style style;
	enum parse_result result = parse(&options, argc, argv);

	if (result != PARSE_RUN)
		return command_line__exit_code(result);
	log__init(options.verbosity);
	diagnosis__make(&diagnosis);
	style__init(&style, CLOCK_BOOT, NULL, COLOR_AUTO, STDOUT_FILENO);
	if (options.json)
		diagnosis__print_json(&diagnosis);
	else
		diagnosis__print_text(&diagnosis, style.color);
	if (fflush(stdout) == 0)
		return diagnosis.exit_code;
	log__error("writing to 'stdout' failed: %s", strerror(errno));
	return EXIT_FAILED;
}
