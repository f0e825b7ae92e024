// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "options.h"
#include "parse.h"

#define DEFAULT_BUFFER_BYTES (4ULL << 20)

/*
 * Half of it is the typical delay while events keep coming; docs/channels.md has the measurement.
 */
#define DEFAULT_POLL_NS 400000ULL
/* Nobody wakes the reader meanwhile, so a long one is hardly what anyone wants. */
#define POLL_NS_MAX (60 * NS_PER_SECOND)
/* The polled map has no other way to notice an event. */
#define DEFAULT_HASH_POLL_NS 1000000ULL

struct option_spec {
	const char *name;
	char letter;	      /* 0: none */
	const char *argument; /* what --help calls it; NULL: takes none */
	const char *help;
	/* NULL, or what is wrong with the argument */
	const char *(*set)(struct trace_options *options, const char *argument);
};

static const char *set_channel(struct trace_options *options, const char *argument)
{
	options->channel = channel_ops__find(argument);
	return options->channel ? NULL : "channels are perf, ring, mmap and hash";
}

static const char *set_attach(struct trace_options *options, const char *argument)
{
	if (strcmp(argument, "auto") == 0) {
		options->attach = ATTACH_AUTO;
		return NULL;
	}
	for (int kind = 0; kind < ATTACH_KINDS; kind++)
		if (strcmp(argument, attach_kind__name(kind)) == 0) {
			options->attach = kind;
			return NULL;
		}
	return "it is auto, kprobe, fentry or tracepoint";
}

static const char *add_id(struct id_list *list, uint32_t id)
{
	uint32_t *ids = realloc(list->ids, (list->count + 1) * sizeof(*ids));

	if (!ids)
		return "out of memory";
	list->ids = ids;
	list->ids[list->count++] = id;
	return NULL;
}

/* A comma list; each word is turned into a number by convert. */
static const char *add_ids(struct id_list *list, const char *argument,
			   int (*convert)(const char *word, uint32_t *id), const char *complaint)
{
	char *words = strdup(argument), *rest = words, *word;
	const char *wrong = words ? NULL : "out of memory";
	uint32_t id;

	while (!wrong && (word = strsep(&rest, ",")))
		wrong = convert(word, &id) ? complaint : add_id(list, id);
	free(words);
	return wrong;
}

static int convert_id(const char *word, uint32_t *id)
{
	return parse__u32(word, id) || *id == 0 ? -EINVAL : 0;
}

/* By file, not through NSS, which a static binary does not have. */
static int convert_user(const char *word, uint32_t *id)
{
	struct passwd *entry;
	FILE *passwd;
	int err = -EINVAL;

	if (parse__u32(word, id) == 0)
		return 0;
	passwd = fopen("/etc/passwd", "re");
	if (!passwd)
		return -errno;
	while (err && (entry = fgetpwent(passwd)))
		if (strcmp(entry->pw_name, word) == 0) {
			*id = entry->pw_uid;
			err = 0;
		}
	fclose(passwd);
	return err;
}

static const char *set_pid(struct trace_options *options, const char *argument)
{
	return add_ids(&options->tgids, argument, convert_id, "a process id is a positive number");
}

static const char *set_tid(struct trace_options *options, const char *argument)
{
	return add_ids(&options->tids, argument, convert_id, "a thread id is a positive number");
}

static const char *set_uid(struct trace_options *options, const char *argument)
{
	return add_ids(&options->uids, argument, convert_user,
		       "it is a user id, or a name in /etc/passwd");
}

static const char *set_comm(struct trace_options *options, const char *argument)
{
	if (!*argument)
		return "the name is empty";
	if (strlen(argument) >= READ_COMM_LEN)
		return "the kernel keeps 15 bytes of a thread's name; give those";
	options->comm = argument;
	return NULL;
}

static const char *set_duration(struct trace_options *options, const char *argument)
{
	if (parse__duration(argument, &options->duration_ns) || !options->duration_ns)
		return "give a time above 0, such as 5, 500ms or 2m";
	return NULL;
}

static const char *set_count(struct trace_options *options, const char *argument)
{
	if (parse__u64(argument, &options->count) || !options->count)
		return "give a number above 0";
	return NULL;
}

static const char *set_buffer_size(struct trace_options *options, const char *argument)
{
	options->has_buffer_bytes = true;
	if (parse__size(argument, &options->buffer_bytes))
		return "give bytes above 0, such as 65536, 512K or 4M";
	return options->buffer_bytes > 1ULL << 30 ? "at most 1G per CPU" : NULL;
}

static const char *set_poll_interval(struct trace_options *options, const char *argument)
{
	options->has_poll_interval = true;
	if (parse__duration(argument, &options->poll_interval_ns))
		return "give a time, such as 200us or 1ms; 0 spins";
	return options->poll_interval_ns > POLL_NS_MAX ? "at most 60s" : NULL;
}

static const char *set_wakeup(struct trace_options *options, const char *argument)
{
	if (parse__u32(argument, &options->wakeup) || !options->wakeup)
		return "give a number of events above 0";
	return NULL;
}

static const char *set_output(struct trace_options *options, const char *argument)
{
	options->output_path = argument;
	return NULL;
}

static const char *set_format(struct trace_options *options, const char *argument)
{
	options->format = output_ops__find(argument);
	return options->format ? NULL : "formats are text and json";
}

static const char *set_quiet(struct trace_options *options, const char *argument)
{
	(void)argument;
	options->verbosity = LOG_ERRORS;
	return NULL;
}

static const char *set_verbose(struct trace_options *options, const char *argument)
{
	(void)argument;
	options->verbosity = options->verbosity == LOG_VERBOSE ? LOG_DEBUG : LOG_VERBOSE;
	return NULL;
}

static const char *set_strict(struct trace_options *options, const char *argument)
{
	(void)argument;
	options->strict = true;
	return NULL;
}

static const char *set_include_self(struct trace_options *options, const char *argument)
{
	(void)argument;
	options->include_self = true;
	return NULL;
}

static const struct option_spec specs[] = {
	{"pid", 'p', "PID,...", "only these processes", set_pid},
	{"tid", 't', "TID,...", "only these threads", set_tid},
	{"uid", 'u', "USER,...", "only these users, by id or name", set_uid},
	{"comm", 'n', "NAME", "only threads of this name", set_comm},
	{"duration", 'd', "TIME", "stop after this time (5, 500ms, 2m)", set_duration},
	{"count", 'c', "N", "stop after N events", set_count},
	{"output", 'o', "FILE", "write the events to FILE", set_output},
	{"format", 0, "FORMAT", "text (default) or json, one object per line", set_format},
	{"channel", 0, "CHANNEL", "perf (default), ring, mmap or hash", set_channel},
	{"attach", 0, "KIND", "auto (default), kprobe, fentry, tracepoint", set_attach},
	{"buffer-size", 0, "SIZE", "bytes per CPU (64K, 4M; default 4M)", set_buffer_size},
	{"poll-interval", 0, "TIME", "look this often while busy (400us; 0 spins)",
	 set_poll_interval},
	{"wakeup", 0, "N", "let the kernel wake the reader every N events", set_wakeup},
	{"include-self", 0, NULL, "show readsnoop's own reads too", set_include_self},
	{"strict", 0, NULL, "exit with 5 unless every event was delivered", set_strict},
	{"quiet", 'q', NULL, "no notices and no ledger on stderr", set_quiet},
	{"verbose", 'v', NULL, "say what was chosen and why; twice: debug", set_verbose},
};

#define SPECS (sizeof(specs) / sizeof(specs[0]))

/* Values of getopt_long() for options without a letter: above every character. */
#define OPTION_HELP    1000
#define OPTION_VERSION 1001
#define OPTION_BASE    1100

static void print_help(void)
{
	printf("usage: readsnoop [trace] [OPTION]... [-- COMMAND [ARGUMENT]...]\n\n"
	       "Shows every call of vfs_read in the kernel: when, on which CPU, by whom; and at\n"
	       "the end, what became of each. With COMMAND: its reads and its children's, from\n"
	       "its first instruction to its exit.\n\n");
	for (unsigned int i = 0; i < SPECS; i++) {
		char left[40];

		snprintf(left, sizeof(left), "--%s%s%s", specs[i].name,
			 specs[i].argument ? " " : "", specs[i].argument ? specs[i].argument : "");
		printf("  %c%c%c %-22s %s\n", specs[i].letter ? '-' : ' ',
		       specs[i].letter ? specs[i].letter : ' ', specs[i].letter ? ',' : ' ', left,
		       specs[i].help);
	}
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
	for (i = 0; i < SPECS; i++) {
		long_options[i] = (struct option){
			.name = specs[i].name,
			.has_arg = specs[i].argument ? required_argument : no_argument,
			.val = (int)(OPTION_BASE + i),
		};
		if (!specs[i].letter)
			continue;
		*letters++ = specs[i].letter;
		if (specs[i].argument)
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
		return &specs[value - OPTION_BASE];
	for (unsigned int i = 0; i < SPECS; i++)
		if (specs[i].letter == value)
			return &specs[i];
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
	struct option long_options[SPECS + 3];
	char letters[2 * SPECS + 8];
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
