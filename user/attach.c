// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>
#include <bpf/libbpf.h>

#include "attach.h"
#include "cause.h"
#include "filters.h"
#include "log.h"
#include "own.h"

/* The filters and exclusions as the kernel side wants them. */
static struct probe_config probe_config(const struct attach_request *request)
{
	const struct trace_options *options = request->options;
	struct probe_config config = {
		.extras = options->details || options->padding,
		.returns = options->details,
		.details = options->details,
		.path = options->path,
		.padding = options->padding,
		.long_records = options->details || options->padding,
		.errors_only = options->errors_only,
		.min_bytes = options->min_bytes,
		.min_duration_ns = options->min_duration_ns,
	};

	filters__configure(&options->filters, request->command != 0, &config);
	if (!options->include_self)
		own__configure(&config, request->output_fd);
	return config;
}

/* 0 or a negative errno, logged as an error if report is set. */
static int attach_as(const struct attach_request *request, enum attach_kind kind, bool report,
		     struct channel **channel, struct probe *probe)
{
	const struct trace_options *options = request->options;
	struct probe_config config = probe_config(request);
	struct channel_options channel_options = {
		.plan = {.kind = kind,
			 .follow = config.filter_tree,
			 .returns = config.returns,
			 .outputs = config.hide_outputs},
		.probe = config,
		.filters = &options->filters,
		.table = options->table,
		.in_flight = options->in_flight,
		.buffer_bytes = options->buffer_bytes,
		.wakeup = options->wakeup,
		.wake_fd = request->wake_fd,
		.sink = request->sink,
		.sink_ctx = request->sink_ctx,
	};
	struct finding finding;
	int err;

	if (cause__precludes(kind, &finding)) {
		if (report)
			cause__log(&finding);
		else
			log__verbose("not by %s: %s", attach_kind__name(kind), finding.evidence);
		return finding.err;
	}
	err = channel__open(channel, options->channel, &channel_options, report);
	if (!err)
		err = own__learn((*channel)->object, request->output_fd);
	if (!err)
		err = probe__attach(probe, (*channel)->object, &channel_options.plan, report);
	if (!err) {
		err = filters__follow(&options->filters, request->command, (*channel)->object);
		if (err) {
			log__error("following the processes failed: %s", strerror(-err));
			probe__detach(probe);
		}
	}
	if (err) {
		channel__free(*channel);
		*channel = NULL;
	}
	return err;
}

static int attach_first(const struct attach_request *request, struct channel **channel,
			struct probe *probe)
{
	bool returns = request->options->details;
	int err = -EOPNOTSUPP;

	for (unsigned int i = 0; i < ATTACH_KINDS; i++) {
		enum attach_kind kind = attach_kind__preferred(i, returns);

		err = attach_as(request, kind, i == ATTACH_KINDS - 1, channel, probe);
		if (err == -ENOMEM) /* reported: the next kind would want as much */
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

int attach__try(const struct attach_request *request, enum attach_kind kind,
		struct channel **channel, struct probe *probe)
{
	return attach_as(request, kind, false, channel, probe);
}

int attach__open(const struct attach_request *request, struct channel **channel,
		 struct probe *probe)
{
	int err = filters__check_system(&request->options->filters, request->command != 0);

	if (err)
		return err;
	if (request->options->attach == ATTACH_AUTO)
		return attach_first(request, channel, probe);
	return attach_as(request, request->options->attach, true, channel, probe);
}
