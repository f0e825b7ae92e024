// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "log.h"
#include "options.h"
#include "report.h"

/* Rows are printed rarely and may be many, so here stdio does the work. */
static void write_through(struct pump *pump, bool data, void (*print)(FILE *to, const void *what),
			  const void *what)
{
	char *text = NULL;
	size_t len = 0;
	FILE *to = open_memstream(&text, &len);

	if (!to)
		return;
	print(to, what);
	fclose(to);
	if (data)
		pump__write_text(pump, text, len);
	else if (log__level() >= LOG_NOTICES)
		fwrite(text, 1, len, stderr);
	free(text);
}

static void print_header(FILE *to, const void *what)
{
	const struct pump *pump = what;

	pump->show.output->header(to, pump->show.session);
}

void report__header(struct pump *pump)
{
	write_through(pump, true, print_header, pump);
}

static void fill_rows(const struct pump *pump, struct ledger *ledger)
{
	for (unsigned int cpu = 0; cpu < ledger->cpus; cpu++) {
		account__row(&pump->account, pump->channel, cpu, &ledger->rows[cpu]);
		ledger_row__add(&ledger->total, &ledger->rows[cpu]);
	}
	/* A loss that the perf ring reports and the probe has not counted would be news. */
	if (pump->channel->record_lost > ledger->total.lost)
		ledger->total.mismatch += pump->channel->record_lost - ledger->total.lost;
}

struct ledger_print {
	const struct output_ops *output;
	const struct ledger *ledger;
};

static void print_ledger(FILE *to, const void *what)
{
	const struct ledger_print *print = what;

	print->output->ledger(to, print->ledger);
}

void report__ledger(struct pump *pump, bool final, int64_t missed)
{
	struct ledger ledger = {
		.session = pump->show.session,
		.final = final,
		.cpus = pump->account.cpus,
		.rows = calloc(pump->account.cpus, sizeof(*ledger.rows)),
		.missed = missed,
		.tree_overflows = *pump->channel->tree_overflows,
		.has_order = pump->show.order != NULL,
	};

	if (!ledger.rows)
		return;
	fill_rows(pump, &ledger);
	/* Sums do not say on which CPUs those were that have been delivered. */
	if (pump->show.session->options->table)
		ledger.cpus = 0;
	if (ledger.has_order)
		ledger.stragglers = order__stragglers(pump->show.order);
	write_through(pump, pump->show.output->ledger_is_data, print_ledger,
		      &(struct ledger_print){pump->show.output, &ledger});
	free(ledger.rows);
}

static uint64_t per_second(uint64_t count, uint64_t ns)
{
	return (uint64_t)((double)count * (double)NS_PER_SECOND / (double)(ns ? ns : 1) + 0.5);
}

void report__stats(struct pump *pump)
{
	const struct ledger_row *last = &pump->stats;
	struct ledger_row row, total = {0};
	uint64_t now = clock__boot_ns(), ns = now - pump->stats_ns;

	for (unsigned int cpu = 0; cpu < pump->account.cpus; cpu++) {
		account__row(&pump->account, pump->channel, cpu, &row);
		ledger_row__add(&total, &row);
	}
	fprintf(stderr,
		"readsnoop: %" PRIu64 " events/s, %" PRIu64 " own/s, %" PRIu64
		" filtered/s; %" PRIu64 " lost, %" PRIu64 " failed (in all %" PRIu64
		" events, %" PRIu64 " lost, %" PRIu64 " failed)\n",
		per_second(total.delivered - last->delivered, ns),
		per_second(total.own - last->own, ns),
		per_second(total.filtered - last->filtered, ns), total.lost - last->lost,
		ledger_row__failed(&total) - ledger_row__failed(last), total.delivered, total.lost,
		ledger_row__failed(&total));
	pump->stats = total;
	pump->stats_ns = now;
}

bool report__is_complete(const struct pump *pump, int64_t missed)
{
	/* Unread events are left out on purpose if --count has them so, and missing otherwise. */
	bool limited = pump->limit && pump->account.delivered == pump->limit;
	bool complete = missed <= 0 && !*pump->channel->tree_overflows && !pump->output_closed;
	struct ledger_row row;

	for (unsigned int cpu = 0; complete && cpu < pump->account.cpus; cpu++) {
		account__row(&pump->account, pump->channel, cpu, &row);
		complete = ledger_row__complete(&row) && (limited || !row.remaining);
	}
	return complete;
}
