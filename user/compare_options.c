// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "../common/read_details.h"
#include "clock.h"
#include "compare_options.h"
#include "parse.h"

/*
 * Useful, and done within a minute on two CPUs: 4 rates, 5 repetitions, 6 channels and a baseline
 * make 140 measurements.
 */
#define DEFAULT_CHANNELS "perf,perf:wakeup=1,ring,ring:kernel,mmap,hash:interval=1ms"
#define DEFAULT_RATES	 "1k,10k,100k,flat"
#define DEFAULT_PAIR	 "perf,ring"
#define DEFAULT_DURATION (200 * 1000000ULL)
#define DEFAULT_WARMUP	 (30 * 1000000ULL)
#define DEFAULT_REPS	 5

#define DURATION_MAX (600 * NS_PER_SECOND)
#define REPS_MAX     100

static const char *set_channels(void *target, const char *argument)
{
	struct compare_options *options = target;

	options->has_channels = true;
	return channel_list__parse(&options->channels, argument);
}

static const char *set_rates(void *target, const char *argument)
{
	struct compare_options *options = target;

	options->has_paces = true;
	return pace_list__parse(&options->paces, argument);
}

static const char *set_duration(void *target, const char *argument)
{
	struct compare_options *options = target;

	options->has_duration = true;
	if (parse__duration(argument, &options->duration_ns) || !options->duration_ns ||
	    options->duration_ns > DURATION_MAX)
		return "give a time above 0 and up to 10m, such as 2 or 500ms";
	return NULL;
}

static const char *set_warmup(void *target, const char *argument)
{
	struct compare_options *options = target;

	if (parse__duration(argument, &options->warmup_ns) || options->warmup_ns > DURATION_MAX)
		return "give a time up to 10m, such as 50ms; 0 for none";
	return NULL;
}

static const char *set_reps(void *target, const char *argument)
{
	struct compare_options *options = target;

	if (parse__u32(argument, &options->reps) || !options->reps || options->reps > REPS_MAX)
		return "give a number from 1 to 100";
	return NULL;
}

static const char *set_attach(void *target, const char *argument)
{
	struct compare_options *options = target;

	return attach_kind__find(argument, &options->attach)
		       ? "it is auto, kprobe, fentry or tracepoint"
		       : NULL;
}

static const char *set_cpus(void *target, const char *argument)
{
	struct compare_options *options = target;

	if (cpu_set__parse(&options->cpus, argument) || !options->cpus.end)
		return "give CPUs such as 0, 0,2 or 1-3";
	return NULL;
}

static const char *set_format(void *target, const char *argument)
{
	static const char *const names[] = {
		[COMPARE_TABLE] = "table", [COMPARE_JSON] = "json", [COMPARE_CSV] = "csv"};
	struct compare_options *options = target;

	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(argument, names[i]) == 0) {
			options->format = i;
			return NULL;
		}
	return "formats are table, json and csv";
}

static const char *set_output(void *target, const char *argument)
{
	struct compare_options *options = target;

	options->output_dir = argument;
	return *argument ? NULL : "the name is empty";
}

static const char *set_raw(void *target, const char *argument)
{
	struct compare_options *options = target;

	(void)argument;
	options->raw = true;
	return NULL;
}

static const char *set_paired(void *target, const char *argument)
{
	struct compare_options *options = target;

	(void)argument;
	options->paired = true;
	return NULL;
}

static const char *set_payload(void *target, const char *argument)
{
	struct compare_options *options = target;

	if (parse__u32(argument, &options->payload) || options->payload > READ_PADDING_MAX ||
	    options->payload % 8)
		return "give bytes up to 1280, a multiple of 8";
	return NULL;
}

static const char *set_replot(void *target, const char *argument)
{
	struct compare_options *options = target;

	if (options->action != COMPARE_RUN)
		return "--replot and --diff exclude each other";
	options->action = COMPARE_REPLOT;
	options->stored = argument;
	return NULL;
}

static const char *set_diff(void *target, const char *argument)
{
	struct compare_options *options = target;

	if (options->action != COMPARE_RUN)
		return "--replot and --diff exclude each other";
	options->action = COMPARE_DIFF;
	options->stored = argument;
	return NULL;
}

static const char *set_quiet(void *target, const char *argument)
{
	struct compare_options *options = target;

	(void)argument;
	options->verbosity = LOG_ERRORS;
	return NULL;
}

static const char *set_verbose(void *target, const char *argument)
{
	struct compare_options *options = target;

	(void)argument;
	options->verbosity = log_level__raise(options->verbosity);
	return NULL;
}

static const struct option_spec table[] = {
	{"channels", 0, "LIST", "what to compare; see below", set_channels},
	{"rates", 0, "LIST", "reads a second: 1k,10k,100k,flat (default)", set_rates},
	{"duration", 'd', "TIME", "of each measurement, on each CPU (200ms)", set_duration},
	{"warmup", 0, "TIME", "before it, left out (30ms)", set_warmup},
	{"reps", 'r', "N", "repetitions of each (5)", set_reps},
	{"attach", 0, "KIND", "auto (default), kprobe, fentry, tracepoint", set_attach,
	 "auto,kprobe,fentry,tracepoint"},
	{"cpus", 0, "LIST", "read on each of these in turn (the first online)", set_cpus},
	{"paired", 0, NULL, "two channels at once, fed by the same hits", set_paired},
	{"payload", 0, "BYTES", "make each event longer by that many bytes (0)", set_payload},
	{"raw", 0, NULL, "keep every event's delay, below --output", set_raw},
	{"format", 0, "FORMAT", "of stdout: table (default), json or csv", set_format,
	 "table,json,csv"},
	{"output", 'o', "DIR", "results, histograms, plots and report.html", set_output},
	{"replot", 0, "DIR", "plots and report again, from what is stored", set_replot},
	{"diff", 0, "A B",
	 "two stored runs side by side (with --channels X,Y:\n"
	 "                               X of A against Y of B)",
	 set_diff},
	{"quiet", 'q', NULL, "no notices and no progress on stderr", set_quiet},
	{"verbose", 'v', NULL, "say what was chosen and why; twice: debug", set_verbose},
};

static void print_after(void)
{
	printf("\nA channel is perf, ring, mmap or hash, with :wakeup=N (the kernel wakes the\n"
	       "reader every N events), :interval=TIME (it looks so often; 0 spins),\n"
	       ":buffer=SIZE, or ring:kernel (the kernel's own policy). Default:\n"
	       "  %s\n"
	       "A rate may have :poisson or :burst=N behind it; flat is as fast as it goes.\n\n"
	       "Ctrl-C ends it early and reports what is finished; the exit status is then 130,\n"
	       "else as of trace.\n",
	       DEFAULT_CHANNELS);
}

static const char *complete_run(struct compare_options *options)
{
	if (options->command && (options->has_paces || options->has_duration))
		return "--rates and --duration belong to the built-in workload, not to a command";
	if (options->paired && options->channels.count != 2)
		return "--paired compares two channels: give them with --channels";
	if (options->paired && options->command)
		return "--paired needs the built-in workload, whose hits can be told apart";
	if (options->raw && !options->output_dir)
		return "--raw needs --output, where the delays go";
	for (unsigned int i = 0; options->payload && i < options->channels.count; i++)
		if (options->channels.at[i].options.channel->keeps_last_only)
			return "--payload has no meaning with hash, whose messages have one size; "
			       "choose others with --channels";
	for (unsigned int i = 0; i < options->channels.count; i++)
		options->channels.at[i].options.padding = options->payload;
	if (options->command) {
		options->paces.count = 1;
		options->paces.at[0] = (struct pace){.name = PACE_COMMAND};
	}
	return NULL;
}

static const char *complete(struct compare_options *options)
{
	const char *wrong = NULL;

	if (options->action == COMPARE_RUN) {
		if (!options->has_channels)
			wrong = channel_list__parse(&options->channels, options->paired
										? DEFAULT_PAIR
										: DEFAULT_CHANNELS);
		if (!wrong && !options->has_paces)
			wrong = pace_list__parse(&options->paces, DEFAULT_RATES);
		return wrong ? wrong : complete_run(options);
	}
	if (options->command || options->has_paces || options->has_duration || options->output_dir)
		return "stored runs are only read: no workload, no --rates, --duration or --output";
	if (options->action == COMPARE_DIFF && !options->other)
		return "--diff needs two directories";
	if (options->action == COMPARE_DIFF && options->has_channels &&
	    options->channels.count != 2)
		return "--diff takes two channels: X of the first run against Y of the second";
	return NULL;
}

/* The only word that stands alone is the second directory of --diff. */
static const char *take_word(void *target, const char *word)
{
	struct compare_options *options = target;

	if (options->action != COMPARE_DIFF || options->other)
		return "only --diff takes a second directory; a command stands behind '--'";
	options->other = word;
	return NULL;
}

enum parse_result compare_options__parse(struct compare_options *options, int argc, char *argv[])
{
	const struct command_line line = {
		.see = "readsnoop compare --help",
		.help_before =
			"usage: readsnoop compare [OPTION]... [-- COMMAND [ARGUMENT]...]\n\n"
			"Compares ways out of the kernel: the same reads through one channel after\n"
			"another, how late each event was, what got lost, and what it cost. The\n"
			"workload is built in, or COMMAND.\n\n",
		.print_after = print_after,
		.word = take_word,
		.specs = table,
		.spec_count = sizeof(table) / sizeof(table[0]),
	};
	enum parse_result result;
	const char *wrong;

	*options = (struct compare_options){
		.duration_ns = DEFAULT_DURATION,
		.warmup_ns = DEFAULT_WARMUP,
		.reps = DEFAULT_REPS,
		.attach = ATTACH_AUTO,
		.verbosity = LOG_NOTICES,
	};
	result = command_line__parse(&line, options, argc, argv, &options->command);
	if (result != PARSE_RUN)
		return result;
	wrong = complete(options);
	if (!wrong)
		return PARSE_RUN;
	log__error("%s", wrong);
	return PARSE_ERROR;
}
