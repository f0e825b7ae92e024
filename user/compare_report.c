// SPDX-License-Identifier: GPL-2.0-only
/*
 * report.html: one file with everything in it, for whoever was not there.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "compare_csv.h"
#include "compare_judge.h"
#include "compare_plot.h"
#include "compare_print.h"
#include "compare_store.h"

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<title>readsnoop compare</title>\n<style>\n"
	"body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0 auto;"
	"max-width:78rem;padding:1rem}\n"
	"h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.2rem;margin:2rem 0 .5rem}\n"
	".scroll{overflow-x:auto}\n"
	"table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}\n"
	"th,td{padding:.25rem .35rem;border-bottom:1px solid #ddd;text-align:right;"
	"white-space:nowrap}\n"
	"th:first-child,td:first-child{text-align:left;position:sticky;left:0;background:#fff}\n"
	"th{border-bottom:2px solid #444;vertical-align:bottom}\n"
	".plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));"
	"gap:1rem}\n"
	"figure{margin:0}figure img{width:100%;height:auto;display:block}\n"
	".env td{white-space:normal;text-align:left;vertical-align:top}\n"
	".warn{background:#fff3e0;border-left:4px solid #d55e00;padding:.5rem .8rem}\n"
	".small{color:#555;font-size:.9rem}\n"
	"</style></head><body>\n";

static const char method[] =
	"<h2>How it was measured</h2>\n"
	"<p>The same workload runs untraced and through one channel after another, in rounds; who "
	"comes first rotates from round to round. All channels carry the same event from the same "
	"probe. A row is only shown if its books close: every read that the workload counted was "
	"delivered or is known to be lost.</p>\n"
	"<p><b>Delay</b> goes from the probe, which puts the kernel's boot time into the event, to "
	"the reader that gets it. It is measured for each event by itself, so a workload that was "
	"held up does not hide delays: there is no coordinated omission in it. The read that comes "
	"late is what the column <i>late</i> shows, against the moment at which it was "
	"due.</p>\n"
	"<p><b>Slow-down</b> is the mean time of a read, less that of the untraced read in the same "
	"round. <b>Lost</b> are reads without an event: the buffer was full, or (hash) a later "
	"event replaced them. <b>BPF</b> is the run time of the program by the kernel's own "
	"statistics, taken during the warm-up only, because taking it costs time.</p>\n";

static void print_escaped(FILE *to, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '<':
			fputs("&lt;", to);
			break;
		case '>':
			fputs("&gt;", to);
			break;
		case '&':
			fputs("&amp;", to);
			break;
		default:
			fputc(*text, to);
		}
}

/* The whole of a file in the directory; NULL if there is none. */
static char *slurp(const char *dir, const char *name, size_t *len)
{
	char path[4096], *text;
	FILE *file;
	long size;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "re");
	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	rewind(file);
	text = size > 0 ? malloc((size_t)size) : NULL;
	*len = text ? fread(text, 1, (size_t)size, file) : 0;
	fclose(file);
	return text;
}

/* As an image of its own: two SVG in one page would share their ids. */
static void print_plot(FILE *to, const char *dir, const char *name, const char *title)
{
	char file[160], *svg, *text = NULL;
	size_t len;

	snprintf(file, sizeof(file), "%s.svg", name);
	svg = slurp(dir, file, &len);
	if (svg)
		text = base64__encode((const unsigned char *)svg, len);
	if (text) {
		fputs("<figure><img alt=\"", to);
		print_escaped(to, title);
		fprintf(to, "\" src=\"data:image/svg+xml;base64,%s\"></figure>\n", text);
	}
	free(text);
	free(svg);
}

static void print_plots(FILE *to, const char *dir, const struct comparison *comparison, bool drawn)
{
	const struct plot_kind *kind;
	char name[128];

	if (!drawn) {
		fputs("<p class=\"warn\">There was no gnuplot, so there are no plots. Once it is "
		      "installed, <code>readsnoop compare --replot</code> draws them.</p>\n",
		      to);
		return;
	}
	fputs("<div class=\"plots\">\n", to);
	for (unsigned int i = 0; (kind = plot_kind__at(i)); i++)
		print_plot(to, dir, kind->name, kind->title);
	for (unsigned int i = 0; i < comparison->paces.count; i++)
		if (plot__has_curves(comparison, i))
			print_plot(to, dir, plot__curve_name(comparison, i, name, sizeof(name)),
				   comparison->paces.at[i].name);
	fputs("</div>\n", to);
}

static void print_cell(FILE *to, const char *text)
{
	fprintf(to, "<td>%s</td>", text);
}

static void print_number(FILE *to, const struct figure *figure, int digits)
{
	if (figure->count)
		fprintf(to, "<td>%.*f</td>", digits, figure->median);
	else
		fputs("<td>-</td>", to);
}

static void print_row(FILE *to, const struct comparison *comparison, unsigned int channel,
		      const struct summary *summary)
{
	char text[160];

	fputs("<tr><td>", to);
	print_escaped(to, comparison->channels.at[channel].name);
	fputs("</td>", to);
	print_cell(to, format_count(text, sizeof(text), summary->made));
	print_cell(to, format_count(text, sizeof(text), summary->lost));
	print_number(to, &summary->reached, 0);
	for (unsigned int i = 0; i < PERCENTILES; i++)
		print_cell(to, format_us(text, sizeof(text), summary__delay(summary, i)));
	if (summary->slowdown_ns.count)
		fprintf(to, "<td>%.0f (%.0f to %.0f)</td>", summary->slowdown_ns.median,
			summary->slowdown_ns.min, summary->slowdown_ns.max);
	else
		fputs("<td>-</td>", to);
	print_number(to, &summary->cpu_per_event_ns, 0);
	print_number(to, &summary->cpu_percent, 1);
	print_number(to, &summary->wakeups_per_s, 0);
	print_number(to, &summary->bpf_ns, 0);
	print_cell(to, format_us(text, sizeof(text), summary->late_p99.median));
	fputs("</tr>\n", to);
}

static void print_verdicts(FILE *to, const struct comparison *comparison, unsigned int pace)
{
	char text[160];

	if (comparison->channels.count < 2)
		return;
	fputs("<p>Against ", to);
	print_escaped(to, comparison->channels.at[0].name);
	fputs(":</p><ul>\n", to);
	for (unsigned int i = 1; i < comparison->channels.count; i++) {
		if (!judgement__against_first(comparison, i, pace, text, sizeof(text)))
			continue;
		fputs("<li>", to);
		print_escaped(to, comparison->channels.at[i].name);
		fprintf(to, ": %s</li>\n", text);
	}
	fputs("</ul>\n", to);
}

static void print_pace(FILE *to, const struct comparison *comparison, unsigned int pace)
{
	struct summary summary;

	comparison__summarize(comparison, PLAN_BASELINE, pace, &summary);
	fputs("<h2>", to);
	print_escaped(to, comparison->paces.at[pace].name);
	fprintf(to, "%s</h2>\n", comparison->paces.at[pace].per_second ? " reads a second" : "");
	if (summary.runs && summary.made)
		fprintf(to, "<p>An untraced read takes %.0f ns (%.0f to %.0f).</p>\n",
			summary.slowdown_ns.median, summary.slowdown_ns.min,
			summary.slowdown_ns.max);
	fprintf(to,
		"<div class=\"scroll\"><table><tr><th>channel</th><th>reads</th><th>lost</th>"
		"<th>reached<br>reads/s</th>"
		"<th>delay, µs<br>p50</th><th>p90</th><th>p99</th><th>p99.9</th><th>max</th>"
		"<th>slow-down, ns a read<br>median (min to max)</th><th>reader CPU<br>ns/event</th>"
		"<th><br>%% of a core</th><th>wakeups<br>/s</th><th>BPF<br>ns/hit</th>"
		"<th>late<br>p99, µs</th></tr>\n");
	for (unsigned int i = 0; i < comparison->channels.count; i++) {
		comparison__summarize(comparison, i, pace, &summary);
		if (summary.runs)
			print_row(to, comparison, i, &summary);
	}
	fputs("</table></div>\n", to);
	print_verdicts(to, comparison, pace);
}

static void print_pairs(FILE *to, const struct comparison *comparison)
{
	if (!comparison->pair_count)
		return;
	fprintf(to,
		"<h2>The same hits in both channels</h2>\n<p>Both probes run at every read, so "
		"each channel pays for the other: an addition to separate runs, not instead of "
		"them.</p>\n<div class=\"scroll\"><table><tr><th>rate</th><th>repetition</th>"
		"<th>in both</th><th>only %s</th><th>only %s</th><th>neither</th>"
		"<th>%s sooner, %%</th><th>second less first,<br>p50, µs</th></tr>\n",
		comparison->channels.at[0].name, comparison->channels.at[1].name,
		comparison->channels.at[0].name);
	for (unsigned int i = 0; i < comparison->pair_count; i++) {
		const struct paired_run *pair = &comparison->pairs[i];

		fprintf(to,
			"<tr><td>%s</td><td>%u</td><td>%llu</td><td>%llu</td><td>%llu</td>"
			"<td>%llu</td><td>%.1f</td><td>%.2f</td></tr>\n",
			comparison->paces.at[pair->pace].name, pair->rep + 1,
			(unsigned long long)pair->both, (unsigned long long)pair->only_first,
			(unsigned long long)pair->only_second, (unsigned long long)pair->neither,
			pair->first_sooner_percent, pair->difference_ns / 1000);
	}
	fputs("</table></div>\n", to);
}

static void print_errors(FILE *to, const struct comparison *comparison)
{
	for (unsigned int i = 0; i < comparison->error_count; i++) {
		const struct run_error *error = &comparison->errors[i];

		fprintf(to, "<p class=\"warn\">Not a result: %s at %s, repetition %u: ",
			comparison__channel_name(comparison, error->channel),
			comparison->paces.at[error->pace].name, error->rep + 1);
		print_escaped(to, error->why);
		fputs("</p>\n", to);
	}
}

static void print_environment(FILE *to, const struct environment *env)
{
	fputs("<h2>Where and how</h2>\n<table class=\"env\">\n", to);
	for (unsigned int i = 0; i < env->count; i++) {
		fputs("<tr><td>", to);
		print_escaped(to, env->at[i].name);
		fputs("</td><td>", to);
		print_escaped(to, env->at[i].value);
		fputs("</td></tr>\n", to);
	}
	fputs("</table>\n", to);
}

static void print_intro(FILE *to, const struct comparison *comparison)
{
	static const char *const shown[] = {"kernel", "cpu", "attach", "date"};
	const char *emulated = environment__get(&comparison->env, "emulated");
	char text[400];

	fputs("<h1>Ways out of the kernel, compared</h1>\n<p class=\"small\">", to);
	for (unsigned int i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		const char *value = environment__get(&comparison->env, shown[i]);

		fputs(i ? " · " : "", to);
		print_escaped(to, value ? value : "");
	}
	fputs("</p>\n", to);
	if (emulated && strcmp(emulated, "yes") == 0)
		fputs("<p class=\"warn\">This machine was emulated: its time is not that of any "
		      "hardware. Only the counts mean something.</p>\n",
		      to);
	fprintf(to, "<p>%s</p>\n",
		judgement__rule(comparison__reps(comparison), text, sizeof(text)));
}

int compare__report(const char *dir, const struct comparison *comparison, bool drawn)
{
	FILE *to = store__open(dir, "report.html");

	if (!to)
		return -EIO;
	fputs(head, to);
	print_intro(to, comparison);
	print_errors(to, comparison);
	print_plots(to, dir, comparison, drawn);
	for (unsigned int i = 0; i < comparison->paces.count; i++)
		print_pace(to, comparison, i);
	print_pairs(to, comparison);
	fputs(method, to);
	print_environment(to, &comparison->env);
	fputs("<p class=\"small\">Made by readsnoop compare. The figures are in results.json, each "
	      "run in results.csv, the histograms in delays.hlog.</p>\n</body></html>\n",
	      to);
	return store__close(to, dir, "report.html");
}
