/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command line of "readsnoop compare".
 */
#ifndef READSNOOP_USER_COMPARE_OPTIONS_H
#define READSNOOP_USER_COMPARE_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "command_line.h"
#include "compare_spec.h"
#include "cpus.h"
#include "log.h"

enum compare_format { COMPARE_TABLE, COMPARE_JSON, COMPARE_CSV };

enum compare_action { COMPARE_RUN, COMPARE_REPLOT, COMPARE_DIFF };

struct compare_options {
	enum compare_action action;
	struct channel_list channels;
	struct pace_list paces;
	uint64_t duration_ns, warmup_ns; /* of a measurement, on each CPU */
	uint32_t reps;
	enum attach_kind attach;
	struct cpu_set cpus; /* empty: not given */
	enum compare_format format;
	const char *output_dir; /* NULL: none */
	const char *stored;	/* --replot, --diff: the directory */
	const char *other;	/* --diff: the second one */
	uint32_t payload;	/* bytes that each event carries besides its own */
	bool raw, paired;
	char **command; /* NULL: the built-in workload */
	enum log_level verbosity;

	/* Whether given, where others depend on it. */
	bool has_channels, has_paces, has_duration;
};

enum parse_result compare_options__parse(struct compare_options *options, int argc, char *argv[]);

#endif
