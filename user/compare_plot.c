// SPDX-License-Identifier: GPL-2.0-only
/*
 * plots.gp: data and drawing in one file, which whoever gets the directory can change and run
 * again. The curves are read from percentiles/.
 */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compare_plot.h"
#include "compare_print.h"
#include "compare_store.h"
#include "log.h"

#define SCRIPT "plots.gp"

/* The palette of Okabe and Ito (2008), without its yellow, which is too pale for lines on white. */
static const char style[] = "# Drawn by gnuplot: gnuplot " SCRIPT "\n"
			    "set style line 1 lc rgb '#000000' lw 2 pt 7 ps 0.9\n"
			    "set style line 2 lc rgb '#d55e00' lw 2 pt 5 ps 0.9\n"
			    "set style line 3 lc rgb '#0072b2' lw 2 pt 9 ps 1.1\n"
			    "set style line 4 lc rgb '#009e73' lw 2 pt 11 ps 1.1\n"
			    "set style line 5 lc rgb '#cc79a7' lw 2 pt 13 ps 1.2\n"
			    "set style line 6 lc rgb '#56b4e9' lw 2 pt 4 ps 1.0\n"
			    "set style line 7 lc rgb '#e69f00' lw 2 pt 6 ps 1.0\n"
			    "set style line 8 lc rgb '#666666' lw 2 pt 8 ps 1.1\n"
			    "set grid lc rgb '#d8d8d8' lw 1\n"
			    "set border 3 lc rgb '#444444'\n"
			    "set tics nomirror\n"
			    "set lmargin 11\nset rmargin 5\n"
			    "set datafile missing '-'\n"
			    "set encoding utf8\n";

#define STYLES 8

/* Of all channels, as reached. */
struct rates {
	double least, most;
};

/* A logarithm in powers of ten: nobody counts the zeros of 100000 us. */
#define US_TICS                                                                                    \
	"('0.01 µs' .01, '0.1 µs' .1, '1 µs' 1, '10 µs' 10, '100 µs' 100, '1 ms' 1e3, "       \
	"'10 ms' 1e4, '100 ms' 1e5, '1 s' 1e6, '10 s' 1e7)"
#define NS_TICS                                                                                       \
	"('1 ns' 1, '10 ns' 10, '100 ns' 100, '1 µs' 1e3, '10 µs' 1e4, '100 µs' 1e5, '1 ms' 1e6, " \
	"'10 ms' 1e7, '100 ms' 1e8, '1 s' 1e9)"

static const struct plot_kind kinds[] = {
	{"delay-by-rate", "Delay from the probe to the reader, by rate (p50; dotted: p99)"},
	{"loss-by-rate", "Events lost or replaced, by rate"},
	{"slowdown-by-rate", "What tracing adds to a read, by rate (bars: the range)"},
	{"cpu-by-delay", "What the reader uses, by how late events are (a point per rate)"},
};

const struct plot_kind *plot_kind__at(unsigned int index)
{
	return index < sizeof(kinds) / sizeof(kinds[0]) ? &kinds[index] : NULL;
}

/* Begin a plot that is drawn once for the page and once for a slide. */
static void begin(FILE *to, const char *name, const char *title, const char *x, const char *y)
{
	fprintf(to,
		"\nset title \"%s\" noenhanced\nset xlabel \"%s\"\nset ylabel \"%s\"\n"
		"do for [kind in 'svg png'] {\n"
		"if (kind eq 'svg') { set terminal svg size 680,svg_height font 'sans-serif,15' background "
		"'white' } else { set terminal pngcairo size 1360,2*svg_height font 'sans-serif,22' "
		"linewidth 1.6 pointscale 1.6 }\n"
		"set output '%s.'.kind\n",
		title, x, y, name);
}

static void end(FILE *to)
{
	fputs("unset output\n}\n", to);
}

static void print_value(FILE *to, double value, bool known)
{
	if (known)
		fprintf(to, " %.6g", value);
	else
		fputs(" -", to);
}

/* rate p50 p99 lost% slow-down min max cpu% */
static void print_row(FILE *to, const struct summary *summary)
{
	const struct figure *slow = &summary->slowdown_ns, *cpu = &summary->cpu_percent;
	double p50 = summary__delay(summary, P50), p99 = summary__delay(summary, P99);

	fprintf(to, "%.6g", summary->reached.median);
	print_value(to, p50 / 1000, p50 > 0);
	print_value(to, p99 / 1000, p99 > 0);
	print_value(to, (double)summary->lost * 100 / (double)summary->made, true);
	print_value(to, slow->median, slow->count);
	print_value(to, slow->min, slow->count);
	print_value(to, slow->max, slow->count);
	print_value(to, cpu->median, cpu->count);
	fputc('\n', to);
}

static int by_rate(const void *a, const void *b)
{
	double x = ((const struct summary *)a)->reached.median;
	double y = ((const struct summary *)b)->reached.median;

	return (x > y) - (x < y);
}

/* The rows of a channel by the rate that was reached, which need not be the one asked for. */
static void print_channel(FILE *to, const struct comparison *comparison, unsigned int channel,
			  struct rates *rates)
{
	static struct summary summaries[COMPARE_PACES_MAX];
	unsigned int count = 0;

	for (unsigned int j = 0; j < comparison->paces.count; j++) {
		struct summary *summary = &summaries[count];

		comparison__summarize(comparison, channel, j, summary);
		if (!summary->runs || !summary->made || !summary->reached.count)
			continue;
		rates->least = fmin(rates->least, summary->reached.median);
		rates->most = fmax(rates->most, summary->reached.median);
		count++;
	}
	qsort(summaries, count, sizeof(*summaries), by_rate);
	fprintf(to, "$c%u << END\n", channel);
	for (unsigned int j = 0; j < count; j++)
		print_row(to, &summaries[j]);
	fputs("END\n", to);
}

static struct rates print_data(FILE *to, const struct comparison *comparison)
{
	struct rates rates = {.least = INFINITY};

	fputs("\n# reads/s, p50 us, p99 us, lost %, slow-down ns, its min, its max, reader CPU %\n",
	      to);
	for (unsigned int i = 0; i < comparison->channels.count; i++)
		print_channel(to, comparison, i, &rates);
	return rates;
}

/* When colours and points begin again, the lines are dashed. */
static const char *dashes(unsigned int channel)
{
	return channel < STYLES ? "" : " dt 2";
}

/* What is drawn beside the first line of a channel, in its colour. */
struct second_line {
	const char *columns, *with, *style;
};

/* "plot" with a line per channel, and another; columns: as "1:2". more: NULL for none. */
static void print_lines(FILE *to, const struct comparison *comparison, const char *columns,
			const struct second_line *more)
{
	const char *comma = "plot ";

	for (unsigned int i = 0; i < comparison->channels.count; i++) {
		unsigned int line = i % STYLES + 1;

		fprintf(to, "%s$c%u using %s with linespoints ls %u%s title '%s' noenhanced", comma,
			i, columns, line, dashes(i), comparison->channels.at[i].name);
		comma = ", \\\n  ";
		if (more)
			fprintf(to, "%s$c%u using %s with %s ls %u %s notitle", comma, i,
				more->columns, more->with, line, more->style);
	}
	fputc('\n', to);
}

static void plot_rates(FILE *to, const struct comparison *comparison, const struct rates *rates)
{
	static const struct second_line p99 = {"1:3", "linespoints", "lw 1 dt 3"};
	/* What noise has made negative stands at 1 ns, where a logarithm still reaches. */
	static const struct second_line range = {
		"1:($6 > 1 ? $6 : 1):(0):(($7 > 1 ? $7 : 1) - ($6 > 1 ? $6 : 1))",
		"vectors heads size screen 0.006,90", "lw 1"};

	fputs("\nset logscale xy\nset format x '%.0s%c'\nset ytics " US_TICS "\n", to);
	if (rates->most > 0)
		fprintf(to, "set xrange [%g:%g]\n", rates->least / 1.5, rates->most * 1.5);
	begin(to, kinds[0].name, kinds[0].title, "reads per second, as reached", "delay");
	print_lines(to, comparison, "1:2", &p99);
	end(to);
	fputs("\nunset logscale y\nset yrange [-2:102]\nset ytics autofreq\n", to);
	begin(to, kinds[1].name, kinds[1].title, "reads per second, as reached",
	      "lost, % of the reads");
	print_lines(to, comparison, "1:4", NULL);
	end(to);
	fputs("\nset autoscale y\nset logscale y\nset yrange [*<99:*]\nset ytics " NS_TICS "\n",
	      to);
	begin(to, kinds[2].name, kinds[2].title, "reads per second, as reached", "added to a read");
	print_lines(to, comparison, "1:($5 > 1 ? $5 : 1)", &range);
	end(to);
	fputs("\nset autoscale\nset format y '%g'\nset xtics " US_TICS "\nset ytics autofreq\n",
	      to);
	begin(to, kinds[3].name, kinds[3].title, "p50 delay", "reader, % of a core");
	print_lines(to, comparison, "2:8", NULL);
	end(to);
}

/* A single event has no percentiles to draw. */
static bool has_curve(const struct comparison *comparison, unsigned int channel, unsigned int pace)
{
	const struct histogram *pooled = comparison->pooled[channel][pace];

	return pooled && pooled->total > 1;
}

bool plot__has_curves(const struct comparison *comparison, unsigned int pace)
{
	for (unsigned int i = 0; i < comparison->channels.count; i++)
		if (has_curve(comparison, i, pace))
			return true;
	return false;
}

static void plot_curves(FILE *to, const struct comparison *comparison, unsigned int pace)
{
	char name[128], title[128], file[256];
	const char *comma = "plot ";

	snprintf(name, sizeof(name), "%s", plot__curve_name(comparison, pace, file, sizeof(file)));
	snprintf(title, sizeof(title), "Delay from the probe to the reader, %s%s",
		 comparison->paces.at[pace].name,
		 comparison->paces.at[pace].per_second ? " reads/s" : "");
	begin(to, name, title, "percentile", "delay");
	for (unsigned int i = 0; i < comparison->channels.count; i++) {
		if (!has_curve(comparison, i, pace))
			continue;
		store__distribution_name(file, sizeof(file), comparison->channels.at[i].name,
					 comparison->paces.at[pace].name);
		fprintf(to, "%s'%s' skip 2 using 4:1 with steps ls %u%s title '%s' noenhanced",
			comma, file, i % STYLES + 1, dashes(i), comparison->channels.at[i].name);
		comma = ", \\\n  ";
	}
	fputc('\n', to);
	end(to);
}

const char *plot__curve_name(const struct comparison *comparison, unsigned int pace, char *name,
			     size_t size)
{
	snprintf(name, size, "delay-%s", comparison->paces.at[pace].name);
	for (char *p = name; *p; p++)
		if (*p == ':' || *p == '=')
			*p = '-';
	return name;
}

/* Two names fit side by side, unless one is long. */
#define COLUMN_CHARS 26

/* Room for the names of all channels below the plots, which keep their own height. */
static void print_layout(FILE *to, const struct comparison *comparison)
{
	unsigned int columns = 2, rows;

	for (unsigned int i = 0; i < comparison->channels.count; i++)
		if (strlen(comparison->channels.at[i].name) > COLUMN_CHARS)
			columns = 1;
	rows = (comparison->channels.count + columns - 1) / columns;
	fprintf(to,
		"set key at screen 0.5,0.015 bottom center horizontal maxcols %u Left reverse "
		"samplen 2 spacing 1.25 width 2\nset bmargin %g\nsvg_height = %u\n",
		columns, 3.9 + 1.36 * rows, 416 + 28 * rows);
}

static int write_script(const char *dir, const struct comparison *comparison)
{
	FILE *to = store__open(dir, SCRIPT);
	struct rates rates;

	if (!to)
		return -EIO;
	fputs(style, to);
	print_layout(to, comparison);
	rates = print_data(to, comparison);
	fputs("\nset logscale xy\nset ytics " US_TICS "\nset xrange [1:*]\n"
	      "set xtics ('50' 2, '90' 10, '99' 100, '99.9' 1e3, '99.99' 1e4, "
	      "'99.999' 1e5, '99.9999' 1e6)\n",
	      to);
	/* gnuplot stops at a plot without a point. */
	for (unsigned int i = 0; i < comparison->paces.count; i++)
		if (plot__has_curves(comparison, i))
			plot_curves(to, comparison, i);
	fputs("\nset autoscale x\nset xtics autofreq\n", to);
	plot_rates(to, comparison, &rates);
	return store__close(to, dir, SCRIPT);
}

/* 0, -ENOENT without gnuplot, or -EIO if it failed. */
static int run_gnuplot(const char *dir)
{
	int status;
	pid_t pid = fork();

	if (pid < 0)
		return -errno;
	if (pid == 0) {
		/* stdout is for data; gnuplot's warnings are of no use to our user. */
		int null = open("/dev/null", O_RDWR);

		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		if (log__level() < LOG_VERBOSE)
			dup2(null, STDERR_FILENO);
		if (chdir(dir) == 0)
			execlp("gnuplot", "gnuplot", SCRIPT, (char *)NULL);
		_exit(errno == ENOENT ? 127 : 126);
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return -ENOENT;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

int compare__plot(const char *dir, const struct comparison *comparison)
{
	int err = write_script(dir, comparison);

	if (err)
		return err;
	err = run_gnuplot(dir);
	if (err == -ENOENT)
		log__notice("no gnuplot here, so there are no plots; the data is in '%s': install "
			    "gnuplot, then readsnoop compare --replot %s",
			    dir, dir);
	else if (err)
		log__error("drawing with gnuplot failed; see: cd '%s' && gnuplot %s", dir, SCRIPT);
	return err;
}
