/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_TRACEFS_H
#define READSNOOP_USER_TRACEFS_H

/*
 * The id of a tracepoint such as "syscalls/sys_enter_read", whether tracefs is mounted or not. Or a
 * negative errno: -ENOENT without the tracepoint, and those of pseudofs__open().
 */
int tracefs__tracepoint_id(const char *tracepoint);

#endif
