/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_PRIVILEGE_H
#define READSNOOP_USER_PRIVILEGE_H

#include <stdbool.h>

/*
 * Whether this process may load and attach tracing programs. 0; or -EPERM, with one line logged
 * that says what is missing.
 */
int privilege__check(void);

/*
 * Whether this process may do all that root may: a refusal is then the kernel's lack, not the
 * user's.
 */
bool privilege__is_full(void);

/*
 * If the kernel is locked down, in a way that can forbid tracing to root too: the mode, else NULL.
 * Static memory.
 */
const char *privilege__lockdown(void);

#endif
