// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "filter_options.h"
#include "option_table.h"
#include "parse.h"

/* Nobody wakes the reader meanwhile, so a long one is hardly what anyone wants. */
#define POLL_NS_MAX (60 * NS_PER_SECOND)

/* As many threads as a 64-bit kernel has (PID_MAX_LIMIT). */
#define IN_FLIGHT_MAX (1U << 22)

/* More lines of --stats than that nobody reads. */
#define STATS_NS_MIN (NS_PER_SECOND / 100)

static const char *set_channel(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->channel = channel_ops__find(argument);
	return options->channel ? NULL : "channels are perf, ring, mmap and hash";
}

static const char *set_attach(void *target, const char *argument)
{
	struct trace_options *options = target;

	if (attach_kind__find(argument, &options->attach) == 0)
		return NULL;
	return "it is auto, kprobe, fentry or tracepoint";
}

static const char *set_duration(void *target, const char *argument)
{
	struct trace_options *options = target;

	if (parse__duration(argument, &options->duration_ns) || !options->duration_ns)
		return "give a time above 0, such as 5, 500ms or 2m";
	return NULL;
}

static const char *set_count(void *target, const char *argument)
{
	struct trace_options *options = target;

	if (parse__u64(argument, &options->count) || !options->count)
		return "give a number above 0";
	return NULL;
}

static const char *set_details(void *target, const char *argument)
{
	struct trace_options *options = target;

	(void)argument;
	options->details = true;
	return NULL;
}

static const char *set_path(void *target, const char *argument)
{
	struct trace_options *options = target;

	(void)argument;
	options->details = options->path = true;
	return NULL;
}

static const char *set_min_duration(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->details = true;
	if (parse__duration(argument, &options->min_duration_ns) || !options->min_duration_ns)
		return "give a time above 0, such as 10us, 5ms or 1s";
	return NULL;
}

static const char *set_min_bytes(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->details = true;
	if (parse__size(argument, &options->min_bytes) || options->min_bytes > INT64_MAX)
		return "give bytes above 0, such as 512, 64K or 1M";
	return NULL;
}

static const char *set_errors(void *target, const char *argument)
{
	struct trace_options *options = target;

	(void)argument;
	options->details = options->errors_only = true;
	return NULL;
}

static const char *set_in_flight(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->has_in_flight = true;
	if (parse__u32(argument, &options->in_flight) || !options->in_flight ||
	    options->in_flight > IN_FLIGHT_MAX)
		return "give a number of reads from 1 to 4194304";
	return NULL;
}

static const char *set_buffer_size(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->has_buffer_bytes = true;
	if (parse__size(argument, &options->buffer_bytes))
		return "give bytes above 0, such as 65536, 512K or 4M";
	return options->buffer_bytes > 1ULL << 30 ? "at most 1G per CPU" : NULL;
}

static const char *set_poll_interval(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->has_poll_interval = true;
	if (parse__duration(argument, &options->poll_interval_ns))
		return "give a time, such as 200us or 1ms; 0 spins";
	return options->poll_interval_ns > POLL_NS_MAX ? "at most 60s" : NULL;
}

static const char *set_wakeup(void *target, const char *argument)
{
	struct trace_options *options = target;

	if (parse__u32(argument, &options->wakeup) || !options->wakeup)
		return "give a number of events above 0";
	return NULL;
}

static const char *set_output(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->output_path = argument;
	return NULL;
}

static const char *set_format(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->format = output_ops__find(argument);
	return options->format ? NULL : "formats are text, json and csv";
}

static const char *set_order(void *target, const char *argument)
{
	struct trace_options *options = target;

	options->by_arrival = strcmp(argument, "arrival") == 0;
	return options->by_arrival || strcmp(argument, "time") == 0 ? NULL
								    : "it is time or arrival";
}

static const char *set_json_schema(void *target, const char *argument)
{
	struct trace_options *options = target;

	(void)argument;
	options->json_schema = true;
	return NULL;
}

static const char *set_clock(void *target, const char *argument)
{
	struct trace_options *options = target;

	for (int kind = 0; clock_kind__name(kind); kind++)
		if (strcmp(argument, clock_kind__name(kind)) == 0) {
			options->clock = kind;
			return NULL;
		}
	return "clocks are boot, wall and delta";
}

static const char *set_color(void *target, const char *argument)
{
	struct trace_options *options = target;
	static const char *const words[] = {
		[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};

	for (int choice = COLOR_AUTO; choice <= COLOR_NEVER; choice++)
		if (strcmp(argument, words[choice]) == 0) {
			options->color = choice;
			return NULL;
		}
	return "it is auto, always or never";
}

static const char *set_stats(void *target, const char *argument)
{
	struct trace_options *options = target;

	if (parse__duration(argument, &options->stats_ns) || options->stats_ns < STATS_NS_MIN)
		return "give a time of 10ms or more, such as 1s";
	return NULL;
}

static const char *set_quiet(void *target, const char *argument)
{
	struct trace_options *options = target;

	(void)argument;
	options->verbosity = LOG_ERRORS;
	return NULL;
}

static const char *set_verbose(void *target, const char *argument)
{
	struct trace_options *options = target;

	(void)argument;
	options->verbosity = log_level__raise(options->verbosity);
	return NULL;
}

static const char *set_strict(void *target, const char *argument)
{
	struct trace_options *options = target;

	(void)argument;
	options->strict = true;
	return NULL;
}

static const char *set_include_self(void *target, const char *argument)
{
	struct trace_options *options = target;

	(void)argument;
	options->include_self = true;
	return NULL;
}

const struct option_spec trace_option_table[] = {
	FILTER_OPTIONS,
	{"details", 0, NULL, "also bytes, errors, duration and file", set_details},
	{"path", 0, NULL, "the same, and the file with its path", set_path},
	{"min-duration", 0, "TIME", "only reads that took this long (10us, 5ms)", set_min_duration},
	{"min-bytes", 0, "SIZE", "only reads that returned as many bytes", set_min_bytes},
	{"errors", 0, NULL, "only reads that failed", set_errors},
	{"duration", 'd', "TIME", "stop after this time (5, 500ms, 2m)", set_duration},
	{"count", 'c', "N", "stop after N events", set_count},
	{"output", 'o', "FILE", "write to FILE instead of stdout", set_output},
	{"format", 0, "FORMAT", "text (default); json, an object per line; csv", set_format,
	 "text,json,csv"},
	{"json-schema", 0, NULL, "print the JSON Schema of --format json", set_json_schema},
	{"order", 0, "ORDER", "time (default), or arrival: the lowest delay", set_order,
	 "time,arrival"},
	{"clock", 0, "CLOCK", "boot (default), wall, or delta: since the last one", set_clock,
	 "boot,wall,delta"},
	{"color", 0, "WHEN", "auto (default), always or never", set_color, "auto,always,never"},
	{"stats", 0, "TIME", "rates and losses on stderr, this often (1s)", set_stats},
	{"channel", 0, "CHANNEL", "perf (default), ring, mmap or hash", set_channel,
	 "perf,ring,mmap,hash"},
	{"attach", 0, "KIND", "auto (default), kprobe, fentry, tracepoint", set_attach,
	 "auto,kprobe,fentry,tracepoint"},
	{"buffer-size", 0, "SIZE", "bytes per CPU (64K, 4M; default 4M)", set_buffer_size},
	{"in-flight", 0, "N", "reads under way to follow at once (65536)", set_in_flight},
	{"poll-interval", 0, "TIME", "look this often while busy (400us; 0 spins)",
	 set_poll_interval},
	{"wakeup", 0, "N", "let the kernel wake the reader every N events", set_wakeup},
	{"include-self", 0, NULL, "show what reads our output, and our own reads",
	 set_include_self},
	{"strict", 0, NULL, "exit with 5 unless every event was delivered", set_strict},
	{"quiet", 'q', NULL, "no notices and no ledger on stderr", set_quiet},
	{"verbose", 'v', NULL, "say what was chosen and why; twice: debug", set_verbose},
};

const unsigned int trace_option_count = sizeof(trace_option_table) / sizeof(trace_option_table[0]);

/* What has no meaning where sums are shown instead of events: by what each does. */
static const char *(*const for_events[])(void *options, const char *argument) = {
	set_details,	 set_path,	    set_format, set_count,	 set_channel,
	set_buffer_size, set_poll_interval, set_wakeup, set_json_schema, set_order,
	set_clock,	 set_color,	    set_stats,
};

bool trace_option__is_for_events(const struct option_spec *spec)
{
	for (unsigned int i = 0; i < sizeof(for_events) / sizeof(for_events[0]); i++)
		if (spec->set == for_events[i])
			return true;
	return false;
}
