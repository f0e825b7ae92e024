/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_TRACE_H
#define READSNOOP_USER_TRACE_H

/* "readsnoop trace": show events as they come. The exit status. */
int trace__main(int argc, char *argv[]);

#endif
