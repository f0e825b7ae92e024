// SPDX-License-Identifier: GPL-2.0-only
/*
 * A table for other programs: a line of names, then RFC 4180 but for the end of lines, which is
 * that of Unix. The ledger is no part of the table.
 */
#include "fmt.h"
#include "output.h"
#include "output_details.h"

static char *put_field(char *p, uint64_t value)
{
	*p++ = ',';
	return fmt__u64(p, value);
}

LINE_CACHE_RARE static char *put_place(char *p, const struct read_event *event)
{
	p = put_field(p, event->cpu);
	return put_field(p, event->seq);
}

LINE_CACHE_RARE static char *put_who(char *p, const struct read_event *event,
				     const struct line_style *style)
{
	(void)style;
	p = put_field(p, event->tgid);
	p = put_field(p, event->tid);
	*p++ = ',';
	return fmt__csv(p, event->comm, READ_COMM_LEN);
}

/* Up to the end of the line, which comes after the details if there are any. */
static char *put_read(char *p, const struct read_event *event, struct line_cache *cache)
{
	p = fmt__u64(fmt__str(p, "read,"), event->boot_ns);
	if (cache->style.clock == CLOCK_WALL) {
		*p++ = ',';
		p = output__utc(p, event, cache);
	} else if (cache->style.clock == CLOCK_DELTA) {
		*p++ = ',';
		p = output__delta(p, event, cache);
	}
	p = line_cache__place(cache, p, event, put_place);
	p = line_cache__who(cache, p, event, put_who);
	return fmt__str(p, cache->late ? ",1," : ",0,");
}

static char *csv__read(char *p, const struct read_event *event, struct line_cache *cache)
{
	return fmt__str(put_read(p, event, cache), "\n");
}

static char *csv__details(char *p, const struct read_details *details, struct line_cache *cache)
{
	p = put_read(p, &details->head, cache);
	return fmt__str(output_details__csv(p, details), "\n");
}

/* seq is the first that is missing, lost how many. */
static char *csv__gap(char *p, unsigned int cpu, const struct gap *gap,
		      const struct session *session)
{
	p = fmt__str(p, session->style.clock == CLOCK_BOOT ? "gap," : "gap,,");
	p = put_field(p, cpu);
	p = put_field(p, gap->first);
	p = fmt__str(p, ",,,,");
	p = put_field(p, gap__length(gap));
	return fmt__str(p, session->details ? ",,,,,\n" : "\n");
}

static void csv__header(FILE *to, const struct session *session)
{
	static const char *const extra[] = {
		[CLOCK_BOOT] = "", [CLOCK_WALL] = "wall,", [CLOCK_DELTA] = "delta_ns,"};

	fprintf(to, "type,boot_ns,%scpu,seq,pid,tid,comm,late,lost%s\n",
		extra[session->style.clock], session->details ? output_details__csv_names : "");
}

const struct output_ops output_csv = {
	.name = "csv",
	.read = csv__read,
	.details = csv__details,
	.gap = csv__gap,
	.header = csv__header,
	.ledger = text__ledger,
};
