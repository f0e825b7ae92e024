// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "human.h"
#include "row_name.h"
#include "top_print.h"

#define AMOUNTS 5

/* The columns of amounts, in the order of enum live_sort. */
static const struct {
	const char *title;
	int width;
} amounts[AMOUNTS] = {
	[SORT_READS] = {"READS/S", 8}, [SORT_BYTES] = {"BYTES/S", 8}, [SORT_ERRORS] = {"ERR/S", 7},
	[SORT_MEAN] = {"MEAN", 7},     [SORT_P99] = {"P99", 7},
};

struct texts {
	char text[AMOUNTS][HUMAN_MAX];
};

static void fill_texts(struct texts *texts, const struct top_entry *entry, double seconds)
{
	human__count(texts->text[SORT_READS], (double)entry->head.reads / seconds);
	human__bytes(texts->text[SORT_BYTES], (double)entry->head.bytes / seconds);
	human__count(texts->text[SORT_ERRORS], (double)entry->head.errors / seconds);
	human__ns(texts->text[SORT_MEAN], entry->mean_ns);
	human__ns(texts->text[SORT_P99], entry->p99_ns);
}

size_t top_print__sum(char *line, const struct top_rows *rows)
{
	struct texts texts;
	struct tm local;

	fill_texts(&texts, &rows->total, top_rows__seconds(rows));
	localtime_r(&rows->taken, &local);
	return (size_t)snprintf(
		line, TOP_LINE_MAX,
		"%02d:%02d:%02d  %s reads/s, %s bytes/s, %s errors/s, mean %s, p99 %s",
		local.tm_hour, local.tm_min, local.tm_sec, texts.text[SORT_READS],
		texts.text[SORT_BYTES], texts.text[SORT_ERRORS], texts.text[SORT_MEAN],
		texts.text[SORT_P99]);
}

/* A title between on and off if it is what the rows are sorted by. */
static int put_title(char *p, const char *title, int width, bool sorted, const char *on,
		     const char *off)
{
	int left = width > 0 ? width - (int)strlen(title) : 0;

	return sprintf(p, "%*s%s%s%s", left, "", sorted ? on : "", title, sorted ? off : "");
}

size_t top_print__titles(char *line, enum table_by by, enum live_sort sorted_by, const char *on,
			 const char *off)
{
	const char *number = row_name__number_title(by), *name = row_name__title(by);
	char *p = line;

	if (number)
		p += put_title(p, number, ROW_NUMBER_WIDTH, !name && sorted_by == SORT_KEY, on,
			       off);
	for (int i = 0; i < AMOUNTS; i++) {
		if (p > line)
			*p++ = ' ';
		p += put_title(p, amounts[i].title, amounts[i].width,
			       sorted_by == (enum live_sort)i, on, off);
	}
	*p = '\0';
	if (name) {
		*p++ = ' ';
		p += put_title(p, name, 0, sorted_by == SORT_KEY, on, off);
	}
	return (size_t)(p - line);
}

size_t top_print__row(char *line, const struct top_rows *rows, const struct top_entry *entry)
{
	char number[24];
	struct texts texts;
	char *p = line;

	fill_texts(&texts, entry, top_rows__seconds(rows));
	if (row_name__number_title(rows->by))
		p += sprintf(p, "%*s", ROW_NUMBER_WIDTH,
			     row_name__number(number, sizeof(number), rows->by, &entry->key));
	for (int i = 0; i < AMOUNTS; i++)
		p += sprintf(p, "%s%*s", p > line ? " " : "", amounts[i].width, texts.text[i]);
	if (row_name__title(rows->by)) {
		*p++ = ' ';
		p += row_name__escaped(p, rows->by, &entry->key, entry->head.name);
	}
	*p = '\0';
	return (size_t)(p - line);
}

void top_print__text(FILE *to, const struct top_rows *rows, unsigned int max,
		     enum live_sort sorted_by)
{
	char line[TOP_LINE_MAX];
	unsigned int count = max && max < rows->count ? max : rows->count;

	top_print__sum(line, rows);
	fprintf(to, "%s\n", line);
	top_print__titles(line, rows->by, sorted_by, "", "");
	fprintf(to, "%s\n", line);
	for (unsigned int i = 0; i < count; i++) {
		top_print__row(line, rows, &rows->entries[i]);
		fprintf(to, "%s\n", line);
	}
	if (count < rows->count)
		fprintf(to, "... and %u more\n", rows->count - count);
	fputc('\n', to);
}

static void print_json_amounts(FILE *to, const struct top_rows *rows, const struct top_entry *entry)
{
	fprintf(to,
		",\"boot_ns\":%" PRIu64 ",\"interval_ns\":%" PRIu64
		",\"reads\":%llu,\"errors\":%llu,"
		"\"bytes\":%llu,\"duration_ns\":%llu,\"mean_ns\":%" PRIu64 ",\"p99_ns\":%" PRIu64,
		rows->end_ns, rows->end_ns - rows->begin_ns, entry->head.reads, entry->head.errors,
		entry->head.bytes, entry->head.duration_ns, entry->mean_ns, entry->p99_ns);
}

void top_print__json(FILE *to, const struct top_rows *rows, unsigned int max)
{
	unsigned int count = max && max < rows->count ? max : rows->count;

	for (unsigned int i = 0; i < count; i++) {
		const struct top_entry *entry = &rows->entries[i];

		fprintf(to, "{\"type\":\"top\"");
		row_name__json(to, rows->by, &entry->key, entry->head.name);
		print_json_amounts(to, rows, entry);
		fprintf(to, "}\n");
	}
	/* Behind its rows, so that whoever reads it has them all. */
	fprintf(to, "{\"type\":\"interval\",\"rows\":%u,\"rows_shown\":%u", rows->count, count);
	print_json_amounts(to, rows, &rows->total);
	fprintf(to, "}\n");
}
