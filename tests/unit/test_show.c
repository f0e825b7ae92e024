// SPDX-License-Identifier: GPL-2.0-only
/*
 * When events are due: with the clock, the kernel's counters and the channel in the test's hands.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../user/clock.h"
#include "../../user/show.h"

#define US   1000ULL
#define MS   1000000ULL
#define CPUS 2

static uint64_t now;
static struct cpu_counters rows[CPUS];
static const struct channel_ops ops;
static struct channel channel = {.ops = &ops, .rows = rows, .cpus = CPUS};
static struct account account;
static struct session session;
static struct show show;
static int fd;

/* In place of libc's; it goes on by itself, as a clock that one waits for must. */
int clock_gettime(clockid_t id, struct timespec *ts)
{
	if (id != CLOCK_BOOTTIME)
		return (int)syscall(SYS_clock_gettime, id, ts);
	now += 100;
	*ts = clock__timespec(now);
	return 0;
}

static int begin(void **state)
{
	(void)state;
	now = 1000 * MS;
	memset(rows, 0, sizeof(rows));
	fd = memfd_create("lines", 0);
	show = (struct show){.writer = writer__new(fd, "lines"),
			     .output = &output_text,
			     .session = &session,
			     .order = order__new(CPUS, false, 1)};
	return account__init(&account, CPUS) || !show.writer || !show.order;
}

static int end(void **state)
{
	(void)state;
	account__fini(&account);
	order__free(show.order);
	writer__free(show.writer);
	close(fd);
	return 0;
}

/* The kernel side numbers it now; it is on its way. */
static struct read_event hit(unsigned int cpu)
{
	return (struct read_event){
		.cpu = cpu, .seq = ++rows[cpu].seq, .boot_ns = now, .comm = "name"};
}

static void arrives(struct read_event event)
{
	/* The compiler does not see that nothing behind the event is looked at. */
	struct read_details record = {.head = event};
	struct gap gap;

	assert_true(order__put(show.order, &record.head));
	account__deliver(&account, &event, &gap);
}

/* What has been shown by now: the CPUs, the mark of stragglers behind them, "g" for a gap. */
static void check_shown(const char *expected)
{
	char text[4096], got[64] = "", *line = text, *newline;
	ssize_t len;

	writer__flush(show.writer);
	len = pread(fd, text, sizeof(text) - 1, 0);
	assert_true(len >= 0);
	text[len] = '\0';
	for (; (newline = strchr(line, '\n')); line = newline + 1) {
		if (strncmp(line, "               gap", 18) == 0)
			strcat(got, "g");
		else
			strncat(got, line + 21, 1);
		if (line[18] == '~')
			strcat(got, "~");
	}
	assert_string_equal(got, expected);
}

static void settle(uint64_t drained_ns)
{
	show__settle(&show, &account, &channel, drained_ns);
}

static void alone_it_is_shown_at_once(void **state)
{
	(void)state;
	arrives(hit(0));
	settle(0);
	check_shown("0");
	assert_false(show__holds(&show));
}

static void it_waits_for_what_is_numbered(void **state)
{
	struct read_event other;

	(void)state;
	other = hit(1);
	now += 5 * US;
	arrives(hit(0));
	now += 5 * US;
	settle(now);
	check_shown("");
	assert_true(show__holds(&show));
	arrives(other);
	settle(now);
	check_shown("10");
	assert_false(show__holds(&show));
}

/* What is numbered behind one that has arrived is younger than that one. */
static void it_waits_no_longer_than_needed(void **state)
{
	struct read_event first, second, third;

	(void)state;
	first = hit(0);
	now += 5 * US;
	second = hit(1);
	now += 5 * US;
	third = hit(0);
	now += 5 * US;
	hit(1); /* on its way */
	arrives(first);
	arrives(second);
	arrives(third);
	settle(now);
	check_shown("01");
	assert_true(show__holds(&show));
}

static void it_does_not_wait_for_what_is_lost(void **state)
{
	(void)state;
	hit(1);
	arrives(hit(0));
	rows[1].lost++;
	settle(now);
	check_shown("0");
	arrives(hit(1));
	settle(now);
	check_shown("0g1");
}

static void patience_ends(void **state)
{
	struct read_event stuck;

	(void)state;
	stuck = hit(1);
	now += 5 * US;
	arrives(hit(0));
	/* Drained at once: what is in the channel is in our hands, but for what is a ms behind. */
	now += 900 * US;
	settle(now);
	check_shown("");
	/* Time alone says nothing while the channel is not read to its end. */
	now += 9 * MS;
	settle(now - 9 * MS);
	check_shown("");
	settle(now);
	check_shown("0");
	/* So this one comes late, and is shown nevertheless. */
	arrives(stuck);
	settle(now);
	check_shown("01~");
	assert_int_equal(order__stragglers(show.order), 1);
}

static void at_the_end_all_is_shown(void **state)
{
	(void)state;
	hit(1);
	now += 5 * US;
	arrives(hit(0));
	show__rest(&show);
	check_shown("0");
}

/* A CPU that never says anything must not stop the others when memory is short. */
static void it_gives_way_when_memory_is_short(void **state)
{
	unsigned int count = 0;

	(void)state;
	hit(1);
	now += 5 * US;
	while (!order__is_full(show.order)) {
		arrives(hit(0));
		now++;
		count++;
	}
	settle(now);
	assert_false(order__is_full(show.order));
	assert_true(show__holds(&show));
	assert_int_equal(account.delivered, count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(alone_it_is_shown_at_once, begin, end),
		cmocka_unit_test_setup_teardown(it_waits_for_what_is_numbered, begin, end),
		cmocka_unit_test_setup_teardown(it_waits_no_longer_than_needed, begin, end),
		cmocka_unit_test_setup_teardown(it_does_not_wait_for_what_is_lost, begin, end),
		cmocka_unit_test_setup_teardown(patience_ends, begin, end),
		cmocka_unit_test_setup_teardown(at_the_end_all_is_shown, begin, end),
		cmocka_unit_test_setup_teardown(it_gives_way_when_memory_is_short, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
