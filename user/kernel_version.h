/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_KERNEL_VERSION_H
#define READSNOOP_USER_KERNEL_VERSION_H

#include <stdbool.h>

/* Whether the running kernel calls itself major.minor or later. */
bool kernel_version__is_at_least(int major, int minor);

#endif
