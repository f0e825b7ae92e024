// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "attach.h"
#include "log.h"
#include "privilege.h"

/* Inode of the initial PID namespace (include/linux/proc_ns.h, PROC_PID_INIT_INO). */
#define INITIAL_PID_NAMESPACE 0xeffffffcU

/* Ourselves; and if the output is a pipe, whoever reads it. */
static void exclude_self(struct probe_config *config, int output_fd)
{
	struct stat st;

	config->hide_self = true;
	if (fstat(output_fd, &st) < 0 || !S_ISFIFO(st.st_mode))
		return;
	config->output_ino = st.st_ino;
	config->output_dev = major(st.st_dev) << 20 | minor(st.st_dev);
}

/* The filters and exclusions as the kernel side wants them. */
static struct probe_config probe_config(const struct attach_request *request)
{
	const struct trace_options *options = request->options;
	struct probe_config config = {
		.filter_tgid = options->tgids.count > 0,
		.filter_tid = options->tids.count > 0,
		.filter_uid = options->uids.count > 0,
		.filter_comm = options->comm != NULL,
		.filter_tree = request->command != 0,
		.returns = trace_options__wants_returns(options),
		.errors_only = options->errors_only,
		.min_bytes = options->min_bytes,
		.min_duration_ns = options->min_duration_ns,
	};

	config.any_filter = config.filter_tgid || config.filter_tid || config.filter_uid ||
			    config.filter_comm || config.filter_tree;
	if (options->comm) {
		size_t len = strlen(options->comm);

		memcpy(config.comm, options->comm, len);
		memset(config.comm_mask, 0xff, len + 1);
	}
	if (!options->include_self)
		exclude_self(&config, request->output_fd);
	return config;
}

/* Put the command's process into the map that the fork tracker keeps. */
static int plant_tree(const struct attach_request *request, struct channel *channel)
{
	struct bpf_map *tree = bpf_object__find_map_by_name(channel->object, "tree");
	uint32_t root = (uint32_t)request->command;
	uint8_t present = 1;

	if (!root)
		return 0;
	return bpf_map_update_elem(bpf_map__fd(tree), &root, &present, BPF_ANY) ? -errno : 0;
}

/* 0 or a negative errno, logged as an error if report is set. */
static int attach_as(const struct attach_request *request, enum attach_kind kind, bool report,
		     struct channel **channel, struct probe *probe)
{
	const struct trace_options *options = request->options;
	struct probe_config config = probe_config(request);
	struct channel_options channel_options = {
		.plan = {.kind = kind, .follow = config.filter_tree, .returns = config.returns},
		.probe = config,
		.tgids = options->tgids,
		.tids = options->tids,
		.uids = options->uids,
		.in_flight = options->in_flight,
		.buffer_bytes = options->buffer_bytes,
		.wakeup = options->wakeup,
		.wake_fd = request->wake_fd,
		.sink = request->sink,
		.sink_ctx = request->sink_ctx,
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
	err = channel__open(channel, options->channel, &channel_options, report);
	if (!err)
		err = plant_tree(request, *channel);
	if (!err)
		err = probe__attach(probe, (*channel)->object, &channel_options.plan, report);
	if (err) {
		channel__free(*channel);
		*channel = NULL;
	}
	return err;
}

/* To a process that may do everything, "not permitted" means that the kernel cannot. */
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

static int attach_first(const struct attach_request *request, struct channel **channel,
			struct probe *probe)
{
	bool returns = trace_options__wants_returns(request->options);
	int err = -EOPNOTSUPP;

	for (unsigned int i = 0; i < ATTACH_KINDS; i++) {
		enum attach_kind kind = attach_kind__preferred(i, returns);

		err = attach_as(request, kind, i == ATTACH_KINDS - 1, channel, probe);
		if (err == -ENOMEM) /* the next kind would want as much */
			return err;
		if (err) {
			log__verbose("%s did not work: %s", attach_kind__name(kind),
				     strerror(-err));
			continue;
		}
		if (i > 0)
			log__notice("no %s on vfs_read here; %s",
				    attach_kind__name(attach_kind__preferred(0, returns)),
				    attach_kind__instead(kind, returns));
		return 0;
	}
	return err;
}

static bool in_initial_pid_namespace(void)
{
	struct stat st;

	return stat("/proc/self/ns/pid", &st) < 0 || st.st_ino == INITIAL_PID_NAMESPACE;
}

/* Ids that the kernel side would not find, or would take for somebody else's. */
static int check_ids(const struct attach_request *request)
{
	const struct trace_options *options = request->options;

	if (!request->command && !options->tgids.count && !options->tids.count)
		return 0;
	if (!in_initial_pid_namespace()) {
		log__error("process ids mean something else in this PID namespace, so a command, "
			   "--pid and --tid do not work here; run it on the host");
		return -EOPNOTSUPP;
	}
	for (unsigned int i = 0; i < options->tgids.count + options->tids.count; i++) {
		bool is_tid = i >= options->tgids.count;
		uint32_t id = is_tid ? options->tids.ids[i - options->tgids.count]
				     : options->tgids.ids[i];

		if (kill((pid_t)id, 0) < 0 && errno == ESRCH) {
			log__error("there is no %s %u", is_tid ? "thread" : "process", id);
			return -ESRCH;
		}
	}
	return 0;
}

int attach__open(const struct attach_request *request, struct channel **channel,
		 struct probe *probe)
{
	int err = check_ids(request);

	if (err)
		return err;
	if (request->options->attach == ATTACH_AUTO)
		return refusal(attach_first(request, channel, probe));
	return refusal(attach_as(request, request->options->attach, true, channel, probe));
}
