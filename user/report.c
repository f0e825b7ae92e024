// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

#include "log.h"
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

	pump->output->header(to, pump->session);
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
		.session = pump->session,
		.final = final,
		.cpus = pump->account.cpus,
		.rows = calloc(pump->account.cpus, sizeof(*ledger.rows)),
		.missed = missed,
		.tree_overflows = *pump->channel->tree_overflows,
	};

	if (!ledger.rows)
		return;
	fill_rows(pump, &ledger);
	write_through(pump, pump->output->ledger_is_data, print_ledger,
		      &(struct ledger_print){pump->output, &ledger});
	free(ledger.rows);
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
