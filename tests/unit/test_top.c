// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/screen.h"
#include "../../user/top_print.h"
#include "../../user/top_screen.h"

#define TAKEN 4

static struct top_row taken_rows[TAKEN];
static struct table_key taken_keys[TAKEN];

static void set_row(unsigned int i, uint64_t pid, uint64_t reads, uint64_t bytes, uint64_t ns,
		    const char *name)
{
	taken_keys[i] = (struct table_key){{pid, 0}};
	memset(&taken_rows[i], 0, sizeof(taken_rows[i]));
	taken_rows[i].head.reads = reads;
	taken_rows[i].head.bytes = bytes;
	taken_rows[i].head.duration_ns = reads * ns;
	strcpy(taken_rows[i].head.name, name);
	taken_rows[i].duration[log_linear__slot(ns)] = (uint32_t)reads;
}

/* Two seconds with three rows and an unused one of the others. */
static void fill(struct top_rows *rows)
{
	static const struct table_key others = TABLE_OTHERS;
	const struct table_rows taken = {
		.keys = taken_keys,
		.rows = taken_rows,
		.row_size = sizeof(taken_rows[0]),
		.count = TAKEN,
		.begin_ns = 1000000000,
		.end_ns = 3000000000,
	};

	set_row(0, 10, 200, 2000, 100, "few");
	set_row(1, 30, 2000, 200, 1000, "many");
	set_row(2, 20, 20, 2000000, 100000, "large\x1b[1m");
	set_row(3, 0, 0, 0, 0, "");
	taken_keys[3] = others;
	assert_int_equal(top_rows__init(rows, BY_PROCESS), 0);
	top_rows__fill(rows, &taken);
}

static void sums_and_means(void **state)
{
	struct top_rows rows;

	(void)state;
	fill(&rows);
	assert_int_equal(rows.count, 3);
	assert_int_equal(rows.total.head.reads, 2220);
	assert_int_equal(rows.total.head.bytes, 2002200);
	assert_int_equal(rows.total.mean_ns, (20000 + 2000000 + 2000000) / 2220);
	/* 2198 of 2220 have up to 1000 ns, which is the whole of the first 99 %. */
	assert_in_range(rows.total.p99_ns, 1000 * 15 / 16, 1000 * 17 / 16);
	assert_in_range(rows.entries[2].p99_ns, 100000 * 15 / 16, 100000 * 17 / 16);
	top_rows__fini(&rows);
}

/* The process ids in their order. */
static void check_order(struct top_rows *rows, enum live_sort sort, unsigned int a, unsigned int b,
			unsigned int c)
{
	top_rows__sort(rows, sort);
	assert_int_equal(rows->entries[0].key.word[0], a);
	assert_int_equal(rows->entries[1].key.word[0], b);
	assert_int_equal(rows->entries[2].key.word[0], c);
}

static void rows_are_sorted(void **state)
{
	struct top_rows rows;

	(void)state;
	fill(&rows);
	check_order(&rows, SORT_READS, 30, 10, 20);
	check_order(&rows, SORT_BYTES, 20, 10, 30);
	check_order(&rows, SORT_ERRORS, 10, 20, 30);
	check_order(&rows, SORT_MEAN, 20, 30, 10);
	check_order(&rows, SORT_P99, 20, 30, 10);
	check_order(&rows, SORT_KEY, 10, 20, 30);
	top_rows__fini(&rows);
}

static void lines_of_text(void **state)
{
	struct top_rows rows;
	char text[4096] = "";
	FILE *to = fmemopen(text, sizeof(text), "w");

	(void)state;
	fill(&rows);
	top_rows__sort(&rows, SORT_READS);
	top_print__text(to, &rows, 2, SORT_READS);
	fclose(to);
	assert_non_null(strstr(text, "  1110 reads/s, 978K bytes/s, 0 errors/s, mean 1.81us"));
	assert_non_null(
		strstr(text, "       PID  READS/S  BYTES/S   ERR/S    MEAN     P99 COMM\n"));
	assert_non_null(
		strstr(text, "        30     1000      100       0  1.00us   991ns many\n"));
	assert_non_null(strstr(text, "        10      100     1000       0   100ns    99ns few\n"
				     "... and 1 more\n"));
	top_rows__fini(&rows);
}

static void lines_of_json(void **state)
{
	struct top_rows rows;
	char text[4096] = "";
	FILE *to = fmemopen(text, sizeof(text), "w");

	(void)state;
	fill(&rows);
	top_rows__sort(&rows, SORT_BYTES);
	top_print__json(to, &rows, 0);
	fclose(to);
	assert_non_null(strstr(text,
			       "{\"type\":\"top\",\"pid\":20,\"comm\":\"large\\u001b[1m\","
			       "\"boot_ns\":3000000000,\"interval_ns\":2000000000,\"reads\":20,"
			       "\"errors\":0,\"bytes\":2000000,\"duration_ns\":2000000,"
			       "\"mean_ns\":100000,\"p99_ns\":"));
	assert_non_null(strstr(text, "{\"type\":\"interval\",\"rows\":3,\"rows_shown\":3,"));
	top_rows__fini(&rows);
}

/*
 * A terminal as simple as it can be: a grid of columns x lines, on which the picture is drawn.
 * Fails if anything is drawn beside it, or if the picture would scroll.
 */
static void draw_on(char *grid, unsigned int lines, unsigned int columns, const char *picture)
{
	unsigned int line = 0, column = 0;

	for (const char *p = picture; *p; p++) {
		if (*p == '\x1b') {
			p += strcspn(p, "HJKm");
			if (*p == 'H')
				line = column = 0;
			continue;
		}
		if (*p == '\r') {
			column = 0;
			continue;
		}
		if (*p == '\n') {
			assert_true(++line < lines);
			continue;
		}
		assert_in_range((unsigned char)*p, ' ', '~');
		assert_true(column < columns);
		grid[line * columns + column++] = *p;
	}
}

static char *draw(const struct top_screen *screen, struct top_rows *rows, unsigned int lines,
		  unsigned int columns)
{
	char *picture = NULL, *grid = malloc(lines * columns + 1);
	size_t len;
	FILE *to = open_memstream(&picture, &len);

	memset(grid, ' ', lines * columns);
	grid[lines * columns] = '\0';
	top_rows__sort(rows, screen->sort);
	top_screen__draw(to, screen, rows, lines, columns);
	fclose(to);
	draw_on(grid, lines, columns, picture);
	free(picture);
	return grid;
}

static void pictures_fit_every_screen(void **state)
{
	struct top_screen screen = {.attach = "kprobe", .interval_ns = 1000000000};
	struct top_rows rows;

	(void)state;
	fill(&rows);
	for (int help = 0; help < 2; help++) {
		screen.help = help;
		screen.paused = help;
		for (unsigned int lines = 1; lines < 30; lines++)
			for (unsigned int columns = 1; columns < 130; columns += 3)
				free(draw(&screen, &rows, lines, columns));
	}
	top_rows__fini(&rows);
}

static void pictures_show_what_fits(void **state)
{
	struct top_screen screen = {.attach = "kprobe", .interval_ns = 1000000000};
	struct top_rows rows;
	char *grid;

	(void)state;
	fill(&rows);
	grid = draw(&screen, &rows, 5, 80);
	assert_non_null(strstr(grid, "3 by process, sorted by reads, every 1.00s, kprobe"));
	assert_non_null(strstr(grid, " many "));
	assert_non_null(strstr(grid, " few "));
	assert_null(strstr(grid, " large"));
	free(grid);
	screen.max = 1;
	screen.paused = true;
	screen.attach = "tracepoint";
	grid = draw(&screen, &rows, 24, 80);
	assert_non_null(strstr(grid, "PAUSED  3 by process, sorted by reads, tracepoint; "
				     "h: help, q: quit"));
	assert_null(strstr(grid, " few "));
	free(grid);
	top_rows__fini(&rows);
}

static void keys_do_what_the_help_says(void **state)
{
	struct top_screen screen = {.sort = SORT_READS};

	(void)state;
	assert_int_equal(top_screen__key(&screen, 'b'), TOP_REDRAW);
	assert_int_equal(screen.sort, SORT_BYTES);
	assert_int_equal(top_screen__key(&screen, '<'), TOP_REDRAW);
	assert_int_equal(screen.sort, SORT_READS);
	assert_int_equal(top_screen__key(&screen, SCREEN_LEFT), TOP_REDRAW);
	assert_int_equal(screen.sort, SORT_KEY);
	assert_int_equal(top_screen__key(&screen, SCREEN_RIGHT), TOP_REDRAW);
	assert_int_equal(screen.sort, SORT_READS);
	top_screen__key(&screen, 'e');
	assert_int_equal(screen.sort, SORT_ERRORS);
	top_screen__key(&screen, 'm');
	assert_int_equal(screen.sort, SORT_MEAN);
	top_screen__key(&screen, '9');
	assert_int_equal(screen.sort, SORT_P99);
	assert_int_equal(top_screen__key(&screen, ' '), TOP_REDRAW);
	assert_true(screen.paused);
	assert_int_equal(top_screen__key(&screen, 'p'), TOP_REDRAW);
	assert_false(screen.paused);
	assert_int_equal(top_screen__key(&screen, '?'), TOP_REDRAW);
	assert_true(screen.help);
	assert_int_equal(top_screen__key(&screen, 'x'), TOP_NOTHING);
	assert_int_equal(top_screen__key(&screen, 'q'), TOP_QUIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_and_means),
		cmocka_unit_test(rows_are_sorted),
		cmocka_unit_test(lines_of_text),
		cmocka_unit_test(lines_of_json),
		cmocka_unit_test(pictures_fit_every_screen),
		cmocka_unit_test(pictures_show_what_fits),
		cmocka_unit_test(keys_do_what_the_help_says),
	};

	return cmocka_run_group_tests_name("top", tests, NULL, NULL);
}
