/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines in large batches to a file descriptor that may stall.
 *
 * A fixed buffer, no allocation per line. Nothing here blocks on a pipe, socket or terminal: when
 * the other end does not read, writer__line() says so, the caller stops draining its channel, and
 * what then overflows is counted by the kernel side instead of filling our memory.
 */
#ifndef READSNOOP_USER_WRITER_H
#define READSNOOP_USER_WRITER_H

#include <stdbool.h>
#include <stddef.h>

/* No line is longer. */
#define WRITER_LINE_MAX 32768

struct writer;

/* Write to fd (borrowed), called name in messages. NULL without memory. */
struct writer *writer__new(int fd, const char *name);

/* Frees; what is still buffered is dropped, flush first. Accepts NULL. */
void writer__free(struct writer *writer);

/*
 * Where the next line goes: at least WRITER_LINE_MAX bytes. NULL if the output is stalled or has
 * failed; writer__stalled() and writer__error() tell which.
 */
char *writer__line(struct writer *writer);

/* The line begun with writer__line() ends before end. Whether there is room for the next one. */
bool writer__end(struct writer *writer, char *end);

/* Whether writer__line() would give room, after trying to make some. */
bool writer__has_room(struct writer *writer);

/* As much of a text of any length as there is room for. Returns how many bytes that was. */
size_t writer__text(struct writer *writer, const char *text, size_t len);

/*
 * Write what is buffered. 0: all out; -EAGAIN: stalled; else the error, for good (-EPIPE: the
 * reader is gone).
 */
int writer__flush(struct writer *writer);

bool writer__stalled(const struct writer *writer);
int writer__error(const struct writer *writer);
bool writer__is_terminal(const struct writer *writer);

/* Bytes buffered, and the fd to poll for POLLOUT while stalled. */
size_t writer__pending(const struct writer *writer);
int writer__fd(const struct writer *writer);
const char *writer__name(const struct writer *writer);

#endif
