/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_MEMORY_LIMIT_H
#define READSNOOP_USER_MEMORY_LIMIT_H

#include <limits.h>

struct memory_limit {
	unsigned long long bytes;
	char source[PATH_MAX]; /* the file that says so */
};

/*
 * The least memory that this process and its cgroups may use: of its cgroup (v1 or v2) and all
 * above it, and of what the machine has available.
 */
void memory_limit__find(struct memory_limit *limit);

#endif
