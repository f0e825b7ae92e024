/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_PRIVILEGE_H
#define READSNOOP_USER_PRIVILEGE_H

#include <stdbool.h>

/* Whether this capability (CAP_...) is effective. False also if the kernel does not tell. */
bool privilege__has(unsigned int capability);

/*
 * Whether this process may load and attach tracing programs, as far as capabilities go and the user
 * namespace in which they hold.
 */
bool privilege__is_enough(void);

/*
 * As a check at the start, of the capabilities: 0; or -EPERM, with one line logged that says what
 * is missing.
 */
int privilege__check(void);

#endif
