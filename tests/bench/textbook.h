/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEXTBOOK_H
#define TEXTBOOK_H

struct event {
	unsigned long long ts; /* CLOCK_MONOTONIC, ns */
	unsigned long long seq;
	unsigned int cpu;
	char comm[16];
};

#endif
