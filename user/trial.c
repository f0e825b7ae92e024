// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attach.h"
#include "cause.h"
#include "trial.h"

/* Our reads are left out and counted, so nothing gets here but by accident. */
static int ignore_event(void *ctx, const struct read_event *event)
{
	(void)ctx;
	(void)event;
	return 0;
}

static uint64_t own_hits(const struct channel *channel)
{
	uint64_t hits = 0;

	for (unsigned int cpu = 0; cpu < channel->cpus; cpu++)
		hits += channel->rows[cpu].own;
	return hits;
}

static bool sees_a_read(const struct channel *channel)
{
	uint64_t before = own_hits(channel);
	int fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	char byte;
	bool read_one = fd >= 0 && read(fd, &byte, 1) == 1;

	if (fd >= 0)
		close(fd);
	return read_one && own_hits(channel) > before;
}

static void explain(struct finding *finding, enum attach_kind kind, int err)
{
	struct finding cause;
	int meaning;
	const struct check *check = cause__find(kind, err, &cause, &meaning);

	finding__blocks(finding, KIND_BIT(kind), meaning, NULL, "%s%s%s", strerror(-err),
			check ? ": see " : "", check ? check->name : "");
}

static void attempt(struct finding *finding, enum attach_kind kind,
		    const struct attach_request *request)
{
	struct channel *channel = NULL;
	struct probe probe = {};
	int err = attach__try(request, kind, &channel, &probe);

	if (err)
		explain(finding, kind, err);
	else if (sees_a_read(channel))
		finding__ok(finding, "loaded, attached, and saw a read");
	else
		finding__warn(finding, NULL, "loaded and attached, but it did not see a read");
	probe__detach(&probe);
	channel__free(channel);
}

static struct finding run(enum attach_kind kind)
{
	struct trace_options options;
	struct finding finding = {};
	int wake_fd = epoll_create1(EPOLL_CLOEXEC);
	int output[2] = {-1, -1};

	trace_options__init(&options);
	/* As if it were stdout: leaving out a pipe's reader takes more of the kernel. */
	if (wake_fd >= 0 && pipe2(output, O_CLOEXEC) == 0) {
		const struct attach_request request = {
			.options = &options,
			.wake_fd = wake_fd,
			.output_fd = output[1],
			.sink = ignore_event,
		};

		attempt(&finding, kind, &request);
	} else {
		explain(&finding, kind, -errno);
	}
	close(wake_fd);
	close(output[0]);
	close(output[1]);
	return finding;
}

/* In a process of its own, for where memory is short the kernel kills instead of refusing. */
struct finding trial__run(enum attach_kind kind)
{
	struct finding finding = {};
	int result[2] = {-1, -1}, status;
	pid_t child = pipe2(result, O_CLOEXEC) < 0 ? -1 : fork();

	if (child == 0) {
		finding = run(kind);
		_exit(write(result[1], &finding, sizeof(finding)) != sizeof(finding));
	}
	if (child < 0)
		explain(&finding, kind, -errno);
	close(result[1]);
	if (child > 0 && read(result[0], &finding, sizeof(finding)) != sizeof(finding))
		explain(&finding, kind, -ENOMEM);
	if (child > 0)
		waitpid(child, &status, 0);
	close(result[0]);
	return finding;
}
