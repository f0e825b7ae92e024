// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table for people: fixed columns, less than 80 of them unless a name needs escaping.
 */
#include <inttypes.h>
#include <string.h>

#include "fmt.h"
#include "output.h"
#include "output_details.h"
#include "printable.h"

#define TIME_WIDTH 18
/* A space stands before each of these, so that a wider number does not touch its neighbour. */
#define CPU_WIDTH 3
#define SEQ_WIDTH 10
#define ID_WIDTH  7

/* Where the columns from PID on begin, if no number before is wider than its column. */
#define WHO_COLUMN (TIME_WIDTH + 1 + CPU_WIDTH + 1 + SEQ_WIDTH)

/* Stands behind the time of an event that comes after a younger one, instead of a space. */
#define LATE_MARK '~'

/* Sparse: what is not as it should be stands out. */
#define COLOR_HEADER "\033[1m"
#define COLOR_GAP    "\033[31m"
#define COLOR_LATE   "\033[33m"

static char *put_column(char *p, uint64_t value, unsigned int width)
{
	*p++ = ' ';
	return fmt__u64_right(p, value, width);
}

LINE_CACHE_RARE static char *put_place(char *p, const struct read_event *event)
{
	p = put_column(p, event->cpu, CPU_WIDTH);
	return put_column(p, event->seq, SEQ_WIDTH);
}

LINE_CACHE_RARE static char *put_who(char *p, const struct read_event *event,
				     const struct line_style *style)
{
	char *start = p;

	p = put_column(p, event->tgid, ID_WIDTH);
	p = put_column(p, event->tid, ID_WIDTH);
	*p++ = ' ';
	p = printable__put(p, event->comm, READ_COMM_LEN, style,
			   WHO_COLUMN + (unsigned int)(p - start));
	*p++ = '\n';
	return p;
}

/* Without the decimals, which line_cache__seconds() adds. */
static char *put_seconds(char *p, uint64_t ns)
{
	return fmt__seconds_right(p, ns, TIME_WIDTH) - 10;
}

static char *put_time_of_day(char *p, uint64_t wall_ns)
{
	return p + style__format_time(p, LINE_CACHE_TEXT_MAX, "%H:%M:%S", wall_ns);
}

/* Times of day begin anew, so midnight gets a line. */
LINE_CACHE_RARE static char *put_new_day(char *p, uint64_t wall_ns, struct line_style *style)
{
	style__set_day(style, wall_ns);
	p += style__format_time(p, LINE_CACHE_TEXT_MAX, "        %Y-%m-%d\n", wall_ns);
	return p;
}

static char *put_delta(char *p, int64_t delta)
{
	char *end = fmt__seconds_right(p, (uint64_t)(delta < 0 ? -delta : delta), TIME_WIDTH);

	if (delta >= 0)
		return end;
	while (*p == ' ' && p[1] == ' ')
		p++;
	*p = '-';
	return end;
}

/* The other clocks, still without the decimals of boot time. */
__attribute__((noinline)) static char *put_other_time(char *p, const struct read_event *event,
						      struct line_cache *cache)
{
	struct line_style *style = &cache->style;
	uint64_t wall_ns;

	if (style->clock == CLOCK_DELTA)
		return put_delta(p, line_cache__delta(cache, event));
	wall_ns = wall_clock__at(style->wall, event->boot_ns);
	if (wall_ns < style->day_ns || wall_ns >= style->day_end_ns)
		p = put_new_day(p, wall_ns, style);
	return line_cache__seconds(cache, p, wall_ns, put_time_of_day);
}

/* Mark a whole line from start to end, whose time ends before place. Returns its end. */
LINE_CACHE_RARE static char *mark_late(char *start, char *place, char *end,
				       const struct line_cache *cache)
{
	*place = LATE_MARK;
	if (!cache->style.color)
		return end;
	memmove(start + sizeof(COLOR_LATE) - 1, start, (size_t)(end - start));
	memcpy(start, COLOR_LATE, sizeof(COLOR_LATE) - 1);
	/* In place of the end of the line. */
	return fmt__str(end + sizeof(COLOR_LATE) - 2, COLOR_OFF "\n");
}

static inline char *put_time(char *p, const struct read_event *event, struct line_cache *cache)
{
	if (cache->style.clock == CLOCK_BOOT)
		return line_cache__seconds(cache, p, event->boot_ns, put_seconds);
	return put_other_time(p, event, cache);
}

static char *text__read(char *p, const struct read_event *event, struct line_cache *cache)
{
	char *start = p, *place = put_time(p, event, cache);

	p = line_cache__place(cache, place, event, put_place);
	p = line_cache__who(cache, p, event, put_who);
	return cache->late ? mark_late(start, place, p, cache) : p;
}

/* Microseconds leave room for the columns that come. */
static char *text__details(char *p, const struct read_details *details, struct line_cache *cache)
{
	char *start = p, *place = put_time(p, &details->head, cache) - 3;

	p = output_details__text(place, details, &cache->style);
	return cache->late ? mark_late(start, place, p, cache) : p;
}

/* The word "gap" stands where an event has its time, so that no tool takes it for one. */
static char *text__gap(char *p, unsigned int cpu, const struct gap *gap,
		       const struct session *session)
{
	if (session->style.color)
		p = fmt__str(p, COLOR_GAP);
	p = fmt__str(p, session->details ? "            gap" : "               gap");
	p = put_column(p, cpu, CPU_WIDTH);
	*p++ = ' ';
	p = fmt__u64(p, gap->first);
	*p++ = '-';
	p = fmt__u64(p, gap->last);
	*p++ = ' ';
	p = fmt__u64(p, gap__length(gap));
	p = fmt__str(p, session->keeps_last_only ? " replaced" : " lost");
	if (session->style.color)
		p = fmt__str(p, COLOR_OFF);
	return fmt__str(p, "\n");
}

static void text__header(FILE *to, const struct session *session)
{
	const struct line_style *style = &session->style;
	const char *title = "BOOT TIME (s)";
	char day[32];

	if (style->clock == CLOCK_WALL) {
		style__format_time(day, sizeof(day), "%Y-%m-%d %z", style->day_ns);
		title = day;
	} else if (style->clock == CLOCK_DELTA) {
		title = "DELTA (s)";
	}
	fputs(style->color ? COLOR_HEADER : "", to);
	if (session->details)
		fprintf(to, "%*.*s%s", TIME_WIDTH - 3, TIME_WIDTH - 3, title,
			output_details__titles);
	else
		fprintf(to, "%*s %*s %*s %*s %*s %s", TIME_WIDTH, title, CPU_WIDTH, "CPU",
			SEQ_WIDTH, "SEQ", ID_WIDTH, "PID", ID_WIDTH, "TID", "COMM");
	fprintf(to, "%s\n", style->color ? COLOR_OFF : "");
}

/* A column of the ledger; those that are zero everywhere are left out unless they always matter. */
struct column {
	const char *title;
	uint64_t (*value)(const struct ledger_row *row);
	bool always;
};

#define VALUE_OF(member)                                                                           \
	static uint64_t value_##member(const struct ledger_row *row)                               \
	{                                                                                          \
		return row->member;                                                                \
	}

VALUE_OF(hits)
VALUE_OF(filtered)
VALUE_OF(own)
VALUE_OF(sampled)
VALUE_OF(delivered)
VALUE_OF(lost)
VALUE_OF(coalesced)
VALUE_OF(remaining)

static uint64_t value_pending(const struct ledger_row *row)
{
	return row->pending > 0 ? (uint64_t)row->pending : 0;
}

static const struct column columns[] = {
	{"HITS", value_hits, true},
	{"FILTERED", value_filtered, false},
	{"OWN", value_own, false},
	{"SAMPLED", value_sampled, false},
	{"DELIVERED", value_delivered, true},
	{"LOST", value_lost, true},
	{"FAILED", ledger_row__failed, false},
	{"REPLACED", value_coalesced, false},
	{"UNREAD", value_remaining, false},
};

static const struct column pending_column = {"PENDING", value_pending, false};

static void print_row(FILE *to, const struct ledger *ledger, const struct ledger_row *row)
{
	for (unsigned int i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (columns[i].always || columns[i].value(&ledger->total))
			fprintf(to, " %9" PRIu64, columns[i].value(row));
	if (!ledger->final)
		fprintf(to, " %9" PRIu64, pending_column.value(row));
	fputc('\n', to);
}

static void print_titles(FILE *to, const struct ledger *ledger)
{
	fprintf(to, "%5s", "CPU");
	for (unsigned int i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (columns[i].always || columns[i].value(&ledger->total))
			fprintf(to, " %9s", columns[i].title);
	if (!ledger->final)
		fprintf(to, " %9s", pending_column.title);
	fputc('\n', to);
}

static void print_failures(FILE *to, const struct ledger_row *total)
{
	static const char *const meaning[EMIT_FAILURES] = {
		[EMIT_ENOENT] = "the CPU came online and had no ring yet",
		[EMIT_EOPNOTSUPP] = "the CPU was offline in between and its ring was dead",
		[EMIT_E2BIG] = "record too large",
		[EMIT_EBUSY] = "BPF programs nested too deep",
		[EMIT_OTHER] = "another error",
		[EMIT_UNREMEMBERED] = "too many reads under way; try a larger --in-flight",
	};

	for (int i = 0; i < EMIT_FAILURES; i++)
		if (total->failed[i])
			fprintf(to, "failed with %s: %" PRIu64 " (%s)\n", emit_failure__name(i),
				total->failed[i], meaning[i]);
}

static void print_returns(FILE *to, const struct ledger_row *total)
{
	fprintf(to, "unfinished: %" PRIu64 " reads had begun and not returned",
		ledger_row__unfinished(total));
	if (total->stale)
		fprintf(to, "; returns missed by the kernel: %" PRIu64, total->stale);
	fputc('\n', to);
}

void text__ledger(FILE *to, const struct ledger *ledger)
{
	fputc('\n', to);
	print_titles(to, ledger);
	for (unsigned int cpu = 0; cpu < ledger->cpus; cpu++) {
		if (!ledger->rows[cpu].hits)
			continue;
		fprintf(to, "%5u", cpu);
		print_row(to, ledger, &ledger->rows[cpu]);
	}
	fprintf(to, "%5s", "all");
	print_row(to, ledger, &ledger->total);
	print_failures(to, &ledger->total);
	if (ledger->session->details)
		print_returns(to, &ledger->total);
	if (ledger->tree_overflows)
		fprintf(to, "not followed: %" PRIu64 " processes (too many at once)\n",
			ledger->tree_overflows);
	if (ledger->missed < 0)
		fprintf(to, "missed by the kernel: not counted by this kernel");
	else
		fprintf(to, "missed by the kernel: %" PRId64, ledger->missed);
	if (ledger->final)
		fprintf(to, "; unaccounted: %" PRIu64, ledger_row__unaccounted(&ledger->total));
	fputc('\n', to);
	if (ledger->stragglers)
		fprintf(to, "late, marked %c: %" PRIu64 "\n", LATE_MARK, ledger->stragglers);
}

const struct output_ops output_text = {
	.name = "text",
	.read = text__read,
	.details = text__details,
	.gap = text__gap,
	.header = text__header,
	.ledger = text__ledger,
};
