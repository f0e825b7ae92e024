/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_COMPARE_H
#define READSNOOP_USER_COMPARE_H

/* "readsnoop compare": ways out of the kernel side by side. The exit status. */
int compare__main(int argc, char *argv[]);

#endif
