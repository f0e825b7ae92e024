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
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

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
	struct control control;
	struct command command;
	struct channel *channel;
	struct probe probe;
	struct writer *writer;
	int output_fd;
	struct utsname uts;
	struct session session;
	struct pump pump;
	int64_t missed;
};

static int open_output(struct trace *trace)
{
	const char *path = trace->options.output_path;

	trace->output_fd = STDOUT_FILENO;
	if (path)
		trace->output_fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
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
	return trace->writer ? 0 : -ENOMEM;
}

/* Ourselves; and if the output is a pipe, whoever reads it. */
static void exclude_self(struct probe_config *config, int output_fd)
{
	struct stat st;

	config->self_tgid = (__u32)getpid();
	if (fstat(output_fd, &st) < 0 || !S_ISFIFO(st.st_mode))
		return;
	config->output_ino = st.st_ino;
	config->output_dev = major(st.st_dev) << 20 | minor(st.st_dev);
}

/* The filters and exclusions as the kernel side wants them. */
static struct probe_config probe_config(const struct trace *trace)
{
	const struct trace_options *options = &trace->options;
	struct probe_config config = {
		.filter_tgid = options->tgids.count > 0,
		.filter_tid = options->tids.count > 0,
		.filter_uid = options->uids.count > 0,
		.filter_comm = options->comm != NULL,
		.filter_tree = options->command != NULL,
	};

	config.any_filter = config.filter_tgid || config.filter_tid || config.filter_uid ||
			    config.filter_comm || config.filter_tree;
	if (options->comm) {
		size_t len = strlen(options->comm);

		memcpy(config.comm, options->comm, len);
		memset(config.comm_mask, 0xff, len + 1);
	}
	if (!options->include_self)
		exclude_self(&config, trace->output_fd);
	return config;
}

/* Put the command's process into the map that the fork tracker keeps. */
static int plant_tree(struct trace *trace)
{
	struct bpf_map *tree = bpf_object__find_map_by_name(trace->channel->object, "tree");
	uint32_t root = (uint32_t)trace->command.pid;
	uint8_t present = 1;

	if (!trace->command.pid)
		return 0;
	return bpf_map_update_elem(bpf_map__fd(tree), &root, &present, BPF_ANY) ? -errno : 0;
}

/*
 * Load the channel for one kind of probe and attach it. 0 or a negative errno, logged if report is
 * set.
 */
static int attach_as(struct trace *trace, enum attach_kind kind, bool report)
{
	const struct trace_options *options = &trace->options;
	struct channel_options channel_options = {
		.attach = kind,
		.probe = probe_config(trace),
		.tgids = options->tgids,
		.tids = options->tids,
		.uids = options->uids,
		.buffer_bytes = options->buffer_bytes,
		.wakeup = options->wakeup,
		.sink = pump__sink,
		.sink_ctx = &trace->pump,
	};
	const char *why;
	int err = attach_kind__available(kind, &why);

	if (err) {
		if (report)
			log__error("%s is not available: %s", attach_kind__name(kind), why);
		else
			log__verbose("%s is not available: %s", attach_kind__name(kind), why);
		return err;
	}
	err = channel__open(&trace->channel, options->channel, &channel_options, report);
	if (!err)
		err = plant_tree(trace);
	if (!err)
		err = probe__attach(&trace->probe, trace->channel->object, kind,
				    options->command != NULL, report);
	if (err) {
		channel__free(trace->channel);
		trace->channel = NULL;
	}
	return err;
}

/*
 * To a process that may do everything, "not permitted" is the kernel's way to say that it cannot.
 */
static int refusal(int err)
{
	const char *lockdown = privilege__lockdown();

	if (err == -EACCES)
		err = -EPERM;
	if (err == -EPERM && lockdown)
		log__error("the kernel is locked down (%s), which forbids tracing even to root",
			   lockdown);
	if (err == -EPERM && privilege__is_full())
		return -EOPNOTSUPP;
	return err == -EINVAL || err == -ESRCH ? -EOPNOTSUPP : err;
}

static int attach_any(struct trace *trace)
{
	int err = -EOPNOTSUPP;

	if (trace->options.attach != ATTACH_AUTO)
		return refusal(attach_as(trace, trace->options.attach, true));
	for (int kind = 0; kind < ATTACH_KINDS; kind++) {
		bool last = kind == ATTACH_KINDS - 1;

		err = attach_as(trace, kind, last);
		if (!err && kind != ATTACH_KPROBE)
			log__notice(
				"no kprobe on vfs_read here: tracing by %s, which does not see %s",
				attach_kind__name(kind), attach_kind__blind_spots(kind));
		if (!err)
			return 0;
		log__verbose("%s did not work: %s", attach_kind__name(kind), strerror(-err));
	}
	return refusal(err);
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
		.buffer_unit = channel->ops->buffer_unit,
		.options = &trace->options,
	};
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
		.writer = trace->writer,
		.output = trace->options.format,
		.session = &trace->session,
		.report = print_ledger,
		.report_ctx = trace,
		.limit = trace->options.count,
	};
	reader__init(&trace->pump.reader, trace->channel, &trace->pump.account,
		     trace->options.poll_interval_ns, trace->options.wakeup);
	return account__init(&trace->pump.account, trace->channel->cpus);
}

/*
 * Everything up to the header, which says: from here on, nothing is missed. 0 or a negative errno,
 * logged.
 */
static int start(struct trace *trace)
{
	int err = control__open(&trace->control);

	if (!err && trace->options.command)
		err = command__fork(&trace->command, trace->options.command,
				    &trace->control.original_mask);
	if (!err)
		err = attach_any(trace);
	if (err)
		return err;
	describe_session(trace);
	err = prepare_pump(trace);
	if (err)
		return err;
	if (control__watch_cpus(&trace->control))
		log__verbose("CPUs that come online will not be noticed");
	control__watch_output(&trace->control, trace->output_fd);
	/* The reader sleeps for fractions of a millisecond; the default slack would add 50 us. */
	prctl(PR_SET_TIMERSLACK, 1);
	report__header(&trace->pump);
	if (trace->options.duration_ns)
		err = control__start_timer(&trace->control, trace->options.duration_ns);
	return err;
}

static void stop(struct trace *trace)
{
	trace->missed = probe__missed(&trace->probe);
	probe__detach(&trace->probe);
	pump__drain_rest(&trace->pump);
	if (trace->pump.stalled_for_good)
		log__error("writing to '%s' gave up: nobody reads it", writer__name(trace->writer));
	if (!trace->pump.output_closed)
		print_ledger(&trace->pump, true);
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
	if (pump->stalled_for_good)
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
	pump__run(&trace->pump);
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
	channel__free(trace->channel);
	writer__free(trace->writer);
	control__close(&trace->control);
	if (trace->options.output_path && trace->output_fd >= 0)
		close(trace->output_fd);
}

static int trace(struct trace *trace)
{
	int code;
	int err = privilege__check();

	if (!err)
		err = open_output(trace);
	if (!err)
		err = start(trace);
	code = err ? (int)exit_code__from_errno(err) : run(trace);
	clean_up(trace);
	return code;
}

int trace__main(int argc, char *argv[])
{
	struct trace state = {.control = {.fd = -1,
					  .signal_fd = -1,
					  .timer_fd = -1,
					  .hotplug_fd = -1,
					  .output_fd = -1}};
	int code;

	switch (trace_options__parse(&state.options, argc, argv)) {
	case PARSE_ERROR:
		code = EXIT_USAGE;
		break;
	case PARSE_DONE:
		code = EXIT_DONE;
		break;
	default:
		log__init(state.options.verbosity);
		code = trace(&state);
	}
	trace_options__free(&state.options);
	return code;
}
