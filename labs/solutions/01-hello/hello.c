// SPDX-License-Identifier: GPL-2.0-only
/* Lab 01, in user space: load the program, attach it, and show what it prints. */
#include <fcntl.h>

#include "lab.h"
#include "hello.skel.h"

#define TRACE_PIPE "/sys/kernel/tracing/trace_pipe"

/* Copy the kernel's lines to stdout until Ctrl-C. Returns 0 or a negative errno. */
static int copy_lines(int pipe)
{
#ifdef SOLUTION
	char text[4096];
	ssize_t n;

	while (!lab_stopped) {
		/* Waits for the next line. A signal ends the waiting with EINTR. */
		n = read(pipe, text, sizeof(text));
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0 && write(STDOUT_FILENO, text, (size_t)n) != n)
			return -EIO;
	}
#else
	/* Assignment 5: read() from the pipe, write() what came to stdout. */
	(void)pipe;
	while (!lab_stopped)
		pause();
#endif
	return 0;
}

static int run(struct hello_bpf *skel)
{
	int pipe, err;

	pipe = open(TRACE_PIPE, O_RDONLY | O_CLOEXEC);
	if (pipe < 0)
		return lab__fail("cannot open " TRACE_PIPE, -errno);
	err = hello_bpf__attach(skel);
	if (err) {
		close(pipe);
		return lab__fail("cannot attach the program", err);
	}
	lab__ready();
	err = copy_lines(pipe);
	close(pipe);
	return err ? lab__fail("cannot copy from " TRACE_PIPE, err) : 0;
}

int main(void)
{
	struct hello_bpf *skel;
	int status;

	lab__begin();
	skel = hello_bpf__open_and_load();
	if (!skel)
		return lab__fail("cannot load the program", -errno);
	status = run(skel);
	/* Detaches and unloads what the skeleton has. */
	hello_bpf__destroy(skel);
	return status;
}
