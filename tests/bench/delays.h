/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Delays of events from the probe to the reader, kept one by one and summed up at the end. Only
 * those of the workload count, which is called "bench".
 */
#ifndef DELAYS_H
#define DELAYS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DELAYS_MAX (4u << 20)

static uint32_t *delays; /* ns; what takes longer than 4 s counts as 4 s */
static uint64_t delays_seen;

/* All memory is touched now: no page fault shall lie in a delay. 0 or -1 without memory. */
static inline int delays__init(void)
{
	delays = malloc(DELAYS_MAX * sizeof(*delays));
	if (!delays)
		return -1;
	memset(delays, 1, DELAYS_MAX * sizeof(*delays));
	return 0;
}

/* An event that the probe saw at this time of this clock has arrived. */
static inline void delays__add(clockid_t clock, uint64_t ns, const char *comm)
{
	struct timespec now;
	uint64_t delay;

	if (strcmp(comm, "bench") != 0)
		return;
	clock_gettime(clock, &now);
	delay = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec - ns;
	if (delays_seen < DELAYS_MAX)
		delays[delays_seen] = delay < UINT32_MAX ? (uint32_t)delay : UINT32_MAX;
	delays_seen++;
}

static inline int delays__compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* One line of JSON on stdout. Percentiles by nearest rank, ns; 0 if nothing came. */
static inline void delays__print(uint64_t lost)
{
	static const unsigned int permille[] = {500, 900, 990, 1000};
	static const char *const names[] = {"p50", "p90", "p99", "max"};
	uint64_t n = delays_seen < DELAYS_MAX ? delays_seen : DELAYS_MAX;

	qsort(delays, n, sizeof(*delays), delays__compare);
	printf("{\"delivered\":%llu,\"lost\":%llu", (unsigned long long)delays_seen,
	       (unsigned long long)lost);
	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		printf(",\"%s\":%u", names[i], n ? delays[(n * permille[i] + 999) / 1000 - 1] : 0);
	puts("}");
}

#endif
