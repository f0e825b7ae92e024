// SPDX-License-Identifier: GPL-2.0-only
/* The reader's states one by one; test_handover.c has what can happen between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../user/clock.h"
#include "../../user/reader.h"

#define MS	    1000000ULL
#define INTERVAL_NS 200000ULL
#define QUIET_NS    (5 * MS)
#define SETTLE_NS   (1 * MS)

static uint64_t now;
static struct cpu_counters row;
static struct cpu_stream stream;
static uint64_t unread;
static struct account account;
static volatile uint32_t awake;
static struct reader reader;
static int drain_error;
static unsigned int drains, awake_at_drain;

/* In place of libc's, for the reader. */
int clock_gettime(clockid_t id, struct timespec *ts)
{
	if (id != CLOCK_BOOTTIME)
		return (int)syscall(SYS_clock_gettime, id, ts);
	*ts = clock__timespec(now);
	return 0;
}

/* Events that wait in the channel. */
static unsigned int waiting;

static int fake_drain(struct channel *channel)
{
	(void)channel;
	drains++;
	awake_at_drain = awake;
	stream.delivered += waiting;
	account.delivered += waiting;
	waiting = 0;
	return drain_error;
}

static const struct channel_ops ops = {.drain = fake_drain};
static struct channel channel = {.ops = &ops, .rows = &row, .cpus = 1, .reader_awake = &awake};

static void begin(uint64_t interval_ns, uint32_t wakeup, volatile uint32_t *flag)
{
	now = 1000 * MS;
	memset(&row, 0, sizeof(row));
	memset(&stream, 0, sizeof(stream));
	account = (struct account){.cpus = 1, .streams = &stream, .unread = &unread};
	awake = waiting = drains = 0;
	drain_error = 0;
	channel.reader_awake = flag;
	reader__init(&reader, &channel, &account, interval_ns, wakeup);
}

static int adaptive(void **state)
{
	(void)state;
	begin(INTERVAL_NS, 0, &awake);
	return 0;
}

/* One that is numbered, and one that has come as far as the channel. */
static void number_event(void)
{
	row.seq++;
}

static void send_event(void)
{
	number_event();
	waiting++;
}

static void step_after(uint64_t ns, bool woken)
{
	now += ns;
	assert_int_equal(reader__step(&reader, woken), 0);
}

static void expect(enum reader_state state, int64_t timeout)
{
	assert_int_equal(reader.state, state);
	assert_int_equal(awake, state == READER_AWAKE);
	assert_int_equal(reader__timeout(&reader), timeout);
}

static void expect_asleep(void)
{
	expect(READER_ASLEEP, -1);
}

static void expect_awake(void)
{
	expect(READER_AWAKE, INTERVAL_NS);
}

static void expect_settling(void)
{
	expect(READER_SETTLING, SETTLE_NS);
}

static void be_awake(void)
{
	send_event();
	step_after(0, true);
	expect_awake();
}

static void settle(void)
{
	be_awake();
	step_after(QUIET_NS, false);
	expect_settling();
}

static void asleep_until_woken(void **state)
{
	(void)state;
	expect_asleep();
	step_after(1000 * MS, false);
	assert_int_equal(drains, 0);
	expect_asleep();
	send_event();
	step_after(0, true);
	assert_int_equal(account.delivered, 1);
	/* First the flag. */
	assert_int_equal(awake_at_drain, 1);
	expect_awake();
}

static void awake_while_events_come(void **state)
{
	(void)state;
	be_awake();
	for (int i = 0; i < 10; i++) {
		send_event();
		step_after(QUIET_NS - 1, false);
		expect_awake();
	}
	step_after(QUIET_NS - 1, false);
	expect_awake();
	step_after(1, false);
	expect_settling();
	/* It looked once more, with the flag down. */
	assert_int_equal(awake_at_drain, 0);
	assert_int_equal(account.delivered, 11);
}

static void settles_and_sleeps(void **state)
{
	(void)state;
	settle();
	step_after(SETTLE_NS - 1, false);
	expect_settling();
	step_after(1, false);
	expect_asleep();
}

static void an_event_while_settling(void **state)
{
	(void)state;
	settle();
	send_event();
	step_after(SETTLE_NS / 2, true);
	expect_awake();
	/* Also at the last moment, and without a wakeup. */
	step_after(QUIET_NS, false);
	expect_settling();
	send_event();
	step_after(SETTLE_NS, false);
	expect_awake();
	assert_int_equal(account.delivered, 3);
}

static void no_sleep_while_one_is_on_its_way(void **state)
{
	(void)state;
	settle();
	number_event();
	for (int i = 0; i < 5; i++) {
		step_after(SETTLE_NS, false);
		expect_settling();
	}
	waiting++;
	step_after(SETTLE_NS, false);
	expect_awake();
	assert_int_equal(account.delivered, 2);
}

static void a_refused_one_is_not_on_its_way(void **state)
{
	(void)state;
	settle();
	number_event();
	number_event();
	step_after(SETTLE_NS, false);
	expect_settling();
	row.lost++;
	step_after(SETTLE_NS, false);
	expect_settling();
	row.failed[EMIT_EBUSY]++;
	step_after(SETTLE_NS, false);
	expect_asleep();
}

static void a_wakeup_for_nothing(void **state)
{
	(void)state;
	step_after(0, true);
	expect_awake();
	step_after(QUIET_NS, false);
	expect_settling();
	step_after(0, true);
	expect_settling();
	step_after(SETTLE_NS, true);
	expect_asleep();
}

static void spins_at_interval_0(void **state)
{
	(void)state;
	begin(0, 0, &awake);
	send_event();
	step_after(0, true);
	expect(READER_AWAKE, 0);
	/* Here the clock stands still while it spins, so something has to come. */
	send_event();
	step_after(MS, false);
	assert_int_equal(account.delivered, 2);
	expect(READER_AWAKE, 0);
}

static void the_kernel_wakes(void **state)
{
	(void)state;
	begin(INTERVAL_NS, 1, &awake);
	expect(READER_CLASSIC, -1);
	begin(INTERVAL_NS, 64, &awake);
	expect(READER_CLASSIC, READER_BATCH_NS);
	send_event();
	step_after(READER_BATCH_NS, false);
	assert_int_equal(account.delivered, 1);
	expect(READER_CLASSIC, READER_BATCH_NS);
}

static void nothing_wakes(void **state)
{
	(void)state;
	begin(INTERVAL_NS, 0, NULL);
	expect(READER_POLLING, INTERVAL_NS);
	send_event();
	step_after(1000 * MS, false);
	step_after(1000 * MS, false);
	assert_int_equal(account.delivered, 1);
	expect(READER_POLLING, INTERVAL_NS);
}

static void errors_come_through(void **state)
{
	(void)state;
	drain_error = -EIO;
	assert_int_equal(reader__step(&reader, true), -EIO);
	assert_int_equal(reader__step(&reader, false), -EIO);
	drain_error = 0;
	assert_int_equal(reader__step(&reader, false), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(asleep_until_woken, adaptive),
		cmocka_unit_test_setup(awake_while_events_come, adaptive),
		cmocka_unit_test_setup(settles_and_sleeps, adaptive),
		cmocka_unit_test_setup(an_event_while_settling, adaptive),
		cmocka_unit_test_setup(no_sleep_while_one_is_on_its_way, adaptive),
		cmocka_unit_test_setup(a_refused_one_is_not_on_its_way, adaptive),
		cmocka_unit_test_setup(a_wakeup_for_nothing, adaptive),
		cmocka_unit_test_setup(spins_at_interval_0, adaptive),
		cmocka_unit_test_setup(the_kernel_wakes, adaptive),
		cmocka_unit_test_setup(nothing_wakes, adaptive),
		cmocka_unit_test_setup(errors_come_through, adaptive),
	};

	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
