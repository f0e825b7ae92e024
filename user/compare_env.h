/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where and how a comparison was run, as pairs of name and text: whoever reads the result later
 * cannot ask the machine any more.
 */
#ifndef READSNOOP_USER_COMPARE_ENV_H
#define READSNOOP_USER_COMPARE_ENV_H

#include <stdbool.h>

#define ENVIRONMENT_MAX 48

struct environment_entry {
	char name[32];
	char value[232];
};

struct environment {
	struct environment_entry at[ENVIRONMENT_MAX];
	unsigned int count;
};

/* Kernel, CPU, clock source, governor, mitigations, hypervisor, versions. */
void environment__collect(struct environment *env);

__attribute__((format(printf, 3, 4))) void environment__set(struct environment *env,
							    const char *name, const char *fmt, ...);

/* The value, or NULL. */
const char *environment__get(const struct environment *env, const char *name);

#endif
