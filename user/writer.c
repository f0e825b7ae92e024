// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "writer.h"

/* Large enough that a flood of lines costs few system calls. A pipe takes what it has room for. */
#define FLUSH_AT    (128 * 1024)
#define BUFFER_SIZE (4 * FLUSH_AT)

struct writer {
	int fd;		/* borrowed */
	int own_fd;	/* the same file opened again without blocking, or -1 */
	bool may_block; /* could not be opened again: write only what poll() promises */
	bool is_terminal;
	bool stalled;
	int error; /* negative errno, for good */
	char name[64];
	size_t start, end; /* what is buffered: [start, end) */
	char buffer[BUFFER_SIZE];
};

/*
 * O_NONBLOCK belongs to the open file, which we share with the shell and the other end of a
 * pipeline; so open the same pipe or terminal once more and set it there. Regular files never
 * stall for long, and opening one again would lose its position.
 */
static void open_again(struct writer *writer)
{
	char path[32];
	struct stat st;

	writer->own_fd = -1;
	if (fstat(writer->fd, &st) < 0 || S_ISREG(st.st_mode) || S_ISBLK(st.st_mode))
		return;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", writer->fd);
	writer->own_fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	writer->may_block = writer->own_fd < 0;
}

struct writer *writer__new(int fd, const char *name)
{
	struct writer *writer = calloc(1, sizeof(*writer));

	if (!writer)
		return NULL;
	writer->fd = fd;
	writer->is_terminal = isatty(fd);
	snprintf(writer->name, sizeof(writer->name), "%s", name);
	open_again(writer);
	return writer;
}

void writer__free(struct writer *writer)
{
	if (!writer)
		return;
	if (writer->own_fd >= 0)
		close(writer->own_fd);
	free(writer);
}

size_t writer__pending(const struct writer *writer)
{
	return writer->end - writer->start;
}

int writer__fd(const struct writer *writer)
{
	return writer->own_fd >= 0 ? writer->own_fd : writer->fd;
}

/* One write(2). Bytes written, or a negative errno. */
static ssize_t write_some(struct writer *writer, const char *from, size_t len)
{
	struct pollfd ready = {.fd = writer->fd, .events = POLLOUT};
	ssize_t written;

	if (writer->may_block) {
		/* POLLOUT promises room for PIPE_BUF bytes, no more. */
		if (poll(&ready, 1, 0) == 0)
			return -EAGAIN;
		if (len > PIPE_BUF)
			len = PIPE_BUF;
	}
	written = write(writer__fd(writer), from, len);
	return written < 0 ? -errno : written;
}

/* Write until at most keep bytes are left. 0, -EAGAIN or the error, for good. */
static int write_out(struct writer *writer, size_t keep)
{
	while (!writer->error && writer->end - writer->start > keep) {
		ssize_t written = write_some(writer, writer->buffer + writer->start,
					     writer->end - writer->start - keep);

		if (written == -EINTR)
			continue;
		if (written == -EAGAIN) {
			writer->stalled = true;
			return -EAGAIN;
		}
		if (written < 0)
			writer->error = (int)written;
		else
			writer->start += (size_t)written;
	}
	writer->stalled = false;
	return writer->error;
}

int writer__flush(struct writer *writer)
{
	return write_out(writer, 0);
}

/* What is left moves to the front, where there is room behind it. */
static void compact(struct writer *writer)
{
	memmove(writer->buffer, writer->buffer + writer->start, writer__pending(writer));
	writer->end -= writer->start;
	writer->start = 0;
}

/* Whether a line fits, and no batch is full: nothing to do. */
static bool is_roomy(const struct writer *writer)
{
	return BUFFER_SIZE - writer->end >= WRITER_LINE_MAX &&
	       writer->end - writer->start < FLUSH_AT;
}

bool writer__has_room(struct writer *writer)
{
	bool full = BUFFER_SIZE - writer->end < WRITER_LINE_MAX;

	if (writer->error)
		return false;
	/*
	 * Whole batches only: the file's pages are then written once, in full. And when it stalls,
	 * try again when there is no room left, not once per line.
	 */
	if (full || (!writer->stalled && writer__pending(writer) >= FLUSH_AT)) {
		write_out(writer, writer__pending(writer) % FLUSH_AT);
		compact(writer);
	}
	return !writer->error && BUFFER_SIZE - writer->end >= WRITER_LINE_MAX;
}

char *writer__line(struct writer *writer)
{
	if (is_roomy(writer) || writer__has_room(writer))
		return writer->buffer + writer->end;
	return NULL;
}

bool writer__end(struct writer *writer, char *end)
{
	writer->end = (size_t)(end - writer->buffer);
	return is_roomy(writer) || writer__has_room(writer);
}

size_t writer__text(struct writer *writer, const char *text, size_t len)
{
	size_t done = 0;
	char *p;

	while (done < len && (p = writer__line(writer))) {
		size_t part = len - done < WRITER_LINE_MAX ? len - done : WRITER_LINE_MAX;

		memcpy(p, text + done, part);
		writer__end(writer, p + part);
		done += part;
	}
	return done;
}

bool writer__stalled(const struct writer *writer)
{
	return writer->stalled;
}

int writer__error(const struct writer *writer)
{
	return writer->error;
}

bool writer__is_terminal(const struct writer *writer)
{
	return writer->is_terminal;
}

const char *writer__name(const struct writer *writer)
{
	return writer->name;
}
