// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/compare_judge.h"
#include "../../user/compare_plan.h"
#include "../../user/compare_result.h"
#include "../../user/compare_spec.h"
#include "../../user/compare_stats.h"
#include "../../user/pacer.h"

/* --- what is compared --- */

static void channels_are_parsed(void **state)
{
	static struct channel_list list;

	(void)state;
	assert_null(channel_list__parse(&list,
					"perf,perf:wakeup=256,ring:kernel,"
					"hash:interval=0,mmap:interval=1ms:buffer=64K,hash"));
	assert_int_equal(list.count, 6);
	assert_ptr_equal(list.at[0].options.channel, &channel_perf);
	assert_int_equal(list.at[0].options.wakeup, 0);
	assert_string_equal(list.at[1].name, "perf:wakeup=256");
	assert_int_equal(list.at[1].options.wakeup, 256);
	assert_ptr_equal(list.at[2].options.channel, &channel_ring);
	assert_int_equal(list.at[2].options.wakeup, 1);
	assert_ptr_equal(list.at[3].options.channel, &channel_hash);
	assert_int_equal(list.at[3].options.poll_interval_ns, 0);
	assert_int_equal(list.at[4].options.poll_interval_ns, 1000000);
	assert_int_equal(list.at[4].options.buffer_bytes, 65536);
	/* What trace would take. */
	assert_int_equal(list.at[5].options.poll_interval_ns, 1000000);
}

static void wrong_channels_are_refused(void **state)
{
	static const char *const wrong[] = {
		"",
		"perf,",
		",perf",
		"pipe",
		"perf,perf",
		"perf:",
		"perf:wakeup",
		"perf:wakeup=0",
		"perf:kernel",
		"ring:kernel=1",
		"hash:wakeup=1",
		"hash:buffer=4K",
		"perf:interval=1x",
		"perf:colour=1",
		"perf:wakeup=1:interval=1ms",
		"perf:buffer=1234567890123456789012345678901234567890",
	};
	static struct channel_list list;

	(void)state;
	for (unsigned int i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!channel_list__parse(&list, wrong[i]))
			fail_msg("'%s' was taken", wrong[i]);
}

static void paces_are_parsed(void **state)
{
	struct pace_list list;

	(void)state;
	assert_null(pace_list__parse(&list, "1k,12345,2M,flat,10k:poisson,100k:burst=64"));
	assert_int_equal(list.count, 6);
	assert_int_equal(list.at[0].per_second, 1000);
	assert_int_equal(list.at[1].per_second, 12345);
	assert_int_equal(list.at[2].per_second, 2000000);
	assert_int_equal(list.at[3].per_second, 0);
	assert_int_equal(list.at[4].arrivals, ARRIVALS_POISSON);
	assert_int_equal(list.at[5].arrivals, ARRIVALS_BURST);
	assert_int_equal(list.at[5].burst, 64);
}

static void wrong_paces_are_refused(void **state)
{
	static const char *const wrong[] = {
		"",
		"0",
		"0k",
		"k",
		"-1",
		"1k,1k",
		"1k,",
		"20M",
		"1G",
		"fast",
		"1k:burst",
		"1k:burst=0",
		"1k:normal",
		"flat:poisson",
		"1.5k",
		"1k:poisson:poisson",
		"99999999999999999999",
		"18446744073709551615k",
	};
	struct pace_list list;

	(void)state;
	for (unsigned int i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!pace_list__parse(&list, wrong[i]))
			fail_msg("'%s' was taken", wrong[i]);
}

/* --- the plan --- */

static void every_cell_is_measured_once_in_each_round(void **state)
{
	const struct plan plan = {.paces = 3, .reps = 5, .subjects = 4};
	unsigned int seen[5][3][5] = {}, last_rep = 0;

	(void)state;
	assert_int_equal(plan__length(&plan), 75);
	for (unsigned int i = 0; i < plan__length(&plan); i++) {
		struct plan_item item = plan__at(&plan, i);
		unsigned int subject = item.subject == PLAN_BASELINE ? 4 : item.subject;

		assert_true(item.rep >= last_rep);
		last_rep = item.rep;
		assert_true(item.rep < 5 && item.pace < 3 && subject < 5);
		seen[item.rep][item.pace][subject]++;
	}
	for (unsigned int i = 0; i < 75; i++)
		assert_int_equal((&seen[0][0][0])[i], 1);
}

static void every_channel_comes_first_once(void **state)
{
	const struct plan plan = {.paces = 1, .reps = 4, .subjects = 3};
	unsigned int first[4] = {};

	(void)state;
	for (unsigned int rep = 0; rep < 4; rep++) {
		unsigned int subject = plan__at(&plan, rep * 4).subject;

		first[subject == PLAN_BASELINE ? 3 : subject]++;
	}
	for (unsigned int i = 0; i < 4; i++)
		assert_int_equal(first[i], 1);
}

/* --- what repetitions say --- */

static struct figure figure(unsigned int count, const double *values)
{
	struct figure made = {};

	for (unsigned int i = 0; i < count; i++)
		figure__add(&made, values[i]);
	figure__finish(&made);
	return made;
}

#define FIGURE(...)                                                                                \
	figure(sizeof((double[]){__VA_ARGS__}) / sizeof(double), (double[]){__VA_ARGS__})

static void medians_are_those_of_the_sorted_values(void **state)
{
	struct figure odd = FIGURE(5, 1, 9), even = FIGURE(4, 1, 2, 3), none = {};

	(void)state;
	assert_true(odd.median == 5 && odd.min == 1 && odd.max == 9);
	assert_true(even.median == 2.5);
	figure__finish(&none);
	assert_true(none.count == 0 && none.median == 0);
}

static enum contrast judge(struct figure first, struct figure second, double least)
{
	return figure__judge(&first, &second, least);
}

static void ranges_apart_differ(void **state)
{
	(void)state;
	assert_int_equal(judge(FIGURE(10, 11, 12), FIGURE(20, 21, 22), 0), CONTRAST_MORE);
	assert_int_equal(judge(FIGURE(20, 21, 22), FIGURE(10, 11, 12), 0), CONTRAST_LESS);
	assert_int_equal(judge(FIGURE(-2, -1, 0), FIGURE(5, 6, 7), 0), CONTRAST_MORE);
}

static void within_the_noise_there_is_no_difference(void **state)
{
	(void)state;
	/* Overlapping, however far the medians are. */
	assert_int_equal(judge(FIGURE(10, 11, 20), FIGURE(20, 31, 32), 0), CONTRAST_NONE);
	assert_int_equal(judge(FIGURE(20, 21, 22), FIGURE(9, 10, 21), 0), CONTRAST_NONE);
	assert_int_equal(judge(FIGURE(9, 10, 21), FIGURE(20, 31, 32), 0), CONTRAST_NONE);
	/* Apart, but by less than the floor. */
	assert_int_equal(judge(FIGURE(100, 101, 102), FIGURE(103, 104, 105), 0), CONTRAST_NONE);
	assert_int_equal(judge(FIGURE(100, 101, 102), FIGURE(108, 109, 110), 0), CONTRAST_MORE);
	/* Apart, but by no more than the machine. */
	assert_int_equal(judge(FIGURE(10, 11, 12), FIGURE(20, 21, 22), 10), CONTRAST_NONE);
	assert_int_equal(judge(FIGURE(10, 11, 12), FIGURE(20, 21, 22), 9), CONTRAST_MORE);
}

static void too_few_are_not_judged(void **state)
{
	(void)state;
	assert_int_equal(judge(FIGURE(10, 11), FIGURE(20, 21, 22), 0), CONTRAST_UNJUDGED);
	assert_int_equal(judge(FIGURE(10, 11, 12), FIGURE(20, 21), 0), CONTRAST_UNJUDGED);
}

/* 2 of (n+m choose n). */
static void chance_is_that_of_the_rank_sum_test(void **state)
{
	(void)state;
	assert_true(figure__chance(3, 3) == 2.0 / 20);
	assert_true(figure__chance(5, 5) == 2.0 / 252);
	assert_true(figure__chance(3, 5) == 2.0 / 56);
	assert_true(figure__chance(1, 1) == 1);
}

/* --- summaries --- */

static struct comparison comparison;
static struct histogram delays;

static int forget(void **state)
{
	(void)state;
	comparison__free(&comparison);
	memset(&comparison, 0, sizeof(comparison));
	return 0;
}

static void add(unsigned int channel, unsigned int rep, uint64_t events, uint64_t delay,
		double read_ns)
{
	struct run_record run = {.channel = channel,
				 .rep = rep,
				 .made = events + 7,
				 .delivered = events,
				 .lost = 7,
				 .read_ns = read_ns,
				 .cpu_ns = 1000 * events,
				 .wall_ns = 10000000,
				 .bpf_ns = -1};

	memset(&delays, 0, sizeof(delays));
	for (uint64_t i = 0; i < events; i++)
		histogram__add(&delays, delay);
	run_record__set_delays(&run, &delays);
	assert_int_equal(
		comparison__add(&comparison, &run, channel == PLAN_BASELINE ? NULL : &delays), 0);
}

static void slow_down_is_against_the_same_round(void **state)
{
	struct summary summary;

	(void)state;
	/* The machine gets slower from round to round: the difference does not. */
	for (unsigned int rep = 0; rep < 3; rep++) {
		add(PLAN_BASELINE, rep, 0, 0, 100 * (rep + 1));
		add(0, rep, 1000, 500, 100 * (rep + 1) + 40);
	}
	comparison__summarize(&comparison, 0, 0, &summary);
	assert_int_equal(summary.runs, 3);
	assert_true(summary.slowdown_ns.min == 40 && summary.slowdown_ns.max == 40);
	assert_true(summary.made == 3021 && summary.delivered == 3000 && summary.lost == 21);
	assert_true(summary.delay[P50].median == 500 && summary.delay[P99].median == 500);
	assert_true(summary.cpu_per_event_ns.median == 1000 && summary.cpu_percent.median == 10);
	assert_int_equal(summary.bpf_ns.count, 0);
}

static void percentiles_of_too_few_events_are_not_shown(void **state)
{
	struct summary summary;

	(void)state;
	add(0, 0, 499, 10, 1);
	add(0, 1, 499, 10, 1);
	comparison__summarize(&comparison, 0, 0, &summary);
	/* 49 events lie above the p90 of each, 4 above its p99; of both together 9. */
	assert_int_equal(summary.delay[P90].count, 2);
	assert_int_equal(summary.delay[P99].count, 0);
	assert_true(summary.pooled[P99] == 10 && summary__delay(&summary, P99) == 10);
	assert_true(summary.pooled[P999] == 0 && summary.pooled[PMAX] == 10);
}

static void a_ledger_that_does_not_close_is_no_row(void **state)
{
	const struct run_error error = {.channel = 0, .pace = 0, .rep = 1, .why = "why"};
	struct summary summary;

	(void)state;
	add(0, 0, 100, 10, 1);
	assert_int_equal(comparison__add_error(&comparison, &error), 0);
	comparison__summarize(&comparison, 0, 0, &summary);
	assert_true(summary.broken && summary.runs == 0);
}

/* --- the workload --- */

static void the_pace_says_how_many_reads(void **state)
{
	struct pace pace = {.per_second = 10000};

	(void)state;
	assert_true(pacer__reads(&pace, 2000000000) == 20000);
	assert_true(pacer__reads(&pace, 30000000) == 300);
	pace.per_second = 0;
	assert_true(pacer__reads(&pace, 2000000000) == 0);
}

static void readers_stay_out_of_the_way(void **state)
{
	static struct cpu_set online;

	(void)state;
	assert_int_equal(cpu_set__parse(&online, "0-1"), 0);
	assert_int_equal(pacer__reader_cpu(&online, 0, 0), 1);
	assert_int_equal(pacer__reader_cpu(&online, 1, 0), 0);
	assert_int_equal(pacer__reader_cpu(&online, 1, 1), 0);
	assert_int_equal(cpu_set__parse(&online, "0,2,5"), 0);
	assert_int_equal(pacer__reader_cpu(&online, 0, 0), 2);
	assert_int_equal(pacer__reader_cpu(&online, 0, 1), 5);
	assert_int_equal(pacer__reader_cpu(&online, 2, 1), 5);
	assert_int_equal(cpu_set__parse(&online, "3"), 0);
	assert_int_equal(pacer__reader_cpu(&online, 3, 0), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(channels_are_parsed),
		cmocka_unit_test(wrong_channels_are_refused),
		cmocka_unit_test(paces_are_parsed),
		cmocka_unit_test(wrong_paces_are_refused),
		cmocka_unit_test(every_cell_is_measured_once_in_each_round),
		cmocka_unit_test(every_channel_comes_first_once),
		cmocka_unit_test(medians_are_those_of_the_sorted_values),
		cmocka_unit_test(ranges_apart_differ),
		cmocka_unit_test(within_the_noise_there_is_no_difference),
		cmocka_unit_test(too_few_are_not_judged),
		cmocka_unit_test(chance_is_that_of_the_rank_sum_test),
		cmocka_unit_test_setup(slow_down_is_against_the_same_round, forget),
		cmocka_unit_test_setup(percentiles_of_too_few_events_are_not_shown, forget),
		cmocka_unit_test_setup(a_ledger_that_does_not_close_is_no_row, forget),
		cmocka_unit_test(the_pace_says_how_many_reads),
		cmocka_unit_test(readers_stay_out_of_the_way),
	};

	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
