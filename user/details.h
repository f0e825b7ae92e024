/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a record with --details says, made readable: the same for every format.
 */
#ifndef READSNOOP_USER_DETAILS_H
#define READSNOOP_USER_DETAILS_H

#include <stddef.h>
#include <stdint.h>

#include "../common/read_details.h"

/* Room for what details__file() writes: the names, what stands before, between and behind them. */
#define DETAILS_FILE_MAX (sizeof(((struct read_details *)0)->names) + 64)

static inline const struct read_details *read_details(const struct read_event *event)
{
	return (const struct read_details *)event;
}

/* How long the record is. */
static inline size_t details__bytes(const struct read_details *details)
{
	return READ_DETAILS_BYTES + details->file_bytes;
}

/*
 * The file as "ls -l /proc/PID/fd" shows it, or the last component of that: bytes that others
 * chose, without a NUL at the end. The length; 0 if there is no file.
 */
size_t details__file(const struct read_details *details, char *to);

/*
 * What a read returned, as an error: "EAGAIN" for -EAGAIN, also for those that the kernel keeps to
 * itself. NULL if it is none, or none with a name.
 */
const char *details__errno_name(int64_t ret);

#endif
