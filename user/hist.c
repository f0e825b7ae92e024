// SPDX-License-Identifier: GPL-2.0-only
/*
 * "readsnoop hist": a live session (user/live.c) shown as histograms.
 */
#include <stdlib.h>
#include <time.h>

#include "hist.h"
#include "hist_print.h"
#include "live.h"
#include "report.h"

static bool is_json(const struct live *live)
{
	return live->options->trace.format == &output_json;
}

static int begin(struct live *live)
{
	const char *attach = live->pump->show.session->attach;
	char line[160];
	int len;

	if (is_json(live)) {
		report__header(live->pump);
		return 0;
	}
	len = snprintf(line, sizeof(line), "readsnoop hist by %s, attached by %s%s\n\n",
		       table_by__name(live->options->table.by), attach,
		       live->options->interval_ns ? "" : "; Ctrl-C ends it and prints");
	live__write(live, line, (size_t)len);
	return 0;
}

static void print_time(FILE *to)
{
	time_t now = time(NULL);
	struct tm local;

	localtime_r(&now, &local);
	fprintf(to, "%02d:%02d:%02d\n", local.tm_hour, local.tm_min, local.tm_sec);
}

static void show(struct live *live, const struct table_rows *rows)
{
	const struct hist_print print = {
		.config = &live->options->table,
		.rows = rows,
		.max = live->options->rows,
	};
	char *text = NULL;
	size_t len = 0;
	FILE *to;

	/* A last interval in which nothing happened need not be shown. */
	if (live->pump->stop && live->shown && !rows->reads)
		return;
	to = open_memstream(&text, &len);
	if (!to)
		return;
	if (is_json(live)) {
		hist_print__json(to, &print);
	} else {
		if (live->options->interval_ns)
			print_time(to);
		hist_print__text(to, &print);
	}
	fclose(to);
	live__write(live, text, len);
	free(text);
}

int hist__main(int argc, char *argv[])
{
	static const struct live_view view = {.begin = begin, .show = show};
	struct live_options options;
	struct live live = {.options = &options, .view = &view};
	enum parse_result parsed = hist_options__parse(&options, argc, argv);
	int code = command_line__exit_code(parsed);

	if (parsed == PARSE_RUN)
		code = live__run(&live);
	live_options__free(&options);
	return code;
}
