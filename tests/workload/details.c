// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads of every kind, each with a known outcome, and what "readsnoop --path --format json" must
 * say about each. Shares no code with readsnoop.
 *
 *	details DIR [--name]	all kinds, below DIR; prints for each read, separated by tabs:
 *				who sees it (vfs: every probe; syscall: tracepoints only), the
 *				least and most ns it can have taken, and the members of the line
 *				from "requested" on, less "duration_ns". --name: for --details
 *
 * Linked statically, so that no loader reads. What it needs to know of itself it gets by
 *readlink().
 */
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATH_STEPS 64	/* what "--path" promises: as many names, */
#define PATH_BYTES 1024 /* and one more once they have as many bytes, each with its slash */

static char buffer[8192];
static bool names_only;
static FILE *report; /* written at the end */

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int fd_of(int fd, const char *what)
{
	if (fd < 0)
		error(1, errno, "cannot open '%s'", what);
	return fd;
}

/* The part of a path that is shown: the last names, behind "..." if that is not all. */
static const char *shown_path(char *path)
{
	char *from = path + strlen(path);
	size_t used = 0;

	for (int step = 0; from > path; step++) {
		char *name = memrchr(path, '/', (size_t)(from - path));

		if (!name)
			return path; /* pipe:[1] */
		if (step == PATH_STEPS || used > PATH_BYTES) {
			memcpy(from - 3, "...", 3);
			return from - 3;
		}
		used += (size_t)(from - name);
		from = name;
	}
	return path;
}

static const char *shown_name(char *path)
{
	char *name = *path == '/' && path[1] ? strrchr(path, '/') : NULL;

	return name ? name + 1 : path;
}

/* In the form of JSON that readsnoop uses; the only bytes above ASCII here are no UTF-8. */
static void print_file(const char *file)
{
	bool lossy = false;

	fprintf(report, ",\"file\":\"");
	for (const unsigned char *p = (const void *)file; *p; p++) {
		if (*p == '"' || *p == '\\')
			fprintf(report, "\\%c", *p);
		else if (*p >= ' ' && *p < 0x7f)
			fputc(*p, report);
		else
			fprintf(report, "\\u%04x", *p < 0x80 ? *p : 0xfffd);
		lossy |= *p >= 0x80;
	}
	fputc('"', report);
	if (!lossy)
		return;
	fprintf(report, ",\"file_hex\":\"");
	for (const unsigned char *p = (const void *)file; *p; p++)
		fprintf(report, "%02x", *p);
	fputc('"', report);
}

static void print_file_of(int fd)
{
	char link[64], path[2 * 4096];
	char *target = path + 16; /* room for "..." */
	ssize_t len;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	len = readlink(link, target, 4096);
	if (len < 0) {
		fprintf(report, ",\"file\":null");
		return;
	}
	target[len] = '\0';
	print_file(names_only ? shown_name(target) : shown_path(target));
}

struct expectation {
	const char *seen_by; /* "vfs" or "syscall" */
	int fd;
	size_t requested;
	ssize_t ret; /* or a negative errno */
	const char *error;
	uint64_t least_ns;
};

/* A read was made: check that the kernel does as expected, and write down what must be shown. */
static void made(const struct expectation *expected, ssize_t ret, uint64_t begin)
{
	uint64_t most = now_ns() - begin;

	if (ret < 0)
		ret = -errno;
	if (ret != expected->ret)
		error(1, 0, "fd %d: a read of %zu bytes returned %zd, not %zd", expected->fd,
		      expected->requested, ret, expected->ret);
	fprintf(report, "%s\t%" PRIu64 "\t%" PRIu64 "\t\"requested\":%zu,\"ret\":%zd",
		expected->seen_by, expected->least_ns, most, expected->requested, ret);
	if (expected->error)
		fprintf(report, ",\"errno\":\"%s\"", expected->error);
	print_file_of(expected->fd);
	fputc('\n', report);
}

static void do_read(struct expectation expected, void *to)
{
	uint64_t begin = now_ns();

	made(&expected, read(expected.fd, to, expected.requested), begin);
}

static void read_fd(int fd, size_t requested, ssize_t ret)
{
	do_read((struct expectation){"vfs", fd, requested, ret, NULL, 0}, buffer);
}

static void fail_fd(const char *seen_by, int fd, int err, const char *name)
{
	do_read((struct expectation){seen_by, fd, 10, -err, name, 0}, buffer);
}

static void pread_fd(const char *seen_by, int fd, size_t requested, off_t at, ssize_t ret,
		     const char *name)
{
	struct expectation expected = {seen_by, fd, requested, ret, name, 0};
	uint64_t begin = now_ns();

	made(&expected, pread(fd, buffer, requested, at), begin);
}

/* A file of that size, open for reading. */
static int make_file(const char *path, size_t size)
{
	int fd = fd_of(open(path, O_RDWR | O_CREAT | O_TRUNC, 0600), path);

	if (ftruncate(fd, (off_t)size))
		error(1, errno, "cannot make '%s'", path);
	return fd;
}

static void plain_files(void)
{
	int fd = make_file("file", 100);

	read_fd(fd, 30, 30);
	read_fd(fd, 0, 0);
	read_fd(fd, 4096, 70);
	read_fd(fd, 4096, 0);
	pread_fd("vfs", fd, 50, 90, 10, NULL);
	pread_fd("vfs", fd, 50, 1 << 20, 0, NULL);
	pread_fd("vfs", fd, 7, 0, 7, NULL);
	pread_fd("syscall", fd, 7, -1, -EINVAL, "EINVAL");
	lseek(fd, 0, SEEK_SET);
	do_read((struct expectation){"vfs", fd, 10, -EFAULT, "EFAULT", 0}, (void *)8);
	unlink("file");
	read_fd(fd, 10, 10);
	close(fd);
	fail_fd("syscall", fd, EBADF, "EBADF");
	fd = fd_of(open(".", O_RDONLY | O_DIRECTORY), ".");
	fail_fd("vfs", fd, EISDIR, "EISDIR");
	close(fd);
	fd = fd_of(open("write-only", O_WRONLY | O_CREAT, 0600), "write-only");
	fail_fd("vfs", fd, EBADF, "EBADF");
	close(fd);
}

static void odd_names(void)
{
	static char longest[256];
	static const char *const names[] = {"a\nb\033[2J", "quote\"back\\slash", "not\xffutf8",
					    longest, "deleted (deleted)"};

	memset(longest, 'x', 255);
	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		int fd = make_file(names[i], 1);

		read_fd(fd, 2, 1);
		close(fd);
	}
}

/* Go down count directories of that name, and read a file there. */
static void deep(const char *name, int count)
{
	int top = fd_of(open(".", O_RDONLY | O_DIRECTORY), "."), fd;

	for (int i = 0; i < count; i++)
		if ((mkdir(name, 0700) && errno != EEXIST) || chdir(name))
			error(1, errno, "cannot go down to '%s'", name);
	fd = make_file("bottom", 3);
	read_fd(fd, 3, 3);
	close(fd);
	if (fchdir(top))
		error(1, errno, "cannot come back");
	close(top);
}

static void directories(void)
{
	static char wide[201];

	memset(wide, 'w', 200);
	deep("nested", 3);
	deep("d", PATH_STEPS - 8); /* whole, below a DIR that is not far down itself */
	deep("e", PATH_STEPS + 10);
	deep(wide, 3);
	deep(wide, 4);
	deep(wide, 12);
}

static void pipes(void)
{
	int ends[2];

	if (pipe2(ends, O_NONBLOCK) || write(ends[1], "12345", 5) != 5)
		error(1, errno, "cannot make a pipe");
	read_fd(ends[0], 3, 3);
	read_fd(ends[0], 3, 2);
	fail_fd("vfs", ends[0], EAGAIN, "EAGAIN");
	fail_fd("vfs", ends[1], EBADF, "EBADF");
	pread_fd("syscall", ends[0], 3, 0, -ESPIPE, "ESPIPE");
	close(ends[1]);
	read_fd(ends[0], 3, 0);
	close(ends[0]);
}

/* A read that waits for somebody else. */
static void waiting(void)
{
	const struct timespec a_while = {.tv_nsec = 60000000};
	int ends[2];
	pid_t child;

	if (pipe(ends))
		error(1, errno, "cannot make a pipe");
	child = fork();
	if (child == 0) {
		nanosleep(&a_while, NULL);
		_exit(write(ends[1], "1", 1) != 1);
	}
	/* Less the time that fork() may have taken to come back. */
	do_read((struct expectation){"vfs", ends[0], 100, 1, NULL, 20000000}, buffer);
	waitpid(child, NULL, 0);
	close(ends[0]);
	close(ends[1]);
}

static void other_kinds(void)
{
	int sockets[2], fd;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) || write(sockets[1], "123", 3) != 3)
		error(1, errno, "cannot make sockets");
	read_fd(sockets[0], 10, 3);
	fd = fd_of(eventfd(1, EFD_NONBLOCK), "eventfd");
	do_read((struct expectation){"vfs", fd, 4, -EINVAL, "EINVAL", 0}, buffer);
	read_fd(fd, 8, 8);
	fail_fd("vfs", fd, EAGAIN, "EAGAIN");
	fd = fd_of(memfd_create("mem", 0), "memfd");
	if (write(fd, "12", 2) != 2)
		error(1, errno, "cannot write");
	pread_fd("vfs", fd, 10, 0, 2, NULL);
	fd = fd_of(open("/dev/zero", O_RDONLY), "/dev/zero");
	read_fd(fd, 8192, 8192);
	fd = fd_of(open("/proc/version", O_RDONLY), "/proc/version");
	read_fd(fd, 1, 1);
	fd = fd_of(open("/proc/self/comm", O_RDONLY), "/proc/self/comm");
	read_fd(fd, 100, (ssize_t)strlen(program_invocation_short_name) + 1);
	fd = fd_of(open("/proc", O_RDONLY), "/proc");
	fail_fd("vfs", fd, EISDIR, "EISDIR");
	fd = fd_of(open("/", O_RDONLY), "/");
	fail_fd("vfs", fd, EISDIR, "EISDIR");
}

/* In a namespace of our own, so that nothing is left. */
static void mounts(void)
{
	int fd;

	if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL))
		error(1, errno, "cannot have mounts");
	mkdir("mnt", 0700);
	mkdir("mnt2", 0700);
	close(make_file("source", 5));
	close(make_file("target", 0));
	if (mount("a", "mnt", "tmpfs", 0, NULL) || mkdir("mnt/sub", 0700) ||
	    mount("b", "mnt/sub", "tmpfs", 0, NULL) || mount("c", "mnt/sub", "tmpfs", 0, NULL) ||
	    mount("source", "target", NULL, MS_BIND, NULL))
		error(1, errno, "cannot mount");
	fd = make_file("mnt/sub/file", 1);
	read_fd(fd, 2, 1);
	if (mount("mnt/sub", "mnt2", NULL, MS_BIND, NULL))
		error(1, errno, "cannot mount");
	fd = fd_of(open("mnt2/file", O_RDONLY), "mnt2/file");
	read_fd(fd, 2, 1);
	fd = fd_of(open("target", O_RDONLY), "target");
	read_fd(fd, 10, 5);
	fd = fd_of(open("mnt/sub", O_RDONLY), "mnt/sub");
	fail_fd("vfs", fd, EISDIR, "EISDIR");
	fd = fd_of(open("mnt", O_RDWR | O_TMPFILE, 0600), "mnt");
	read_fd(fd, 10, 0);
}

int main(int argc, char *argv[])
{
	cpu_set_t first;
	char *text;
	size_t len;

	names_only = argc == 3 && strcmp(argv[2], "--name") == 0;
	if (argc < 2 || (argc > 2 && !names_only))
		error(1, 0, "usage: details DIR [--name]");
	/* On one CPU, so that the lines come in the order of the reads. */
	CPU_ZERO(&first);
	CPU_SET(0, &first);
	report = open_memstream(&text, &len);
	if (!report || chdir(argv[1]) || sched_setaffinity(0, sizeof(first), &first))
		error(1, errno, "cannot begin in '%s'", argv[1]);
	plain_files();
	odd_names();
	directories();
	pipes();
	waiting();
	other_kinds();
	mounts();
	fclose(report);
	return fwrite(text, 1, len, stdout) != len || fflush(stdout);
}
