// SPDX-License-Identifier: GPL-2.0-only
/*
 * How long events take from the probe to the reader: readsnoop's own channels, options and reader
 * policy, but for a sink that looks at the clock where readsnoop makes text.
 *
 *	delay [OPTION OF READSNOOP]...
 *
 * Says "ready" on stderr once attached; SIGINT ends it, and prints the sum on stdout. The wait is
 * the one of user/pump.c without its output side.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "../../user/clock.h"
#include "../../user/control.h"
#include "../../user/options.h"
#include "../../user/probe.h"
#include "../../user/reader.h"
#include "delays.h"

struct delay_run {
	struct channel *channel;
	struct probe probe;
	struct account account;
	struct reader reader;
	struct control control;
};

static int sink(void *ctx, const struct read_event *event)
{
	struct delay_run *run = ctx;
	struct gap gap;

	delays__add(CLOCK_BOOTTIME, event->boot_ns, event->comm);
	account__deliver(&run->account, event, &gap);
	return 0;
}

static int open_as(struct delay_run *run, const struct trace_options *options,
		   enum attach_kind kind)
{
	struct channel_options channel_options = {
		.plan = {.kind = kind},
		.filters = &options->filters,
		.buffer_bytes = options->buffer_bytes,
		.wakeup = options->wakeup,
		.wake_fd = run->control.fd,
		.sink = sink,
		.sink_ctx = run,
	};
	const char *why;
	int err = attach_kind__available(kind, &why);

	if (!err)
		err = channel__open(&run->channel, options->channel, &channel_options, false);
	if (!err)
		err = account__init(&run->account, run->channel->cpus);
	if (!err)
		reader__init(&run->reader, run->channel, &run->account, options->poll_interval_ns,
			     options->wakeup);
	if (!err)
		err = probe__attach(&run->probe, run->channel->object, &channel_options.plan,
				    false);
	if (err) {
		account__fini(&run->account);
		channel__free(run->channel);
		run->channel = NULL;
	}
	return err;
}

static int open_any(struct delay_run *run, const struct trace_options *options)
{
	int err = -EOPNOTSUPP;

	if (options->attach != ATTACH_AUTO)
		return open_as(run, options, options->attach);
	for (int kind = 0; err && kind < ATTACH_KINDS; kind++)
		err = open_as(run, options, kind);
	return err;
}

/* Until a signal comes. 0 or a negative errno. */
static int follow(struct delay_run *run)
{
	enum control_kind kind = CONTROL_NOTHING;
	int err = 0;

	while (!err && kind != CONTROL_SIGNAL) {
		bool woken = false;

		control__wait(&run->control, reader__timeout(&run->reader), -1);
		while ((kind = control__next(&run->control).kind) != CONTROL_NOTHING) {
			if (kind == CONTROL_SIGNAL)
				break;
			woken |= kind == CONTROL_CHANNEL;
		}
		if (kind != CONTROL_SIGNAL)
			err = reader__step(&run->reader, woken);
	}
	probe__detach(&run->probe);
	return err ? err : run->channel->ops->drain(run->channel);
}

/* Events that were numbered and never came, whatever the reason. */
static uint64_t missing(const struct delay_run *run)
{
	uint64_t lost = 0;

	for (unsigned int cpu = 0; cpu < run->channel->cpus; cpu++)
		lost += run->channel->rows[cpu].seq;
	return lost - run->account.delivered;
}

int main(int argc, char *argv[])
{
	static struct delay_run run;
	struct trace_options options;
	int err;

	if (trace_options__parse(&options, argc, argv) != PARSE_RUN)
		return 2;
	log__init(options.verbosity);
	err = delays__init() ? -ENOMEM : control__open(&run.control);
	if (!err)
		err = open_any(&run, &options);
	if (!err) {
		/* As readsnoop does. */
		prctl(PR_SET_TIMERSLACK, 1);
		fputs("ready\n", stderr);
		err = follow(&run);
		delays__print(missing(&run));
	}
	if (err)
		fprintf(stderr, "delay: %s\n", strerror(-err));
	probe__detach(&run.probe);
	account__fini(&run.account);
	channel__free(run.channel);
	trace_options__free(&options);
	return err != 0;
}
