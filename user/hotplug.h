/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_HOTPLUG_H
#define READSNOOP_USER_HOTPLUG_H

#include <stdbool.h>

/*
 * A socket that is readable when a device changed (kobject uevents). The fd, or a negative errno.
 */
int hotplug__open(void);

/* Read one message. 1 and *cpu: that CPU came online; 0: something else; -EAGAIN: no more. */
int hotplug__next(int fd, unsigned int *cpu);

/* What the kernel says in the first string of a uevent: "online@/devices/system/cpu/cpu3". */
bool hotplug__parse(const char *uevent, unsigned int *cpu);

#endif
