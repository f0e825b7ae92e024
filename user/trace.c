// SPDX-License-Identifier: GPL-2.0-only
/*
 * "readsnoop trace": set up, run, account, in this order. Rings before the probe, the probe
 * before the command; at the end the probe first.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "attach.h"
#include "clock.h"
#include "cpus.h"
#include "exit_code.h"
#include "log.h"
#include "options.h"
#include "privilege.h"
#include "probe.h"
#include "pump.h"
#include "report.h"
#include "trace.h"

struct trace {
	struct trace_options options;
	const struct trace_body *body;
	struct control control;
	struct command command;
	struct channel *channel;
	struct probe probe;
	struct writer *writer;
	int output_fd;
	struct utsname uts;
	struct session session;
	struct wall_clock wall;
	struct pump pump;
	int64_t missed;
};

/* Log what failed, if it did. */
static int explain(int err, const char *what)
{
	if (err)
		log__error("%s failed: %s", what, strerror(-err));
	return err;
}

static int open_output(struct trace *trace)
{
	const char *path = trace->options.output_path;

	trace->output_fd = STDOUT_FILENO;
	if (path)
		/* Emptied once we trace: a failed start must not cost what is in it. */
		trace->output_fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (!path && (fcntl(trace->output_fd, F_GETFL) & O_ACCMODE) == O_RDONLY) {
		log__error("stdout is not open for writing; give it a file, or use -o");
		return -EBADF;
	}
	if (trace->output_fd < 0) {
		int err = -errno;

		log__error("opening '%s' for writing failed: %s", path, strerror(errno));
		return err;
	}
	trace->writer = writer__new(trace->output_fd, path ? path : "stdout");
	return explain(trace->writer ? 0 : -ENOMEM, "allocating memory");
}

static void describe_session(struct trace *trace)
{
	static struct cpu_set online;
	const struct channel *channel = trace->channel;

	uname(&trace->uts);
	cpus__online(&online);
	trace->session = (struct session){
		.attach = attach_kind__name(trace->probe.kind),
		.channel = channel->ops->name,
		.kernel = trace->uts.release,
		.keeps_last_only = channel->ops->keeps_last_only,
		.cpus = cpu_set__count(&online),
		.buffer_bytes = channel->buffer_bytes,
		.details = trace->options.details,
		.options = &trace->options,
	};
	style__init(&trace->session.style, trace->options.clock, &trace->wall, trace->options.color,
		    trace->output_fd);
	log__verbose("attached by %s; channel %s; kernel %s", trace->session.attach,
		     trace->session.channel, trace->session.kernel);
	if (channel->buffer_bytes)
		log__verbose("buffer: %llu bytes %s (asked for %llu per CPU)",
			     (unsigned long long)channel->buffer_bytes, channel->ops->buffer_unit,
			     (unsigned long long)trace->options.buffer_bytes);
}

static void print_ledger(struct pump *pump, bool final)
{
	struct trace *trace = pump->report_ctx;

	report__ledger(pump, final, final ? trace->missed : probe__missed(&trace->probe));
}

static int prepare_pump(struct trace *trace)
{
	trace->pump = (struct pump){
		.control = &trace->control,
		.channel = trace->channel,
		.command = &trace->command,
		.show = {.writer = trace->writer,
			 .output = trace->options.format,
			 .session = &trace->session,
			 .line_cache = {.style = trace->session.style}},
		.wall = &trace->wall,
		.report = print_ledger,
		.report_ctx = trace,
		.limit = trace->options.count,
		.body_ctx = trace->body->ctx,
	};
	reader__init(&trace->pump.reader, trace->channel, &trace->pump.account,
		     trace->options.poll_interval_ns, trace->options.wakeup);
	return account__init(&trace->pump.account, trace->channel->cpus);
}

/* Only a regular file has something to lose; others cannot be truncated. */
static int empty_output(const struct trace *trace)
{
	struct stat st;

	if (!trace->options.output_path || fstat(trace->output_fd, &st) < 0 || !S_ISREG(st.st_mode))
		return 0;
	return ftruncate(trace->output_fd, 0) < 0 ? -errno : 0;
}

static int fork_command(struct trace *trace)
{
	if (!trace->options.command)
		return 0;
	return command__fork(&trace->command, trace->options.command, &trace->control);
}

static int attach(struct trace *trace)
{
	const struct attach_request request = {
		.options = &trace->options,
		.command = trace->command.pid,
		.wake_fd = trace->control.fd,
		.output_fd = trace->output_fd,
		.sink = trace->options.by_arrival ? pump__sink : pump__sink_ordered,
		.sink_ctx = &trace->pump,
	};

	return attach__open(&request, &trace->channel, &trace->probe);
}

static int start_timers(struct trace *trace)
{
	int err = 0;

	trace->pump.stats_ns = clock__boot_ns();
	if (trace->options.duration_ns)
		err = control__start_timer(&trace->control, trace->options.duration_ns);
	if (!err && trace->options.stats_ns)
		err = control__start_stats(&trace->control, trace->options.stats_ns);
	return explain(err, "starting the clock of --duration or --stats");
}

/* Watched before it is read, so that no change is missed in between. */
static int start_wall_clock(struct trace *trace)
{
	int err = 0;

	clock__init();
	if (trace->options.clock != CLOCK_WALL)
		return 0;
	err = control__watch_clock(&trace->control);
	wall_clock__init(&trace->wall);
	return explain(err, "watching the wall clock");
}

/*
 * Everything up to the header, which says: from here on, nothing is missed. 0 or a negative errno,
 * logged.
 */
static int start(struct trace *trace)
{
	int err = explain(control__open(&trace->control), "taking over the signals");

	/* Before the rings are opened, so that no CPU comes online in between unnoticed. */
	if (!err && control__watch_cpus(&trace->control))
		log__verbose("CPUs that come online will not be noticed");
	if (!err)
		err = start_wall_clock(trace);
	if (!err)
		err = explain(fork_command(trace), "forking for the command");
	if (!err)
		err = attach(trace);
	if (err)
		return err;
	describe_session(trace);
	control__watch_output(&trace->control, trace->output_fd);
	/* The reader sleeps for fractions of a millisecond; the default slack would add 50 us. */
	prctl(PR_SET_TIMERSLACK, 1);
	err = explain(prepare_pump(trace), "allocating memory");
	if (!err)
		err = explain(empty_output(trace), "emptying the output file");
	if (err)
		return err;
	err = trace->body->begin(&trace->pump);
	if (err)
		return err;
	return start_timers(trace);
}

static void stop(struct trace *trace)
{
	trace->missed = probe__missed(&trace->probe);
	probe__detach(&trace->probe);
	trace->body->finish(&trace->pump);
	if (trace->pump.stalled_for_good)
		log__error("writing to '%s' gave up: nobody reads it", writer__name(trace->writer));
	if (!trace->pump.output_closed)
		print_ledger(&trace->pump, true);
}

/* Some file systems report a failed write only now. */
static bool close_output(struct trace *trace)
{
	int fd = trace->output_fd;

	if (!trace->options.output_path)
		return true;
	trace->output_fd = -1;
	return explain(close(fd) < 0 ? -errno : 0, "closing the output file") == 0;
}

static int own_exit_code(struct trace *trace)
{
	struct pump *pump = &trace->pump;
	int output_error = writer__error(trace->writer);

	if (output_error && output_error != -EPIPE) {
		log__error("writing to '%s' failed: %s", writer__name(trace->writer),
			   strerror(-output_error));
		return EXIT_FAILED;
	}
	if (pump->error) {
		log__error("reading the channel '%s' failed: %s", trace->channel->ops->name,
			   strerror(-pump->error));
		return EXIT_FAILED;
	}
	if (pump->stalled_for_good || !close_output(trace))
		return EXIT_FAILED;
	if (trace->options.strict && !report__is_complete(pump, trace->missed))
		return EXIT_INCOMPLETE;
	return EXIT_DONE;
}

static int run(struct trace *trace)
{
	int code;

	if (trace->command.pid && command__start(&trace->command) < 0)
		return trace->command.exit_code;
	trace->body->run(&trace->pump);
	stop(trace);
	code = own_exit_code(trace);
	if (!trace->command.pid)
		return code;
	if (!trace->command.ended) {
		log__notice("tracing has ended; waiting for '%s' (process %d)",
			    trace->options.command[0], (int)trace->command.pid);
		pump__wait_for_command(&trace->pump);
	}
	return trace->command.exit_code ? trace->command.exit_code : code;
}

static void clean_up(struct trace *trace)
{
	probe__detach(&trace->probe);
	command__drop(&trace->command);
	account__fini(&trace->pump.account);
	order__free(trace->pump.show.order);
	channel__free(trace->channel);
	writer__free(trace->writer);
	control__close(&trace->control);
	if (trace->options.output_path && trace->output_fd >= 0)
		close(trace->output_fd);
}

int trace__run(const struct trace_options *options, const struct trace_body *body)
{
	struct trace trace = {
		.options = *options,
		.body = body,
		.control = CONTROL_CLOSED,
	};
	int code, err;

	log__init(options->verbosity);
	err = privilege__check();
	if (!err)
		err = open_output(&trace);
	if (!err)
		err = start(&trace);
	code = err ? (int)exit_code__from_errno(err) : run(&trace);
	clean_up(&trace);
	return code;
}

/*
 * What some drains may bring is put in order at once, and more where the CPUs' streams are far
 * apart. Memory is touched only as far as it is needed.
 */
#define ORDER_BYTES (8UL << 20)

static int begin_trace(struct pump *pump)
{
	const struct session *session = pump->show.session;

	if (!session->options->by_arrival) {
		pump->show.order = order__new(pump->account.cpus, session->details,
					      session->details ? 4 * ORDER_BYTES : ORDER_BYTES);
		if (!pump->show.order)
			return explain(-ENOMEM, "allocating memory");
	}
	report__header(pump);
	return 0;
}

int trace__main(int argc, char *argv[])
{
	static const struct trace_body body = {
		.begin = begin_trace,
		.run = pump__run,
		.finish = pump__drain_rest,
	};
	struct trace_options options;
	enum parse_result parsed = trace_options__parse(&options, argc, argv);
	int code = command_line__exit_code(parsed);

	if (parsed == PARSE_RUN)
		code = trace__run(&options, &body);
	trace_options__free(&options);
	return code;
}
