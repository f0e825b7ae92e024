/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_TRACEFS_H
#define READSNOOP_USER_TRACEFS_H

/*
 * The id of a tracepoint such as "syscalls/sys_enter_read". Works without a mounted tracefs: it is
 * then mounted for this process only, attached to no path, and gone with the call.
 * The id, or a negative errno: -ENOENT without the tracepoint, -ENODEV without any tracefs.
 */
int tracefs__tracepoint_id(const char *tracepoint);

#endif
