// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
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

/* A file to know its like by, or -1. */
static int open_sample(const char *path, int flags)
{
	int fd = open(path, flags | O_NOCTTY | O_CLOEXEC);

	if (fd < 0)
		log__verbose("opening '%s' failed: %s", path, strerror(errno));
	return fd;
}

int own__learn(struct bpf_object *object, int output_fd)
{
	struct bpf_program *program = bpf_object__find_program_by_name(object, "learn_self");
	int master = open_sample("/dev/ptmx", O_RDWR);
	int cmdline = open_sample("/proc/self/cmdline", O_RDONLY);
	const __u64 args[] = {(__u64)output_fd, STDERR_FILENO, (__u64)master, (__u64)cmdline};
	LIBBPF_OPTS(bpf_test_run_opts, opts, .ctx_in = args, .ctx_size_in = sizeof(args));
	int err = bpf_prog_test_run_opts(bpf_program__fd(program), &opts) ? -errno : 0;

	if (master >= 0)
		close(master);
	if (cmdline >= 0)
		close(cmdline);
	if (!err && opts.retval)
		log__notice("who reads our %s cannot be told here: those reads will show",
			    isatty(output_fd) || isatty(STDERR_FILENO) ? "terminal" : "socket");
	return err;
}
