// SPDX-License-Identifier: GPL-2.0-only
/*
 * "readsnoop compare": measure what the plan says, one cell after the other, and show it; or show
 * what has been measured before.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "compare.h"
#include "compare_measure.h"
#include "compare_print.h"
#include "exit_code.h"
#include "log.h"

static int show(struct compare *compare)
{
	switch (compare->options.format) {
	case COMPARE_JSON:
		compare__print_json(stdout, &compare->result);
		break;
	case COMPARE_CSV:
		compare__print_csv(stdout, &compare->result);
		break;
	default:
		compare__print_table(stdout, &compare->result);
	}
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	log__error("writing to 'stdout' failed: %s", strerror(errno));
	return -EIO;
}

static int write_json(const char *dir, const struct comparison *result)
{
	FILE *file = store__open(dir, "results.json");

	if (!file)
		return -EIO;
	compare__print_json(file, result);
	return store__close(file, dir, "results.json");
}

/* Without gnuplot everything else is there all the same, which is no failure. */
static int draw(const char *dir, const struct comparison *result)
{
	int drawn = compare__plot(dir, result);
	int err = compare__report(dir, result, !drawn);

	return drawn && drawn != -ENOENT ? drawn : err;
}

static int write_directory(struct compare *compare)
{
	const char *dir = compare->options.output_dir;
	int err;

	if (!dir)
		return 0;
	err = store__finish(&compare->store, &compare->result);
	if (!err)
		err = write_json(dir, &compare->result);
	return err ? err : draw(dir, &compare->result);
}

static int run(struct compare *compare)
{
	int err = compare__prepare(compare), shown, written;

	if (err)
		return (int)exit_code__from_errno(err);
	err = compare__measure(compare);
	written = compare->result.run_count || compare->result.error_count
			  ? write_directory(compare)
			  : 0;
	shown = compare->result.run_count || compare->result.error_count ? show(compare) : 0;
	if (err == -EINTR)
		return EXIT_SIGNAL + 2;
	if (err)
		return (int)exit_code__from_errno(err);
	return shown || written || compare->result.error_count ? EXIT_FAILED : EXIT_DONE;
}

static int replot(struct compare *compare)
{
	const char *dir = compare->options.stored;
	int err = store__load(dir, &compare->result);

	if (!err)
		err = write_json(dir, &compare->result);
	if (!err)
		err = draw(dir, &compare->result);
	return err ? EXIT_FAILED : EXIT_DONE;
}

static int diff(struct compare *compare)
{
	static struct comparison other;
	const struct compare_options *options = &compare->options;
	int err = store__load(options->stored, &compare->result);

	if (!err)
		err = store__load(options->other, &other);
	if (!err)
		err = compare__print_diff(stdout, &compare->result, &other,
					  options->has_channels ? &options->channels : NULL);
	comparison__free(&other);
	return err || fflush(stdout) ? EXIT_FAILED : EXIT_DONE;
}

int compare__main(int argc, char *argv[])
{
	static struct compare compare = {
		.control = {.fd = -1, .signal_fd = -1, .timer_fd = -1, .hotplug_fd = -1}};
	enum parse_result parsed = compare_options__parse(&compare.options, argc, argv);
	int code;

	if (parsed != PARSE_RUN)
		return command_line__exit_code(parsed);
	log__init(compare.options.verbosity);
	switch (compare.options.action) {
	case COMPARE_REPLOT:
		code = replot(&compare);
		break;
	case COMPARE_DIFF:
		code = diff(&compare);
		break;
	default:
		code = run(&compare);
		cell__free(&compare.cell);
		control__close(&compare.control);
	}
	comparison__free(&compare.result);
	return code;
}
