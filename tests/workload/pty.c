// SPDX-License-Identifier: GPL-2.0-only
/*
 * A small terminal emulator: runs a command on a pty, reads the master and copies what appears to
 * its own stdout, as script(1) does, or to a file. So it can run itself. It makes no other reads
 * than it is asked to. Link it statically: the dynamic loader reads the libraries it loads.
 */
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* The child writes to the first, we read from the second. */
struct ends {
	int child, ours;
};

struct options {
	const char *log, *file;
	bool (*open)(struct ends *ends);
	bool as_tmux;
	unsigned long file_reads, other_reads;
	long hang_up_ms; /* -1: when the command ends */
	struct winsize size;
};

static const char usage_text[] =
	"usage: pty [OPTION]... COMMAND [ARG]...\n"
	"\n"
	"Run a command on a new terminal and copy what it shows to stdout; end with its status.\n"
	"\n"
	"  --comm NAME       our own name\n"
	"  --log FILE        copy to this file instead\n"
	"  --stdout KIND     pty (default); or keep the terminal and take the command's stdout\n"
	"                    through a pipe, or a socket (a pair, as sshd without a terminal)\n"
	"  --as-tmux         read by readv(2), and then who is in the foreground, as tmux does\n"
	"  --file PATH       once something is shown, also read this file ...\n"
	"  --file-reads N    ... so many times\n"
	"  --other-reads N   and a second object of KIND, whose other end is ours too\n"
	"  --hang-up MS      take the terminal away after this time\n"
	"  --size ROWSxCOLS  of the terminal (24x80)\n";

static bool open_pty(struct ends *ends)
{
	ends->ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (ends->ours < 0 || grantpt(ends->ours) < 0 || unlockpt(ends->ours) < 0)
		return false;
	ends->child = open(ptsname(ends->ours), O_RDWR | O_NOCTTY | O_CLOEXEC);
	return ends->child >= 0;
}

static bool open_pipe(struct ends *ends)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) < 0)
		return false;
	*ends = (struct ends){.child = fds[1], .ours = fds[0]};
	return true;
}

static bool open_socket(struct ends *ends)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		return false;
	*ends = (struct ends){.child = fds[1], .ours = fds[0]};
	return true;
}

static void set_kind(struct options *options, const char *kind)
{
	if (strcmp(kind, "pty") == 0)
		options->open = open_pty;
	else if (strcmp(kind, "pipe") == 0)
		options->open = open_pipe;
	else if (strcmp(kind, "socket") == 0)
		options->open = open_socket;
	else
		error(1, 0, "--stdout is pty, pipe or socket, not '%s'", kind);
}

static void set_size(struct options *options, const char *size)
{
	if (sscanf(size, "%hux%hu", &options->size.ws_row, &options->size.ws_col) != 2)
		error(1, 0, "--size wants ROWSxCOLS, not '%s'", size);
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static ssize_t read_shown(const struct options *options, int fd, char *to, size_t len)
{
	struct iovec part = {.iov_base = to, .iov_len = len};

	return options->as_tmux ? readv(fd, &part, 1) : read(fd, to, len);
}

static void read_name(int master)
{
	char path[64], name[256];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/cmdline", (int)tcgetpgrp(master));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return; /* it has ended */
	if (read(fd, name, sizeof(name)) < 0)
		error(1, errno, "reading '%s' failed", path);
	close(fd);
}

static void read_once(int fd)
{
	char byte;

	if (read(fd, &byte, 1) < 0)
		error(1, errno, "reading one byte failed");
}

static void read_file(const struct options *options)
{
	int fd = open(options->file, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		error(1, errno, "opening '%s' failed", options->file);
	for (unsigned long i = 0; i < options->file_reads; i++)
		read_once(fd);
	close(fd);
}

static void read_other(const struct options *options, const struct ends *other)
{
	for (unsigned long i = 0; i < options->other_reads; i++) {
		if (write(other->child, "\n", 1) != 1)
			error(1, errno, "writing to the other end failed");
		read_once(other->ours);
	}
}

static _Noreturn void run_command(const struct options *options, const struct ends *ends,
				  char **command)
{
	if (options->open == open_pty) {
		setsid();
		ioctl(ends->child, TIOCSCTTY, 0);
		ioctl(ends->child, TIOCSWINSZ, &options->size);
		dup2(ends->child, STDIN_FILENO);
		dup2(ends->child, STDERR_FILENO);
	}
	dup2(ends->child, STDOUT_FILENO);
	execvp(command[0], command);
	error(127, errno, "running '%s' failed", command[0]);
	abort();
}

static void copy(int to, const char *from, ssize_t len)
{
	while (len > 0) {
		ssize_t written = write(to, from, (size_t)len);

		if (written < 0)
			error(1, errno, "writing what is shown failed");
		from += written;
		len -= written;
	}
}

/* Until the command has let go of the other end, or the time is over. */
static void show(const struct options *options, int from, int to, const struct ends *other)
{
	struct pollfd ready = {.fd = from, .events = POLLIN};
	long long end = now_ms() + options->hang_up_ms;
	bool first = true;
	char buffer[4096];
	ssize_t len;

	for (;;) {
		long long left = options->hang_up_ms < 0 ? -1 : end - now_ms();

		if (options->hang_up_ms >= 0 && left <= 0)
			return;
		if (poll(&ready, 1, (int)left) <= 0)
			continue;
		len = read_shown(options, from, buffer, sizeof(buffer));
		if (len <= 0) /* a master says EIO where others say 0 */
			return;
		copy(to, buffer, len);
		if (options->as_tmux)
			read_name(from);
		if (first) {
			first = false;
			if (options->file)
				read_file(options);
			read_other(options, other);
		}
	}
}

static int run(const struct options *options, char **command)
{
	struct ends ends, other;
	int to = STDOUT_FILENO, status;
	pid_t child;

	if (!options->open(&ends) || !options->open(&other))
		error(1, errno, "making a terminal failed");
	if (options->log)
		to = open(options->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (to < 0)
		error(1, errno, "opening '%s' failed", options->log);
	child = fork();
	if (child < 0)
		error(1, errno, "fork failed");
	if (child == 0)
		run_command(options, &ends, command);
	close(ends.child);
	show(options, ends.ours, to, &other);
	close(ends.ours);
	if (waitpid(child, &status, 0) < 0)
		error(1, errno, "waiting for the command failed");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char *argv[])
{
	static const struct option table[] = {
		{"comm", 1, NULL, 'c'},
		{"log", 1, NULL, 'l'},
		{"stdout", 1, NULL, 'k'},
		{"file", 1, NULL, 'f'},
		{"file-reads", 1, NULL, 'n'},
		{"other-reads", 1, NULL, 'o'},
		{"hang-up", 1, NULL, 'u'},
		{"size", 1, NULL, 's'},
		{"as-tmux", 0, NULL, 't'},
		{"help", 0, NULL, 'h'},
		{},
	};
	struct options options = {.open = open_pty, .hang_up_ms = -1, .size = {24, 80, 0, 0}};
	int option;

	while ((option = getopt_long(argc, argv, "+", table, NULL)) >= 0) {
		switch (option) {
		case 'c':
			prctl(PR_SET_NAME, optarg);
			break;
		case 'l':
			options.log = optarg;
			break;
		case 'k':
			set_kind(&options, optarg);
			break;
		case 't':
			options.as_tmux = true;
			break;
		case 'f':
			options.file = optarg;
			break;
		case 'n':
			options.file_reads = strtoul(optarg, NULL, 10);
			break;
		case 'o':
			options.other_reads = strtoul(optarg, NULL, 10);
			break;
		case 'u':
			options.hang_up_ms = strtol(optarg, NULL, 10);
			break;
		case 's':
			set_size(&options, optarg);
			break;
		case 'h':
			fputs(usage_text, stdout);
			return 0;
		default:
			return 2;
		}
	}
	if (optind == argc) {
		fputs(usage_text, stderr);
		return 2;
	}
	return run(&options, argv + optind);
}
