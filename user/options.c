// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "option_table.h"
#include "options.h"
#include "schema.h"
#include "subcommand.h"

#define DEFAULT_BUFFER_BYTES (4ULL << 20)

/* Some 100 bytes of kernel memory each. */
#define DEFAULT_IN_FLIGHT 65536

/*
 * Half of it is the typical delay while events keep coming; docs/benchmarks.md has the measurement.
 */
#define DEFAULT_POLL_NS 400000ULL
/* The polled map has no other way to notice an event. */
#define DEFAULT_HASH_POLL_NS 1000000ULL

static void print_after(void)
{
	printf("\nchannels:\n");
	for (unsigned int i = 0; channel_ops__at(i); i++)
		printf("  %-6s %s\n", channel_ops__at(i)->name, channel_ops__at(i)->summary);
	printf("\ncommands (readsnoop COMMAND --help):\n");
	for (unsigned int i = 0; subcommand__at(i); i++)
		printf("  %-8s %s\n", subcommand__at(i)->name, subcommand__at(i)->summary);
	printf("\nSIGUSR1 prints the ledger so far. Exit status: 0 done, 1 failed, 2 usage,\n"
	       "3 missing privilege, 4 not supported by this kernel, 5 incomplete (--strict);\n"
	       "with COMMAND its own status.\n");
}

/* What each option says alone may still not go together. */
static const char *contradiction(const struct trace_options *options)
{
	if (options->wakeup && options->channel->keeps_last_only)
		return "--wakeup has no meaning with --channel hash: nothing wakes its reader";
	if (options->wakeup && options->has_poll_interval)
		return "--wakeup and --poll-interval exclude each other";
	if (options->has_buffer_bytes && !options->channel->buffer_unit)
		return "--buffer-size has no meaning with --channel hash: it keeps one event per CPU";
	if (options->errors_only && options->min_bytes)
		return "--errors and --min-bytes exclude each other: a failed read brings no bytes";
	if (options->details && options->channel->keeps_last_only)
		return "--channel hash has no room for details; use perf, ring or mmap";
	if (options->has_in_flight && !options->details)
		return "--in-flight has a meaning only with --details, or what includes it";
	return filters__contradiction(&options->filters, options->command != NULL);
}

const char *trace_options__complete(struct trace_options *options)
{
	const char *wrong = contradiction(options);

	if (!wrong && !options->has_poll_interval && options->channel->keeps_last_only)
		options->poll_interval_ns = DEFAULT_HASH_POLL_NS;
	return wrong;
}

enum parse_result trace_options__check(struct trace_options *options)
{
	const char *wrong = trace_options__complete(options);

	if (!wrong)
		return PARSE_RUN;
	log__error("%s", wrong);
	return PARSE_ERROR;
}

void trace_options__init(struct trace_options *options)
{
	*options = (struct trace_options){
		.channel = &channel_perf,
		.attach = ATTACH_AUTO,
		.buffer_bytes = DEFAULT_BUFFER_BYTES,
		.in_flight = DEFAULT_IN_FLIGHT,
		.poll_interval_ns = DEFAULT_POLL_NS,
		.format = &output_text,
		.verbosity = LOG_NOTICES,
	};
}

static enum parse_result print_schema(void)
{
	fputs(json_schema, stdout);
	if (fflush(stdout) == 0)
		return PARSE_DONE;
	log__error("writing to 'stdout' failed: %s", strerror(errno));
	return PARSE_FAILED;
}

enum parse_result trace_options__parse(struct trace_options *options, int argc, char *argv[])
{
	const struct command_line line = {
		.see = "readsnoop --help",
		.help_before =
			"usage: readsnoop [trace] [OPTION]... [-- COMMAND [ARGUMENT]...]\n\n"
			"Shows every call of vfs_read in the kernel: when, on which CPU, by whom; and at\n"
			"the end, what became of each. With COMMAND: its reads and its children's, from\n"
			"its first instruction to its exit.\n\n",
		.print_after = print_after,
		.specs = trace_option_table,
		.spec_count = trace_option_count,
	};
	enum parse_result result;

	trace_options__init(options);
	result = command_line__parse(&line, options, argc, argv, &options->command);
	if (result == PARSE_RUN && options->json_schema)
		return print_schema();
	return result == PARSE_RUN ? trace_options__check(options) : result;
}

void trace_options__free(struct trace_options *options)
{
	filters__fini(&options->filters);
}
