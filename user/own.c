// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "log.h"
#include "own.h"

/* Whether what is written there is then read from the same object. */
static bool is_read(int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return false;
	return S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode) || isatty(fd);
}

void own__configure(struct probe_config *config, int output_fd)
{
	config->hide_self = true;
	config->hide_outputs = is_read(output_fd) || is_read(STDERR_FILENO);
}

/* Files whose kinds the kernel side shall know. What cannot be had stays -1. */
struct samples {
	int pipe[2], socket, master;
};

static void open_samples(struct samples *samples)
{
	*samples = (struct samples){.pipe = {-1, -1}, .socket = -1, .master = -1};
	if (pipe2(samples->pipe, O_CLOEXEC) < 0)
		log__verbose("making a pipe failed: %s", strerror(errno));
	samples->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	samples->master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (samples->master < 0)
		log__verbose("opening '/dev/ptmx' failed: %s", strerror(errno));
}

static void close_samples(const struct samples *samples)
{
	const int fds[] = {samples->pipe[0], samples->pipe[1], samples->socket, samples->master};

	for (unsigned int i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

int own__learn(struct bpf_object *object, int output_fd)
{
	struct bpf_program *program = bpf_object__find_program_by_name(object, "learn_self");
	LIBBPF_OPTS(bpf_test_run_opts, opts);
	struct samples samples;
	int err;

	open_samples(&samples);
	/* In the order in which the program expects them. */
	const __u64 args[] = {(__u64)output_fd, STDERR_FILENO, (__u64)samples.pipe[0],
			      (__u64)samples.socket, (__u64)samples.master};

	opts.ctx_in = args;
	opts.ctx_size_in = sizeof(args);
	err = bpf_prog_test_run_opts(bpf_program__fd(program), &opts) ? -errno : 0;
	close_samples(&samples);
	if (!err && opts.retval)
		log__notice("who reads our %s cannot be told here: those reads will show",
			    isatty(output_fd) || isatty(STDERR_FILENO) ? "terminal" : "socket");
	return err;
}
