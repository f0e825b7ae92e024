/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_CLOCK_H
#define READSNOOP_USER_CLOCK_H

#include <stdint.h>
#include <time.h>

#define NS_PER_SECOND 1000000000ULL

/* CLOCK_BOOTTIME in ns: the clock of the events, which goes on during suspend. */
static inline uint64_t clock__boot_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * NS_PER_SECOND + (uint64_t)now.tv_nsec;
}

static inline struct timespec clock__timespec(uint64_t ns)
{
	return (struct timespec){.tv_sec = (time_t)(ns / NS_PER_SECOND),
				 .tv_nsec = (long)(ns % NS_PER_SECOND)};
}

#endif
