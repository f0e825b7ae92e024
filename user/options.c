// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "option_table.h"
#include "options.h"

#define DEFAULT_BUFFER_BYTES (4ULL << 20)

/*
 * Half of it is the typical delay while events keep coming; docs/benchmarks.md has the measurement.
 */
#define DEFAULT_POLL_NS 400000ULL
/* The polled map has no other way to notice an event. */
#define DEFAULT_HASH_POLL_NS 1000000ULL

/* Room for the table as getopt_long() wants it. */
#define OPTIONS_MAX 64

/* Values of getopt_long() for options without a letter: above every character. */
#define OPTION_HELP    1000
#define OPTION_VERSION 1001
#define OPTION_BASE    1100

static void print_option(const struct option_spec *spec)
{
	char left[40], letter[] = "-x,";

	letter[1] = spec->letter;
	snprintf(left, sizeof(left), "--%s %s", spec->name, spec->argument ? spec->argument : "");
	printf("  %3s %-22s %s\n", spec->letter ? letter : "", left, spec->help);
}

static void print_help(void)
{
	printf("usage: readsnoop [trace] [OPTION]... [-- COMMAND [ARGUMENT]...]\n\n"
	       "Shows every call of vfs_read in the kernel: when, on which CPU, by whom; and at\n"
	       "the end, what became of each. With COMMAND: its reads and its children's, from\n"
	       "its first instruction to its exit.\n\n");
	for (unsigned int i = 0; i < option_table_size; i++)
		print_option(&option_table[i]);
	printf("  -h, %-22s %s\n  -V, %-22s %s\n\n", "--help", "print this", "--version",
	       "print the version");
	printf("channels:\n");
	for (unsigned int i = 0; channel_ops__at(i); i++)
		printf("  %-6s %s\n", channel_ops__at(i)->name, channel_ops__at(i)->summary);
	printf("\nSIGUSR1 prints the ledger so far. Exit status: 0 done, 1 failed, 2 usage,\n"
	       "3 missing privilege, 4 not supported by this kernel, 5 incomplete (--strict);\n"
	       "with COMMAND its own status.\n");
}

static void build_getopt(struct option *long_options, char *letters)
{
	unsigned int i;

	*letters++ = '+'; /* options end where the command begins */
	*letters++ = ':';
	for (i = 0; i < option_table_size; i++) {
		long_options[i] = (struct option){
			.name = option_table[i].name,
			.has_arg = option_table[i].argument ? required_argument : no_argument,
			.val = (int)(OPTION_BASE + i),
		};
		if (!option_table[i].letter)
			continue;
		*letters++ = option_table[i].letter;
		if (option_table[i].argument)
			*letters++ = ':';
	}
	long_options[i++] = (struct option){"help", no_argument, NULL, OPTION_HELP};
	long_options[i++] = (struct option){"version", no_argument, NULL, OPTION_VERSION};
	long_options[i] = (struct option){0};
	strcpy(letters, "hV");
}

static const struct option_spec *find_spec(int value)
{
	if (value >= OPTION_BASE)
		return &option_table[value - OPTION_BASE];
	for (unsigned int i = 0; i < option_table_size; i++)
		if (option_table[i].letter == value)
			return &option_table[i];
	return NULL;
}

static enum parse_result complain(char *argv[], int value)
{
	const char *word = argv[optind - 1];
	const struct option_spec *spec = optopt ? find_spec(optopt) : NULL;

	if (value == ':' || (spec && spec->argument))
		log__error("option '%s' needs an argument: %s", word, spec ? spec->argument : "");
	else if (spec)
		log__error("option '--%s' takes no argument", spec->name);
	else if (optopt && optopt < OPTION_HELP)
		log__error("unknown option '-%c'; see readsnoop --help",
			   isprint(optopt) ? optopt : '?');
	else
		log__error("unknown option '%s'; see readsnoop --help", word);
	return PARSE_ERROR;
}

static enum parse_result cannot_print(void)
{
	log__error("writing to 'stdout' failed: %s", strerror(errno));
	return PARSE_FAILED;
}

static enum parse_result apply(struct trace_options *options, int value, char *argv[])
{
	const struct option_spec *spec;
	const char *wrong;

	if (value == 'h' || value == OPTION_HELP) {
		print_help();
		return fflush(stdout) ? cannot_print() : PARSE_DONE;
	}
	if (value == 'V' || value == OPTION_VERSION) {
		printf("readsnoop " READSNOOP_VERSION "\n");
		return PARSE_DONE;
	}
	if (value == '?' || value == ':')
		return complain(argv, value);
	spec = find_spec(value);
	wrong = spec->set(options, optarg);
	if (!wrong)
		return PARSE_RUN;
	log__error("--%s '%s': %s", spec->name, optarg, wrong);
	return PARSE_ERROR;
}

/* What each option says alone may still not go together. */
static enum parse_result check_together(struct trace_options *options)
{
	const char *wrong = NULL;

	if (options->wakeup && options->channel->keeps_last_only)
		wrong = "--wakeup has no meaning with --channel hash: nothing wakes its reader";
	else if (options->wakeup && options->has_poll_interval)
		wrong = "--wakeup and --poll-interval exclude each other";
	else if (options->has_buffer_bytes && !options->channel->buffer_unit)
		wrong = "--buffer-size has no meaning with --channel hash: it keeps one event per CPU";
	else if (options->command && (options->tgids.count || options->tids.count))
		wrong = "--pid and --tid exclude a command: its own processes are traced";
	if (wrong) {
		log__error("%s", wrong);
		return PARSE_ERROR;
	}
	if (!options->has_poll_interval && options->channel->keeps_last_only)
		options->poll_interval_ns = DEFAULT_HASH_POLL_NS;
	return PARSE_RUN;
}

/* last_argument: of the last option, or NULL: "-o -- cat" has no separator. */
static enum parse_result take_command(struct trace_options *options, int argc, char *argv[],
				      const char *last_argument)
{
	const char *before = argv[optind - 1];
	bool separated = before != last_argument && strcmp(before, "--") == 0;

	if (optind == argc) {
		if (separated) {
			log__error("no command behind '--'");
			return PARSE_ERROR;
		}
		return PARSE_RUN;
	}
	if (!separated) {
		log__error("unexpected argument '%s'; a command stands behind '--'", argv[optind]);
		return PARSE_ERROR;
	}
	options->command = argv + optind;
	return PARSE_RUN;
}

enum parse_result trace_options__parse(struct trace_options *options, int argc, char *argv[])
{
	struct option long_options[OPTIONS_MAX + 3];
	char letters[2 * OPTIONS_MAX + 8];
	enum parse_result result = PARSE_RUN;
	const char *last_argument = NULL;
	int value;

	*options = (struct trace_options){
		.channel = &channel_perf,
		.attach = ATTACH_AUTO,
		.buffer_bytes = DEFAULT_BUFFER_BYTES,
		.poll_interval_ns = DEFAULT_POLL_NS,
		.format = &output_text,
		.verbosity = LOG_NOTICES,
	};
	assert(option_table_size <= OPTIONS_MAX);
	build_getopt(long_options, letters);
	opterr = 0;
	while (result == PARSE_RUN &&
	       (value = getopt_long(argc, argv, letters, long_options, NULL)) != -1) {
		last_argument = optarg;
		result = apply(options, value, argv);
	}
	if (result == PARSE_RUN)
		result = take_command(options, argc, argv, last_argument);
	if (result == PARSE_RUN)
		result = check_together(options);
	return result;
}

void trace_options__free(struct trace_options *options)
{
	free(options->tgids.ids);
	free(options->tids.ids);
	free(options->uids.ids);
}
