// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "hist_print.h"
#include "human.h"
#include "live_options.h"
#include "row_name.h"

/* Columns of a bar: the whole line has 78. */
#define BAR_WIDTH 36

uint64_t hist_scale__low(const struct hist_scale *scale, unsigned int slot)
{
	if (!scale->step)
		return log2__low(slot);
	return slot ? scale->min + (slot - 1) * scale->step : 0;
}

unsigned int hist_scale__slots(const struct hist_scale *scale)
{
	return scale->step ? scale->steps + 2 : HIST_SLOTS;
}

/* Whether a slot has no upper end. */
static bool is_open(const struct hist_scale *scale, unsigned int slot)
{
	return slot + 1 == hist_scale__slots(scale);
}

static const struct hist_row *row_at(const struct table_rows *rows, unsigned int i)
{
	return (const struct hist_row *)table_rows__head(rows, i);
}

/* Exact where a power of two makes a round number, and for small ones. */
static const char *amount(char *text, enum hist_of of, uint64_t value)
{
	static const char units[] = "KMGTPE";
	int unit = -1;

	if (of == HIST_DURATION)
		return human__ns(text, value);
	for (; value >= 1024 && value % 1024 == 0 && units[unit + 1]; unit++)
		value /= 1024;
	snprintf(text, HUMAN_MAX, "%" PRIu64 "%.*s", value, unit >= 0,
		 unit >= 0 ? &units[unit] : "");
	return text;
}

/* The first and the last slot that is not empty; false: all are. */
static bool find_range(const uint64_t *slots, unsigned int count, unsigned int *first,
		       unsigned int *last, uint64_t *most)
{
	bool any = false;

	*most = 0;
	for (unsigned int slot = 0; slot < count; slot++) {
		if (!slots[slot])
			continue;
		if (!any)
			*first = slot;
		any = true;
		*last = slot;
		if (slots[slot] > *most)
			*most = slots[slot];
	}
	return any;
}

static void print_slot(FILE *to, enum hist_of of, const struct hist_scale *scale, unsigned int slot,
		       uint64_t reads, uint64_t total, uint64_t most)
{
	char from[HUMAN_MAX], below[HUMAN_MAX];
	/* What is there at all is to be seen. */
	int bar = reads ? 1 + (int)((double)reads / (double)most * (BAR_WIDTH - 1)) : 0;

	amount(from, of, hist_scale__low(scale, slot));
	if (is_open(scale, slot))
		strcpy(below, "-");
	else
		amount(below, of, hist_scale__low(scale, slot + 1));
	fprintf(to, "%9s %9s %12" PRIu64 " %5.1f%% |%.*s%*s|\n", from, below, reads,
		100.0 * (double)reads / (double)total, bar, "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@",
		BAR_WIDTH - bar, "");
}

static void print_histogram(FILE *to, enum hist_of of, const struct hist_scale *scale,
			    const struct hist_row *row)
{
	static const char *const titles[HIST_KINDS] = {
		[HIST_SIZE] = "bytes returned",
		[HIST_REQUESTED] = "bytes asked for",
		[HIST_DURATION] = "duration",
	};
	const uint64_t *slots = (const uint64_t *)row->slots[of];
	unsigned int first = 0, last = 0;
	uint64_t most, total = 0;

	fprintf(to, "\n%s\n", titles[of]);
	if (!find_range(slots, hist_scale__slots(scale), &first, &last, &most)) {
		fprintf(to, "    no reads\n");
		return;
	}
	for (unsigned int slot = first; slot <= last; slot++)
		total += slots[slot];
	fprintf(to, "%9s %9s %12s %6s\n", "FROM", "BELOW", "READS", "SHARE");
	for (unsigned int slot = first; slot <= last; slot++)
		print_slot(to, of, scale, slot, slots[slot], total, most);
}

/* Who it is, as a heading. */
static void print_who(FILE *to, enum table_by by, const struct table_key *key, const char *name)
{
	const char *number_title = row_name__number_title(by);
	char number[24], text[ROW_NAME_MAX];

	if (number_title)
		fprintf(to, "%s %s  ", number_title,
			row_name__number(number, sizeof(number), by, key));
	if (row_name__title(by)) {
		row_name__escaped(text, by, key, name);
		fprintf(to, "%s %s  ", row_name__title(by), text);
	}
}

static void print_row(FILE *to, const struct hist_print *print, unsigned int i)
{
	const struct hist_row *row = row_at(print->rows, i);
	char bytes[HUMAN_MAX], mean[HUMAN_MAX];

	print_who(to, print->config->by, &print->rows->keys[i], row->head.name);
	fprintf(to, "reads %llu  failed %llu  bytes %s  mean %s\n", row->head.reads,
		row->head.errors, human__bytes(bytes, (double)row->head.bytes),
		human__ns(mean, row->head.reads ? row->head.duration_ns / row->head.reads : 0));
	for (enum hist_of of = 0; of < HIST_KINDS; of++)
		if (print->config->scale[of].wanted)
			print_histogram(to, of, &print->config->scale[of], row);
	fputc('\n', to);
}

static int compare(const void *left, const void *right, void *arg)
{
	const struct table_rows *rows = arg;
	unsigned int a = *(const unsigned int *)left, b = *(const unsigned int *)right;
	uint64_t of_a = table_rows__head(rows, a)->reads, of_b = table_rows__head(rows, b)->reads;

	if (of_a != of_b)
		return of_a > of_b ? -1 : 1;
	return memcmp(&rows->keys[a], &rows->keys[b], sizeof(*rows->keys));
}

/* The rows that have reads, the largest first. Owned by the caller; NULL without memory. */
static unsigned int *sorted(const struct table_rows *rows, unsigned int *count)
{
	unsigned int *order = calloc(rows->count + 1, sizeof(*order));

	*count = 0;
	for (unsigned int i = 0; order && i < rows->count; i++)
		if (table_rows__head(rows, i)->reads)
			order[(*count)++] = i;
	if (order)
		qsort_r(order, *count, sizeof(*order), compare, (void *)rows);
	return order;
}

/* The first max rows in their order; how many are left. */
static unsigned int print_rows(FILE *to, const struct hist_print *print, unsigned int max,
			       void (*row)(FILE *to, const struct hist_print *print,
					   unsigned int i))
{
	unsigned int count, i;
	unsigned int *order = sorted(print->rows, &count);

	if (!order)
		return 0;
	for (i = 0; i < count && (!max || i < max); i++)
		row(to, print, order[i]);
	free(order);
	return count - i;
}

void hist_print__text(FILE *to, const struct hist_print *print)
{
	unsigned int left = print_rows(to, print, print->max, print_row);

	if (!print->rows->reads)
		fprintf(to, "no reads\n\n");
	if (left)
		fprintf(to, "... and %u more (--rows)\n\n", left);
}

static void print_json_histogram(FILE *to, enum hist_of of, const struct hist_scale *scale,
				 const struct hist_row *row)
{
	const char *separator = "";

	fprintf(to, ",\"%s\":[", hist_of__name(of));
	for (unsigned int slot = 0; slot < hist_scale__slots(scale); slot++) {
		if (!row->slots[of][slot])
			continue;
		fprintf(to, "%s{\"from\":%" PRIu64, separator, hist_scale__low(scale, slot));
		if (!is_open(scale, slot))
			fprintf(to, ",\"below\":%" PRIu64, hist_scale__low(scale, slot + 1));
		fprintf(to, ",\"reads\":%llu}", row->slots[of][slot]);
		separator = ",";
	}
	fputc(']', to);
}

static void print_json_row(FILE *to, const struct hist_print *print, unsigned int i)
{
	const struct table_rows *rows = print->rows;
	const struct hist_row *row = row_at(rows, i);

	fprintf(to, "{\"type\":\"hist\"");
	row_name__json(to, print->config->by, &rows->keys[i], row->head.name);
	fprintf(to,
		",\"boot_ns\":%" PRIu64 ",\"interval_ns\":%" PRIu64
		",\"reads\":%llu,\"errors\":%llu,"
		"\"bytes\":%llu,\"duration_ns\":%llu",
		rows->end_ns, rows->end_ns - rows->begin_ns, row->head.reads, row->head.errors,
		row->head.bytes, row->head.duration_ns);
	for (enum hist_of of = 0; of < HIST_KINDS; of++)
		if (print->config->scale[of].wanted)
			print_json_histogram(to, of, &print->config->scale[of], row);
	fprintf(to, "}\n");
}

void hist_print__json(FILE *to, const struct hist_print *print)
{
	print_rows(to, print, 0, print_json_row);
}
