/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_NAMESPACE_H
#define READSNOOP_USER_NAMESPACE_H

#include <stdbool.h>

/*
 * Whether we are in the kernel's first namespace of this kind, "pid" or "user". True also if that
 * cannot be seen.
 */
bool namespace__is_initial(const char *kind);

#endif
