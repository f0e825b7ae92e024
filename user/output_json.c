// SPDX-License-Identifier: GPL-2.0-only
/*
 * One compact JSON object per line, ASCII only, each with a "type".
 */
#include <inttypes.h>
#include <string.h>

#include "fmt.h"
#include "options.h"
#include "output.h"
#include "output_details.h"
#include "output_filters.h"
#include "version.h"

static char *put_member(char *p, const char *name, uint64_t value)
{
	return fmt__u64(fmt__str(p, name), value);
}

LINE_CACHE_RARE static char *put_place(char *p, const struct read_event *event)
{
	p = put_member(p, ",\"cpu\":", event->cpu);
	return put_member(p, ",\"seq\":", event->seq);
}

LINE_CACHE_RARE static char *put_who(char *p, const struct read_event *event,
				     const struct line_style *style)
{
	int lossy = 0;

	(void)style;
	p = put_member(p, ",\"pid\":", event->tgid);
	p = put_member(p, ",\"tid\":", event->tid);
	p = fmt__str(p, ",\"comm\":\"");
	p = fmt__json_string(p, event->comm, READ_COMM_LEN, &lossy);
	*p++ = '"';
	if (lossy) {
		p = fmt__str(p, ",\"comm_hex\":\"");
		p = fmt__hex(p, event->comm, READ_COMM_LEN);
		*p++ = '"';
	}
	return fmt__str(p, "}\n");
}

/* What only some lines have. */
static char *put_more(char *p, const struct read_event *event, struct line_cache *cache)
{
	if (cache->style.clock == CLOCK_WALL) {
		p = fmt__str(p, ",\"wall\":\"");
		p = output__utc(p, event, cache);
		*p++ = '"';
	} else if (cache->style.clock == CLOCK_DELTA) {
		p = fmt__str(p, ",\"delta_ns\":");
		p = output__delta(p, event, cache);
	}
	return cache->late ? fmt__str(p, ",\"late\":true") : p;
}

static char *json__read(char *p, const struct read_event *event, struct line_cache *cache)
{
	p = put_member(p, "{\"type\":\"read\",\"boot_ns\":", event->boot_ns);
	if (cache->style.clock != CLOCK_BOOT || cache->late)
		p = put_more(p, event, cache);
	p = line_cache__place(cache, p, event, put_place);
	return line_cache__who(cache, p, event, put_who);
}

static char *json__details(char *p, const struct read_details *details, struct line_cache *cache)
{
	p = json__read(p, &details->head, cache) - 2; /* the end of the object comes later */
	return fmt__str(output_details__json(p, details), "}\n");
}

static char *json__gap(char *p, unsigned int cpu, const struct gap *gap,
		       const struct session *session)
{
	(void)session;
	p = put_member(p, "{\"type\":\"gap\",\"cpu\":", cpu);
	p = put_member(p, ",\"first\":", gap->first);
	p = put_member(p, ",\"last\":", gap->last);
	p = put_member(p, ",\"lost\":", gap__length(gap));
	return fmt__str(p, "}\n");
}

static void print_string(FILE *to, const char *name, const char *value)
{
	char escaped[FMT_JSON_MAX(128)];
	int lossy = 0;
	char *end = fmt__json_string(escaped, value, strnlen(value, 128), &lossy);

	fprintf(to, "\"%s\":\"%.*s\"", name, (int)(end - escaped), escaped);
}

static void print_options(FILE *to, const struct session *session)
{
	const struct trace_options *options = session->options;

	fprintf(to, ",\"options\":{\"include_self\":%s", options->include_self ? "true" : "false");
	if (session->buffer_bytes)
		fprintf(to, ",\"buffer_bytes\":%" PRIu64, session->buffer_bytes);
	if (options->wakeup)
		fprintf(to, ",\"wakeup\":%" PRIu32, options->wakeup);
	else
		fprintf(to, ",\"poll_interval_ns\":%" PRIu64, options->poll_interval_ns);
	if (options->duration_ns)
		fprintf(to, ",\"duration_ns\":%" PRIu64, options->duration_ns);
	if (options->count)
		fprintf(to, ",\"count\":%" PRIu64, options->count);
	if (options->stats_ns)
		fprintf(to, ",\"stats_ns\":%" PRIu64, options->stats_ns);
	output_filters__print_json(to, &options->filters);
	if (options->details)
		fprintf(to, ",\"details\":true,\"in_flight\":%" PRIu32, options->in_flight);
	if (options->path)
		fprintf(to, ",\"path\":true");
	if (options->min_duration_ns)
		fprintf(to, ",\"min_duration_ns\":%" PRIu64, options->min_duration_ns);
	if (options->min_bytes)
		fprintf(to, ",\"min_bytes\":%" PRIu64, options->min_bytes);
	if (options->errors_only)
		fprintf(to, ",\"errors\":true");
	if (options->command) {
		fputc(',', to);
		print_string(to, "command", options->command[0]);
	}
	fputc('}', to);
}

static void json__header(FILE *to, const struct session *session)
{
	fprintf(to,
		"{\"type\":\"header\",\"version\":%d,\"program\":\"readsnoop " READSNOOP_VERSION
		"\",\"clock\":\"%s\",\"order\":\"%s\",",
		OUTPUT_VERSION, clock_kind__name(session->style.clock),
		session->options->by_arrival ? "arrival" : "time");
	print_string(to, "attach", session->attach);
	fputc(',', to);
	print_string(to, "channel", session->channel);
	fputc(',', to);
	print_string(to, "kernel", session->kernel);
	fprintf(to, ",\"cpus\":%u", session->cpus);
	print_options(to, session);
	fprintf(to, "}\n");
}

/*
 * failed is one number, as in the ledger's sum; failed_by says why, where there is something to
 * say.
 */
static void print_failures(FILE *to, const struct ledger_row *row)
{
	const char *separator = "";

	fprintf(to, ",\"failed\":%" PRIu64, ledger_row__failed(row));
	if (!ledger_row__failed(row))
		return;
	fprintf(to, ",\"failed_by\":{");
	for (int i = 0; i < EMIT_FAILURES; i++) {
		if (!row->failed[i])
			continue;
		fprintf(to, "%s\"%s\":%" PRIu64, separator, emit_failure__name(i), row->failed[i]);
		separator = ",";
	}
	fputc('}', to);
}

static void print_row(FILE *to, const struct ledger *ledger, const struct ledger_row *row)
{
	fprintf(to,
		"\"hits\":%" PRIu64 ",\"filtered\":%" PRIu64 ",\"own\":%" PRIu64
		",\"sampled\":%" PRIu64 ",\"delivered\":%" PRIu64 ",\"lost\":%" PRIu64,
		row->hits, row->filtered, row->own, row->sampled, row->delivered, row->lost);
	print_failures(to, row);
	fprintf(to, ",\"coalesced\":%" PRIu64 ",\"remaining\":%" PRIu64, row->coalesced,
		row->remaining);
	if (ledger->final)
		fprintf(to, ",\"unaccounted\":%" PRIu64, ledger_row__unaccounted(row));
	else
		fprintf(to, ",\"pending\":%" PRId64, row->pending);
}

/*
 * The kernel counts what it missed per probe, not per CPU: null there, and where it does not count.
 */
static void json__ledger(FILE *to, const struct ledger *ledger)
{
	const char *separator = "";

	fprintf(to, "{\"type\":\"%s\",\"total\":{", ledger->final ? "summary" : "stats");
	print_row(to, ledger, &ledger->total);
	if (ledger->missed < 0)
		fprintf(to, ",\"missed\":null");
	else
		fprintf(to, ",\"missed\":%" PRId64, ledger->missed);
	if (ledger->session->details)
		fprintf(to, ",\"unfinished\":%" PRIu64 ",\"returns_missed\":%" PRIu64,
			ledger_row__unfinished(&ledger->total), ledger->total.stale);
	if (ledger->has_order)
		fprintf(to, ",\"stragglers\":%" PRIu64, ledger->stragglers);
	fprintf(to, "},\"cpus\":[");
	for (unsigned int cpu = 0; cpu < ledger->cpus; cpu++) {
		if (!ledger->rows[cpu].hits)
			continue;
		fprintf(to, "%s{\"cpu\":%u,", separator, cpu);
		print_row(to, ledger, &ledger->rows[cpu]);
		fprintf(to, ",\"missed\":null}");
		separator = ",";
	}
	fprintf(to, "]");
	if (ledger->tree_overflows)
		fprintf(to, ",\"not_followed\":%" PRIu64, ledger->tree_overflows);
	fprintf(to, "}\n");
}

const struct output_ops output_json = {
	.name = "json",
	.ledger_is_data = true,
	.read = json__read,
	.details = json__details,
	.gap = json__gap,
	.header = json__header,
	.ledger = json__ledger,
};
