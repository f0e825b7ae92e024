// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/ledger.h"

static const struct channel_fates no_fates;

/* Every number a different one, so that no two can be mixed up. */
static const struct cpu_counters kernel_sample = {
	.seq = 1000,
	.filtered = 20000,
	.own = 300000,
	.sampled = 4000000,
	.lost = 100,
	.failed = {1, 2, 4, 8, 16, 32},
	.began = 7000000,
	.returned = 5000000,
	.stale = 400000,
};

static const struct channel_fates fates_sample = {.coalesced = 64, .remaining = 5};

#define SAMPLE_FAILED	    63
#define SAMPLE_UNREMEMBERED 32 /* has no number: fails without a gap */
#define SAMPLE_GONE	    (100 + SAMPLE_FAILED - SAMPLE_UNREMEMBERED + 64)

static const struct cpu_stream reader_sample = {
	.last = 1000,
	.delivered = 1000 - SAMPLE_GONE - 5,
	.missing = SAMPLE_GONE,
};

static struct ledger_row row_of(const struct cpu_counters *kernel, const struct cpu_stream *reader,
				const struct channel_fates *fates)
{
	struct ledger_row row;

	/* fill sets everything, whatever was there */
	memset(&row, 0xa5, sizeof(row));
	ledger_row__fill(&row, kernel, reader, fates);
	return row;
}

static void a_closed_row(void **state)
{
	struct ledger_row row = row_of(&kernel_sample, &reader_sample, &fates_sample);

	(void)state;
	assert_int_equal(row.hits, 4321000 + SAMPLE_UNREMEMBERED);
	assert_int_equal(row.filtered, 20000);
	assert_int_equal(row.own, 300000);
	assert_int_equal(row.sampled, 4000000);
	assert_int_equal(row.delivered, 800);
	assert_int_equal(row.lost, 100);
	assert_int_equal(row.coalesced, 64);
	assert_int_equal(row.remaining, 5);
	assert_memory_equal(row.failed, kernel_sample.failed, sizeof(row.failed));
	assert_int_equal(ledger_row__failed(&row), SAMPLE_FAILED);
	assert_int_equal(row.pending, 0);
	assert_int_equal(row.mismatch, 0);
	assert_int_equal(ledger_row__unaccounted(&row), 0);
	assert_false(ledger_row__complete(&row));
	assert_int_equal(row.hits, row.filtered + row.own + row.sampled + row.delivered + row.lost +
					   ledger_row__failed(&row) + row.coalesced +
					   row.remaining);
}

static void an_empty_row(void **state)
{
	struct cpu_counters kernel = {0};
	struct cpu_stream reader = {0};
	struct ledger_row row = row_of(&kernel, &reader, &no_fates), zero;

	(void)state;
	memset(&zero, 0, sizeof(zero));
	assert_memory_equal(&row, &zero, sizeof(row));
	assert_true(ledger_row__complete(&row));
}

static void events_on_their_way(void **state)
{
	struct cpu_counters kernel = {.seq = 10};
	struct cpu_stream reader = {.last = 7, .delivered = 7};
	struct ledger_row row = row_of(&kernel, &reader, &no_fates);

	(void)state;
	assert_int_equal(row.pending, 3);
	assert_int_equal(row.mismatch, 0);
	assert_int_equal(ledger_row__unaccounted(&row), 3);
	assert_false(ledger_row__complete(&row));
}

/* Number 10 went out, was not lost, and never came. */
static void a_vanished_event_counts_once(void **state)
{
	struct cpu_counters kernel = {.seq = 10};
	struct cpu_stream reader = {.last = 9, .delivered = 9};
	struct ledger_row row;
	struct gap gap;

	(void)state;
	assert_true(cpu_stream__finish(&reader, kernel.seq, &gap));
	row = row_of(&kernel, &reader, &no_fates);
	assert_int_equal(row.pending, 1);
	assert_int_equal(row.mismatch, 1);
	assert_int_equal(ledger_row__unaccounted(&row), 1);
	assert_false(ledger_row__complete(&row));
}

static void more_came_than_went_out(void **state)
{
	struct cpu_counters kernel = {.seq = 10};
	struct cpu_stream reader = {.last = 10, .delivered = 12, .out_of_order = 2};
	struct ledger_row row = row_of(&kernel, &reader, &no_fates);

	(void)state;
	assert_int_equal(row.pending, -2);
	assert_int_equal(row.mismatch, 2);
	assert_int_equal(ledger_row__unaccounted(&row), 2);
	assert_false(ledger_row__complete(&row));
}

/* The counts agree, but a late event says that the gap it left was none. */
static void out_of_order_is_a_mismatch(void **state)
{
	struct cpu_counters kernel = {.seq = 5};
	struct cpu_stream reader = {.last = 5, .delivered = 5, .missing = 1, .out_of_order = 1};
	struct ledger_row row = row_of(&kernel, &reader, &no_fates);

	(void)state;
	assert_int_equal(row.pending, 0);
	assert_int_equal(row.mismatch, 2);
	assert_int_equal(ledger_row__unaccounted(&row), 2);
	assert_false(ledger_row__complete(&row));
}

/* A gap that no counter explains, and a loss that left no gap. */
static void mismatch_has_no_sign(void **state)
{
	struct cpu_counters kernel = kernel_sample;
	struct cpu_stream reader = reader_sample;
	struct ledger_row row;

	(void)state;
	reader.missing = SAMPLE_GONE + 3;
	row = row_of(&kernel, &reader, &fates_sample);
	assert_int_equal(row.mismatch, 3);
	reader.missing = SAMPLE_GONE - 4;
	row = row_of(&kernel, &reader, &fates_sample);
	assert_int_equal(row.mismatch, 4);
	assert_int_equal(row.pending, 0);
}

/* Each kind of loss alone makes a trace incomplete, and is accounted for. */
static void check_incomplete(const struct cpu_counters *kernel, const struct channel_fates *fates)
{
	struct cpu_stream reader = {.last = 9, .delivered = 9};
	struct ledger_row row;
	struct gap gap;

	assert_true(cpu_stream__finish(&reader, kernel->seq, &gap));
	row = row_of(kernel, &reader, fates);
	assert_int_equal(ledger_row__unaccounted(&row), 0);
	assert_false(ledger_row__complete(&row));
}

static void every_loss_is_incomplete(void **state)
{
	struct channel_fates coalesced = {.coalesced = 1};
	struct cpu_counters kernel = {.seq = 10};
	int i;

	(void)state;
	check_incomplete(&kernel, &coalesced);
	for (i = 0; i < EMIT_UNREMEMBERED; i++) {
		kernel.failed[i] = 1;
		check_incomplete(&kernel, &no_fates);
		kernel.failed[i] = 0;
	}
	kernel.lost = 1;
	check_incomplete(&kernel, &no_fates);
}

/* The reader saw number 10 and was told to stop at 9: no gap, no loss, and no event in transit. */
/* It never had a number, so the reader has no gap for it. */
static void an_unremembered_read_is_incomplete(void **state)
{
	struct cpu_counters kernel = {.seq = 10, .failed = {[EMIT_UNREMEMBERED] = 2}};
	struct cpu_stream reader = {.last = 10, .delivered = 10};
	struct ledger_row row = row_of(&kernel, &reader, &no_fates);

	(void)state;
	assert_int_equal(row.hits, 12);
	assert_int_equal(ledger_row__unaccounted(&row), 0);
	assert_false(ledger_row__complete(&row));
}

static void a_missed_return_is_incomplete(void **state)
{
	struct cpu_counters kernel = {.seq = 10, .began = 11, .returned = 10};
	struct cpu_stream reader = {.last = 10, .delivered = 10};
	struct ledger_row row = row_of(&kernel, &reader, &no_fates);

	(void)state;
	/* Still under way is no loss. */
	assert_true(ledger_row__complete(&row));
	kernel.stale = 1;
	row = row_of(&kernel, &reader, &no_fates);
	assert_false(ledger_row__complete(&row));
}

/* Reads that began on one CPU and returned on the other. */
static void unfinished_is_of_all_cpus(void **state)
{
	struct cpu_counters kernel = {.began = 10, .returned = 2, .stale = 1};
	struct cpu_stream reader = {0};
	struct ledger_row total = row_of(&kernel, &reader, &no_fates);
	struct ledger_row other;

	(void)state;
	kernel = (struct cpu_counters){.began = 1, .returned = 4};
	other = row_of(&kernel, &reader, &no_fates);
	assert_int_equal(ledger_row__unfinished(&other), 0);
	ledger_row__add(&total, &other);
	assert_int_equal(ledger_row__unfinished(&total), 4);
}

static void left_unread_is_complete(void **state)
{
	struct channel_fates fates = {.remaining = 1};
	struct cpu_counters kernel = {.seq = 10};
	struct cpu_stream reader = {.last = 10, .delivered = 9};
	struct ledger_row row = row_of(&kernel, &reader, &fates);

	(void)state;
	assert_int_equal(row.remaining, 1);
	assert_int_equal(row.pending, 0);
	assert_int_equal(row.mismatch, 0);
	assert_true(ledger_row__complete(&row));
}

static void left_out_is_complete(void **state)
{
	struct cpu_counters kernel = {.seq = 3, .filtered = 7, .own = 11, .sampled = 100};
	struct cpu_stream reader = {.last = 3, .delivered = 3};
	struct ledger_row row = row_of(&kernel, &reader, &no_fates);

	(void)state;
	assert_int_equal(row.hits, 121);
	assert_true(ledger_row__complete(&row));
}

static void rows_add_up(void **state)
{
	struct ledger_row row = row_of(&kernel_sample, &reader_sample, &fates_sample);
	struct ledger_row total = {0};

	(void)state;
	row.pending = -7;
	row.mismatch = 11;
	ledger_row__add(&total, &row);
	assert_memory_equal(&total, &row, sizeof(row));
	ledger_row__add(&total, &row);
	assert_int_equal(total.hits, 8642000 + 2 * SAMPLE_UNREMEMBERED);
	assert_int_equal(total.filtered, 40000);
	assert_int_equal(total.own, 600000);
	assert_int_equal(total.sampled, 8000000);
	assert_int_equal(total.delivered, 1600);
	assert_int_equal(total.lost, 200);
	assert_int_equal(total.coalesced, 128);
	assert_int_equal(total.remaining, 10);
	assert_int_equal(total.failed[EMIT_ENOENT], 2);
	assert_int_equal(total.failed[EMIT_OTHER], 32);
	assert_int_equal(ledger_row__failed(&total), 2 * SAMPLE_FAILED);
	assert_int_equal(total.pending, -14);
	assert_int_equal(total.mismatch, 22);
}

/* One CPU has an event too many and one too few: the total must not look right. */
static void cpus_do_not_cancel_out(void **state)
{
	struct cpu_counters kernel = {.seq = 10};
	struct cpu_stream more = {.last = 10, .delivered = 11, .out_of_order = 1};
	struct cpu_stream less = {.last = 10, .delivered = 9, .missing = 1};
	struct ledger_row row = row_of(&kernel, &more, &no_fates);
	struct ledger_row total = {0};

	(void)state;
	ledger_row__add(&total, &row);
	row = row_of(&kernel, &less, &no_fates);
	ledger_row__add(&total, &row);
	assert_int_equal(total.pending, 0);
	assert_int_equal(ledger_row__unaccounted(&total), 2);
	assert_false(ledger_row__complete(&total));
}

static void numbers_beyond_32_bits(void **state)
{
	struct cpu_counters kernel = {.seq = 1ull << 40, .lost = 1ull << 39, .own = 1ull << 41};
	struct cpu_stream reader = {.delivered = 1ull << 38, .missing = 1ull << 39};
	struct ledger_row row = row_of(&kernel, &reader, &no_fates);

	(void)state;
	assert_true(row.hits == (1ull << 40) + (1ull << 41));
	assert_true(row.pending == 1ll << 38);
	assert_true(ledger_row__unaccounted(&row) == 1ull << 38);
}

static void failures_have_names(void **state)
{
	(void)state;
	assert_string_equal(emit_failure__name(EMIT_ENOENT), "ENOENT");
	assert_string_equal(emit_failure__name(EMIT_EOPNOTSUPP), "EOPNOTSUPP");
	assert_string_equal(emit_failure__name(EMIT_E2BIG), "E2BIG");
	assert_string_equal(emit_failure__name(EMIT_EBUSY), "EBUSY");
	assert_string_equal(emit_failure__name(EMIT_OTHER), "other");
	assert_string_equal(emit_failure__name(EMIT_UNREMEMBERED), "unremembered");
	assert_int_equal(EMIT_FAILURES, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_closed_row),
		cmocka_unit_test(an_empty_row),
		cmocka_unit_test(events_on_their_way),
		cmocka_unit_test(a_vanished_event_counts_once),
		cmocka_unit_test(more_came_than_went_out),
		cmocka_unit_test(out_of_order_is_a_mismatch),
		cmocka_unit_test(mismatch_has_no_sign),
		cmocka_unit_test(every_loss_is_incomplete),
		cmocka_unit_test(an_unremembered_read_is_incomplete),
		cmocka_unit_test(a_missed_return_is_incomplete),
		cmocka_unit_test(unfinished_is_of_all_cpus),
		cmocka_unit_test(left_unread_is_complete),
		cmocka_unit_test(left_out_is_complete),
		cmocka_unit_test(rows_add_up),
		cmocka_unit_test(cpus_do_not_cancel_out),
		cmocka_unit_test(numbers_beyond_32_bits),
		cmocka_unit_test(failures_have_names),
	};

	return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
