// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table for people: fixed columns, less than 80 of them unless a name needs escaping.
 */
#include <inttypes.h>

#include "fmt.h"
#include "output.h"
#include "output_details.h"

#define TIME_WIDTH 18
/* A space stands before each of these, so that a wider number does not touch its neighbour. */
#define CPU_WIDTH 3
#define SEQ_WIDTH 10
#define ID_WIDTH  7

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

LINE_CACHE_RARE static char *put_who(char *p, const struct read_event *event)
{
	p = put_column(p, event->tgid, ID_WIDTH);
	p = put_column(p, event->tid, ID_WIDTH);
	*p++ = ' ';
	p = fmt__escaped(p, event->comm, READ_COMM_LEN);
	*p++ = '\n';
	return p;
}

static char *text__read(char *p, const struct read_event *event, struct line_cache *cache)
{
	p = line_cache__seconds(cache, p, event->boot_ns, TIME_WIDTH);
	p = line_cache__place(cache, p, event, put_place);
	return line_cache__who(cache, p, event, put_who);
}

/* Microseconds leave room for the columns that come. */
static char *text__details(char *p, const struct read_details *details, struct line_cache *cache)
{
	p = line_cache__seconds(cache, p, details->head.boot_ns, TIME_WIDTH) - 3;
	return output_details__text(p, details);
}

/* The word "gap" stands where an event has its time, so that no tool takes it for one. */
static char *text__gap(char *p, unsigned int cpu, const struct gap *gap,
		       const struct session *session)
{
	p = fmt__str(p, session->details ? "            gap" : "               gap");
	p = put_column(p, cpu, CPU_WIDTH);
	*p++ = ' ';
	p = fmt__u64(p, gap->first);
	*p++ = '-';
	p = fmt__u64(p, gap->last);
	*p++ = ' ';
	p = fmt__u64(p, gap__length(gap));
	p = fmt__str(p, session->keeps_last_only ? " replaced\n" : " lost\n");
	return p;
}

static void text__header(FILE *to, const struct session *session)
{
	if (session->details) {
		fprintf(to, "%*s%s\n", TIME_WIDTH - 3, "BOOT TIME (s)", output_details__titles);
		return;
	}
	fprintf(to, "%*s %*s %*s %*s %*s %s\n", TIME_WIDTH, "BOOT TIME (s)", CPU_WIDTH, "CPU",
		SEQ_WIDTH, "SEQ", ID_WIDTH, "PID", ID_WIDTH, "TID", "COMM");
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

static void text__ledger(FILE *to, const struct ledger *ledger)
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
}

const struct output_ops output_text = {
	.name = "text",
	.read = text__read,
	.details = text__details,
	.gap = text__gap,
	.header = text__header,
	.ledger = text__ledger,
};
