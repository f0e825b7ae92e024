/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_COMPARE_BOOKS_H
#define READSNOOP_USER_COMPARE_BOOKS_H

#include <stdbool.h>
#include <stddef.h>

#include "compare_reader.h"
#include "pacer.h"

/*
 * What the workload says it did, what the probe numbered and what the reader got must be one story;
 * a command says nothing. 0; or -EBADMSG and why, in a line.
 */
int books__check(const struct pacer_result *workload, const struct reader_result *reader,
		 bool is_command, char *why, size_t size);

#endif
