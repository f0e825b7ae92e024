// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel_table.h"
#include "clock.h"
#include "live_options.h"
#include "option_table.h"
#include "parse.h"

/* A slot of a row counts to 2^32, which nobody reaches in this time. */
#define INTERVAL_NS_MAX (600 * NS_PER_SECOND)
#define INTERVAL_NS_MIN (NS_PER_SECOND / 20)

/* How many histograms are printed unless --rows says otherwise. */
#define HIST_ROWS 10

static const char *const sort_names[SORTS] = {
	[SORT_READS] = "reads", [SORT_BYTES] = "bytes", [SORT_ERRORS] = "errors",
	[SORT_MEAN] = "mean",	[SORT_P99] = "p99",	[SORT_KEY] = "name",
};

static const char *const of_names[HIST_KINDS] = {
	[HIST_SIZE] = "size",
	[HIST_REQUESTED] = "requested",
	[HIST_DURATION] = "duration",
};

const char *live_sort__name(enum live_sort sort)
{
	return sort_names[sort];
}

const char *hist_of__name(enum hist_of of)
{
	return of_names[of];
}

static int find(const char *const *names, unsigned int count, const char *name)
{
	for (unsigned int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -EINVAL;
}

static const char *set_by(void *target, const char *argument)
{
	struct live_options *options = target;

	return table_by__find(argument, &options->table.by)
		       ? "it is process, comm, file, cpu, uid or none"
		       : NULL;
}

static const char *set_sort(void *target, const char *argument)
{
	struct live_options *options = target;
	int sort = find(sort_names, SORTS, argument);

	if (sort < 0)
		return "it is reads, bytes, errors, mean, p99 or name";
	options->sort = (enum live_sort)sort;
	return NULL;
}

static const char *set_format(void *target, const char *argument)
{
	struct live_options *options = target;

	options->trace.format = output_ops__find(argument);
	return options->trace.format == &output_text || options->trace.format == &output_json
		       ? NULL
		       : "sums are shown as text or json";
}

static const char *set_rows(void *target, const char *argument)
{
	struct live_options *options = target;

	return parse__u32(argument, &options->rows) || !options->rows ? "give a number above 0"
								      : NULL;
}

static const char *set_of(void *target, const char *argument)
{
	struct live_options *options = target;
	char *words = strdup(argument), *rest = words, *word;
	int of = 0;

	memset(options->of, 0, sizeof(options->of));
	while (of >= 0 && (word = strsep(&rest, ","))) {
		of = find(of_names, HIST_KINDS, word);
		if (of >= 0)
			options->of[of] = true;
	}
	free(words);
	return of < 0 ? "they are size, requested and duration" : NULL;
}

static const char *set_linear(void *target, const char *argument)
{
	struct live_options *options = target;

	options->linear = argument;
	return NULL;
}

/* INTERVAL, then COUNT. */
static const char *take_word(void *target, const char *word)
{
	struct live_options *options = target;

	switch (options->words++) {
	case 0:
		if (parse__duration(word, &options->interval_ns))
			return "an interval is a time, such as 1, 500ms or 1m";
		return options->interval_ns < INTERVAL_NS_MIN ||
				       options->interval_ns > INTERVAL_NS_MAX
			       ? "an interval is 50ms to 10m"
			       : NULL;
	case 1:
		return parse__u64(word, &options->intervals) || !options->intervals
			       ? "give a number of intervals above 0"
			       : NULL;
	default:
		return "unexpected argument; a command stands behind '--'";
	}
}

#define FORMAT_OPTION                                                                              \
	{                                                                                          \
		"format", 0, "FORMAT", "text (default), or json: an object per line", set_format,  \
			"text,json"                                                                \
	}

static const struct option_spec top_specs[] = {
	{"by", 'b', "KEY", "process (default), comm, file, cpu, uid", set_by,
	 "process,comm,file,cpu,uid"},
	{"sort", 's', "KEY", "reads (default), bytes, errors, mean, p99, name", set_sort,
	 "reads,bytes,errors,mean,p99,name"},
	{"rows", 'r', "N", "show at most N rows in each interval", set_rows},
	FORMAT_OPTION,
};

static const struct option_spec hist_specs[] = {
	{"of", 0, "WHAT,...", "size, requested, duration (default: size,duration)", set_of,
	 "size,requested,duration"},
	{"linear", 0, "MIN:STEP:N", "N steps above MIN instead of powers of two", set_linear},
	{"by", 'b', "KEY", "none (default), process, comm, file, cpu, uid", set_by,
	 "none,process,comm,file,cpu,uid"},
	{"rows", 'r', "N", "show the N that read most (default 10)", set_rows},
	FORMAT_OPTION,
};

/* Their own options, and those of trace that they share. */
static enum parse_result parse(struct command_line *line, struct live_options *options, int argc,
			       char *argv[])
{
	struct option_spec specs[COMMAND_LINE_OPTIONS_MAX];
	unsigned int count = line->spec_count;
	enum parse_result result;

	memcpy(specs, line->specs, count * sizeof(*specs));
	for (unsigned int i = 0; i < trace_option_count; i++)
		if (!trace_option__is_for_events(&trace_option_table[i]))
			specs[count++] = trace_option_table[i];
	line->specs = specs;
	line->spec_count = count;
	line->word = take_word;
	options->trace.table = &options->table;
	options->trace.details = true;
	result = command_line__parse(line, options, argc, argv, &options->trace.command);
	return result == PARSE_RUN ? trace_options__check(&options->trace) : result;
}

enum parse_result top_options__parse(struct live_options *options, int argc, char *argv[])
{
	struct command_line line = {
		.see = "readsnoop top --help",
		.help_before =
			"usage: readsnoop top [INTERVAL [COUNT]] [OPTION]... [-- COMMAND [ARGUMENT]...]\n\n"
			"Shows who reads most: reads and bytes per second, mean and 99th percentile of\n"
			"the duration, added up in the kernel. A read counts when it returns. In place on\n"
			"a terminal, where h lists the keys; else as lines. INTERVAL is 1 second unless\n"
			"given.\n\n",
		.specs = top_specs,
		.spec_count = sizeof(top_specs) / sizeof(top_specs[0]),
	};

	*options = (struct live_options){.interval_ns = NS_PER_SECOND};
	trace_options__init(&options->trace);
	options->trace.channel = &channel_top;
	options->table.by = BY_PROCESS;
	return parse(&line, options, argc, argv);
}

/* A number of what is counted. */
static int parse_amount(enum hist_of of, const char *text, __u64 *out)
{
	uint64_t value = 0;
	int err = of == HIST_DURATION ? parse__duration(text, &value) : parse__u64(text, &value);

	if (err && of != HIST_DURATION)
		err = parse__size(text, &value);
	*out = value;
	return err;
}

/* MIN:STEP:N, in the unit of the one thing that is counted. */
static const char *take_linear(struct live_options *options, enum hist_of of)
{
	struct hist_scale *scale = &options->table.scale[of];
	char *words = strdup(options->linear), *rest = words;
	const char *min = strsep(&rest, ":"), *step = strsep(&rest, ":"), *steps = rest;
	const char *wrong = NULL;
	uint64_t end;

	if (!step || !steps || parse_amount(of, min, &scale->min) ||
	    parse_amount(of, step, &scale->step) || parse__u32(steps, &scale->steps))
		wrong = "give MIN:STEP:N, such as 0:512:16 (bytes) or 0:10us:20";
	else if (!scale->step || !scale->steps || scale->steps > HIST_STEPS_MAX)
		wrong = "STEP is above 0, and N is 1 to 62";
	else if (__builtin_mul_overflow(scale->step, scale->steps, &end) ||
		 __builtin_add_overflow(end, scale->min, &end))
		wrong = "the last step is beyond every number";
	free(words);
	return wrong;
}

/* From --of and --linear to what the kernel side counts. */
static enum parse_result set_scales(struct live_options *options)
{
	const char *wrong = NULL;
	unsigned int wanted = 0;

	for (enum hist_of of = 0; of < HIST_KINDS; of++) {
		options->table.scale[of].wanted = options->of[of];
		wanted += options->of[of];
	}
	if (options->linear && wanted > 1)
		wrong = "its numbers are bytes or a time: choose one with --of";
	for (enum hist_of of = 0; of < HIST_KINDS && !wrong && options->linear; of++)
		if (options->of[of])
			wrong = take_linear(options, of);
	if (!wrong)
		return PARSE_RUN;
	log__error("--linear '%s': %s", options->linear, wrong);
	return PARSE_ERROR;
}

enum parse_result hist_options__parse(struct live_options *options, int argc, char *argv[])
{
	struct command_line line = {
		.see = "readsnoop hist --help",
		.help_before =
			"usage: readsnoop hist [INTERVAL [COUNT]] [OPTION]... [-- COMMAND [ARGUMENT]...]\n\n"
			"Shows histograms of the sizes and durations of reads, added up in the kernel: at\n"
			"the end, or for each INTERVAL. A read counts when it returns. One that failed\n"
			"has no size; it is counted among the errors.\n\n",
		.specs = hist_specs,
		.spec_count = sizeof(hist_specs) / sizeof(hist_specs[0]),
	};
	enum parse_result result;

	*options = (struct live_options){
		.rows = HIST_ROWS,
		.of = {[HIST_SIZE] = true, [HIST_DURATION] = true},
	};
	trace_options__init(&options->trace);
	options->trace.channel = &channel_hist;
	options->table.by = BY_NONE;
	result = parse(&line, options, argc, argv);
	return result == PARSE_RUN ? set_scales(options) : result;
}

void live_options__free(struct live_options *options)
{
	trace_options__free(&options->trace);
}
