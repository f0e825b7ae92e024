/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_TOP_H
#define READSNOOP_USER_TOP_H

/* "readsnoop top": who reads most. The exit status. */
int top__main(int argc, char *argv[]);

#endif
