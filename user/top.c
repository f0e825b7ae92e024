// SPDX-License-Identifier: GPL-2.0-only
/*
 * "readsnoop top": a live session (user/live.c) shown as a picture or as lines.
 */
#include <stdlib.h>
#include <string.h>

#include "live.h"
#include "log.h"
#include "report.h"
#include "screen.h"
#include "style.h"
#include "top.h"
#include "top_print.h"
#include "top_screen.h"

struct top {
	struct live_options options;
	struct live live;
	struct top_rows rows;
	struct top_screen screen;
	bool drawn; /* on a screen, not as lines */
};

static bool is_json(const struct top *top)
{
	return top->options.trace.format == &output_json;
}

/* Print to memory first, and from there to the output. */
static void write_memory(struct top *top, void (*print)(FILE *to, struct top *top))
{
	char *text = NULL;
	size_t len = 0;
	FILE *to = open_memstream(&text, &len);

	if (!to)
		return;
	print(to, top);
	fclose(to);
	live__write(&top->live, text, len);
	free(text);
}

static void print_picture(FILE *to, struct top *top)
{
	unsigned int lines, columns;

	screen__size(&lines, &columns);
	top_screen__draw(to, &top->screen, &top->rows, lines, columns);
}

static void print_lines(FILE *to, struct top *top)
{
	if (is_json(top))
		top_print__json(to, &top->rows, top->options.rows);
	else
		top_print__text(to, &top->rows, top->options.rows, top->screen.sort);
}

/* Whoever waits for it knows that the probe is attached. */
static void print_header(FILE *to, struct top *top)
{
	fprintf(to, "readsnoop top by %s, attached by %s\n\n", table_by__name(top->rows.by),
		top->screen.attach);
}

static void draw(struct top *top)
{
	top_rows__sort(&top->rows, top->screen.sort);
	write_memory(top, print_picture);
}

static void on_keys(struct top *top)
{
	int keys[16], count = screen__keys(keys, 16);
	enum top_action action, strongest = TOP_NOTHING;

	if (count < 0)
		control__forget_input(top->live.pump->control);
	for (int i = 0; i < count; i++) {
		action = top_screen__key(&top->screen, keys[i]);
		if (action > strongest)
			strongest = action;
	}
	if (strongest == TOP_QUIT)
		top->live.pump->stop = true;
	else if (strongest == TOP_REDRAW)
		draw(top);
}

static void on_screen(struct pump *pump, struct control_event event)
{
	struct live *live = pump->body_ctx;
	struct top *top = live->view_ctx;

	if (event.kind == CONTROL_INPUT) {
		on_keys(top);
		return;
	}
	if (event.value == SIGTSTP)
		screen__suspend();
	else if (event.value == SIGCONT)
		screen__enter(writer__fd(pump->show.writer));
	draw(top);
}

static int begin_screen(struct top *top)
{
	struct pump *pump = top->live.pump;
	int err = screen__enter(writer__fd(pump->show.writer));

	pump->on_screen = on_screen;
	if (!err)
		err = control__watch_screen(pump->control, screen__input_fd());
	if (err) {
		screen__leave();
		log__error("taking the terminal failed: %s", strerror(-err));
	}
	return err;
}

static int begin(struct live *live)
{
	struct top *top = live->view_ctx;
	int err = top_rows__init(&top->rows, top->options.table.by);

	if (err) {
		log__error("allocating memory failed: %s", strerror(-err));
		return err;
	}
	top->screen.attach = live->pump->show.session->attach;
	top->drawn = !is_json(top) && screen__possible(writer__fd(live->pump->show.writer));
	if (top->drawn) {
		err = begin_screen(top);
		if (!err)
			draw(top);
	} else if (is_json(top)) {
		report__header(live->pump);
	} else {
		write_memory(top, print_header);
	}
	return err;
}

static void show(struct live *live, const struct table_rows *taken)
{
	struct top *top = live->view_ctx;

	if (top->drawn && top->screen.paused)
		return;
	top_rows__fill(&top->rows, taken);
	if (top->drawn) {
		draw(top);
	} else if (top->rows.count || !live->pump->stop) {
		/* A last interval in which nothing happened need not be shown. */
		top_rows__sort(&top->rows, top->screen.sort);
		write_memory(top, print_lines);
	}
}

static void end(struct live *live)
{
	(void)live;
	screen__leave();
}

int top__main(int argc, char *argv[])
{
	static const struct live_view view = {.begin = begin, .show = show, .end = end};
	struct top top = {0};
	enum parse_result parsed = top_options__parse(&top.options, argc, argv);
	int code = command_line__exit_code(parsed);

	if (parsed == PARSE_RUN) {
		top.screen = (struct top_screen){
			.sort = top.options.sort,
			.max = top.options.rows,
			.plain = style__no_color(),
			.interval_ns = top.options.interval_ns,
		};
		top.live = (struct live){
			.options = &top.options,
			.view = &view,
			.view_ctx = &top,
		};
		code = live__run(&top.live);
	}
	top_rows__fini(&top.rows);
	live_options__free(&top.options);
	return code;
}
