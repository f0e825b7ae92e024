/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_HIST_H
#define READSNOOP_USER_HIST_H

/* "readsnoop hist": histograms of sizes and durations. The exit status. */
int hist__main(int argc, char *argv[]);

#endif
