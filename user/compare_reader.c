// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <string.h>
#include <unistd.h>

#include "account.h"
#include "attach.h"
#include "clock.h"
#include "compare_reader.h"
#include "control.h"
#include "exit_code.h"
#include "log.h"
#include "reader.h"

/* How long events may be on their way at the end: a partial batch waits READER_BATCH_NS. */
#define PENDING_LIMIT_NS (3 * READER_BATCH_NS)

struct measuring_reader {
	const struct reader_job *job;
	struct reader_result *result;
	struct control control;
	struct channel *channel;
	struct probe probe;
	struct account account;
	struct reader reader;
	uint64_t cpu_start_ns, start_ns, wakeups;
	bool measuring; /* the first event behind the warm-up has come */
	bool stop;
};

static uint64_t own_cpu_ns(void)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (uint64_t)used.tv_sec * NS_PER_SECOND + (uint64_t)used.tv_nsec;
}

/* Only what the workload did behind its warm-up counts. */
static void count_gap(struct measuring_reader *self, unsigned int cpu, const struct gap *gap)
{
	uint64_t warm = self->job->pacer->warm[cpu];

	if (gap->last > warm)
		self->result->missing += gap->last - (gap->first > warm ? gap->first - 1 : warm);
}

static void start_measuring(struct measuring_reader *self)
{
	self->measuring = true;
	self->start_ns = clock__boot_ns();
	self->cpu_start_ns = own_cpu_ns();
	self->wakeups = 0;
}

static void keep_raw(struct measuring_reader *self, const struct read_event *event, uint64_t delay)
{
	if (self->result->raw_count < self->job->raw_max)
		self->job->raw[self->result->raw_count] =
			(struct raw_delay){event->seq, delay, event->cpu};
	self->result->raw_count++;
}

static int sink(void *ctx, const struct read_event *event)
{
	struct measuring_reader *self = ctx;
	uint64_t now = clock__boot_ns(), delay;
	struct gap gap;

	if (account__deliver(&self->account, event, &gap))
		count_gap(self, event->cpu, &gap);
	if (event->seq <= __atomic_load_n(&self->job->pacer->warm[event->cpu], __ATOMIC_ACQUIRE))
		return 0;
	if (!self->measuring)
		start_measuring(self);
	delay = now - event->boot_ns;
	if (now < event->boot_ns) {
		delay = 0;
		self->result->early++;
	}
	self->result->delivered++;
	histogram__add(&self->result->delays, delay);
	if (self->job->raw)
		keep_raw(self, event, delay);
	return 0;
}

static int open_channel(struct measuring_reader *self)
{
	struct attach_request request = {
		.options = self->job->options,
		.command = self->job->command,
		.output_fd = -1,
		.sink = sink,
		.sink_ctx = self,
	};
	int err = control__open(&self->control);

	if (err)
		return err;
	request.wake_fd = self->control.fd;
	err = attach__open(&request, &self->channel, &self->probe);
	if (err)
		return err;
	prctl(PR_SET_TIMERSLACK, 1);
	reader__init(&self->reader, self->channel, &self->account,
		     self->job->options->poll_interval_ns, self->job->options->wakeup);
	/* An event that came meanwhile is not lost: it woke the epoll instance. */
	return account__init(&self->account, self->channel->cpus);
}

/* One wait and one look. */
static int step(struct measuring_reader *self, int64_t timeout_ns)
{
	struct control_event event;
	bool woken = false;

	control__wait(&self->control, timeout_ns, -1);
	while ((event = control__next(&self->control)).kind != CONTROL_NOTHING) {
		woken |= event.kind == CONTROL_CHANNEL;
		self->stop |= event.kind == CONTROL_SIGNAL;
	}
	self->wakeups += woken;
	return reader__step(&self->reader, woken);
}

static int follow(struct measuring_reader *self)
{
	int err = 0;

	while (!err && !self->stop)
		err = step(self, reader__timeout(&self->reader));
	return err;
}

/* The workload has ended; its last events come as all others did. */
static int await_pending(struct measuring_reader *self)
{
	uint64_t deadline = clock__boot_ns() + PENDING_LIMIT_NS;
	uint64_t interval = self->job->options->poll_interval_ns;
	int err = 0;

	if (self->reader.state == READER_POLLING && interval < PENDING_LIMIT_NS * 10)
		deadline += 2 * interval;
	while (!err && account__any_pending(&self->account, self->channel) &&
	       clock__boot_ns() < deadline) {
		int64_t timeout = reader__timeout(&self->reader);

		err = step(self, timeout < 0 ? (int64_t)READER_BATCH_NS : timeout);
	}
	return err;
}

static int drain_rest(struct measuring_reader *self)
{
	uint64_t deadline = clock__boot_ns() + PENDING_LIMIT_NS;
	int err;

	do
		err = self->channel->ops->drain(self->channel);
	while (err >= 0 && account__any_pending(&self->account, self->channel) &&
	       clock__boot_ns() < deadline);
	return err < 0 ? err : 0;
}

static void close_books(struct measuring_reader *self)
{
	struct reader_result *result = self->result;
	struct ledger_row row;
	struct gap gap;

	for (unsigned int cpu = 0; cpu < self->account.cpus; cpu++) {
		if (account__finish(&self->account, self->channel, cpu, &gap))
			count_gap(self, cpu, &gap);
		account__row(&self->account, self->channel, cpu, &row);
		ledger_row__add(&result->ledger, &row);
	}
	/* A loss that the perf ring reports and the probe has not counted would be news. */
	if (self->channel->record_lost > result->ledger.lost)
		result->ledger.mismatch += self->channel->record_lost - result->ledger.lost;
	result->tree_overflows = *self->channel->tree_overflows;
}

/* In this order, so that neither detaching nor closing the books is in the reader's time. */
static int measure(struct measuring_reader *self)
{
	struct reader_result *result = self->result;
	int err = follow(self);

	if (!err)
		err = await_pending(self);
	if (self->measuring) {
		result->cpu_ns = own_cpu_ns() - self->cpu_start_ns;
		result->wall_ns = clock__boot_ns() - self->start_ns;
		result->wakeups = self->wakeups;
	}
	result->missed = probe__missed(&self->probe);
	probe__run_time(&self->probe, &result->bpf_ns, &result->bpf_runs);
	probe__detach(&self->probe);
	if (!err)
		err = drain_rest(self);
	if (!err)
		close_books(self);
	return err;
}

static int run(const struct reader_job *job, struct reader_result *result)
{
	static struct measuring_reader self;
	int err;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	self.job = job;
	self.result = result;
	err = open_channel(&self);
	if (!err) {
		__atomic_store_n(&result->ready, true, __ATOMIC_RELEASE);
		err = measure(&self);
		if (err)
			log__error("reading the channel '%s' failed: %s",
				   job->options->channel->name, strerror(-err));
	}
	probe__detach(&self.probe);
	account__fini(&self.account);
	channel__free(self.channel);
	return err;
}

pid_t compare_reader__fork(const struct reader_job *job, struct reader_result *result)
{
	pid_t pid = fork();

	if (pid < 0)
		return -errno;
	if (pid == 0) {
		result->error = run(job, result);
		_exit(result->error ? EXIT_FAILED : EXIT_DONE);
	}
	return pid;
}
