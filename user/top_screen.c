// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "human.h"
#include "screen.h"
#include "top_print.h"
#include "top_screen.h"

/* Sequences that every terminal since the VT100 knows. */
#define HOME	   "\x1b[H"
#define REST_LINE  "\x1b[K"
#define REST_BELOW "\x1b[J"
#define REVERSE	   "\x1b[7m"
#define NORMAL	   "\x1b[0m"

/* Above the rows: sum, state, titles. */
#define LINES_ABOVE 3

static const char *const help[] = {
	"Keys",
	"",
	"  r  sort by reads per second      < >  sort by the next column (also arrows)",
	"  b  sort by bytes per second      space, p   pause, go on",
	"  e  sort by errors per second     h, ?       this help, and back",
	"  m  sort by mean duration         q          quit",
	"  9  sort by 99th percentile",
	"  n  sort by name or number",
	"",
	"READS/S, BYTES/S, ERR/S  reads that returned in the interval, what they brought,",
	"                         and those of them that failed, per second",
	"MEAN, P99                how long they took; P99 is exact to 6.25 %",
	"(others)                 those beyond the 4096 rows that the kernel side keeps",
};

#define HELP_LINES (sizeof(help) / sizeof(help[0]))

static enum top_action sort_by(struct top_screen *screen, enum live_sort sort)
{
	screen->sort = sort;
	return TOP_REDRAW;
}

enum top_action top_screen__key(struct top_screen *screen, int key)
{
	switch (key) {
	case 'q':
	case 'Q':
		return TOP_QUIT;
	case 'h':
	case '?':
		screen->help = !screen->help;
		return TOP_REDRAW;
	case ' ':
	case 'p':
		screen->paused = !screen->paused;
		return TOP_REDRAW;
	case 'r':
		return sort_by(screen, SORT_READS);
	case 'b':
		return sort_by(screen, SORT_BYTES);
	case 'e':
		return sort_by(screen, SORT_ERRORS);
	case 'm':
		return sort_by(screen, SORT_MEAN);
	case '9':
		return sort_by(screen, SORT_P99);
	case 'n':
		return sort_by(screen, SORT_KEY);
	case '>':
	case SCREEN_RIGHT:
		return sort_by(screen, (screen->sort + 1) % SORTS);
	case '<':
	case SCREEN_LEFT:
		return sort_by(screen, (screen->sort + SORTS - 1) % SORTS);
	default:
		return TOP_NOTHING;
	}
}

/* What fits into the line, and nothing of the last picture behind it. */
static void put_line(FILE *to, const char *text, unsigned int columns, bool last)
{
	fprintf(to, "%.*s" REST_LINE "%s", (int)columns, text, last ? "" : "\r\n");
}

/* Escape sequences take no columns, so a line that must be cut gets none inside. */
static void put_titles(FILE *to, const struct top_screen *screen, enum table_by by,
		       unsigned int columns)
{
	const char *on = screen->plain ? "" : REVERSE, *off = screen->plain ? "" : NORMAL;
	char line[TOP_LINE_MAX];
	size_t len = top_print__titles(line, by, screen->sort, "", "");

	if (len > columns)
		line[columns] = '\0';
	else
		/* The one that it is sorted by stands out by not being reversed. */
		top_print__titles(line, by, screen->sort, off, on);
	fprintf(to, "%s%s%s" REST_LINE "\r\n", on, line, off);
}

static void put_state(FILE *to, const struct top_screen *screen, const struct top_rows *rows,
		      unsigned int columns)
{
	char line[160], interval[HUMAN_MAX], every[HUMAN_MAX + 16] = "";

	/* Not both: 80 columns have no room for them. */
	if (!screen->paused)
		snprintf(every, sizeof(every), "every %s, ",
			 human__ns(interval, screen->interval_ns));
	snprintf(line, sizeof(line), "%s%u by %s, sorted by %s, %s%s; h: help, q: quit",
		 screen->paused ? "PAUSED  " : "", rows->count, table_by__name(rows->by),
		 live_sort__name(screen->sort), every, screen->attach);
	put_line(to, line, columns, false);
}

static void put_help(FILE *to, unsigned int lines, unsigned int columns)
{
	for (unsigned int i = 0; i < HELP_LINES && i < lines; i++)
		put_line(to, help[i], columns, i + 1 == lines);
}

static void put_rows(FILE *to, const struct top_screen *screen, const struct top_rows *rows,
		     unsigned int lines, unsigned int columns)
{
	unsigned int room = lines > LINES_ABOVE ? lines - LINES_ABOVE : 0;
	unsigned int count = rows->count < room ? rows->count : room;
	char line[TOP_LINE_MAX];

	if (screen->max && count > screen->max)
		count = screen->max;
	top_print__sum(line, rows);
	put_line(to, line, columns, !room);
	if (!room)
		return;
	put_state(to, screen, rows, columns);
	put_titles(to, screen, rows->by, columns);
	for (unsigned int i = 0; i < count; i++) {
		top_print__row(line, rows, &rows->entries[i]);
		put_line(to, line, columns, i + 1 == room);
	}
}

void top_screen__draw(FILE *to, const struct top_screen *screen, const struct top_rows *rows,
		      unsigned int lines, unsigned int columns)
{
	fputs(HOME, to);
	if (screen->help)
		put_help(to, lines, columns);
	else
		put_rows(to, screen, rows, lines, columns);
	fputs(REST_BELOW, to);
}
