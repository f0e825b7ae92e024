// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads at given moments, by a thread called "bench" on CPU 0: what tests/workload/reads cannot
 * do, because each of its sleeps takes longer than the time between two reads at a high rate.
 *
 *	pace RATE COUNT		that many reads, RATE a second, evenly spaced; it spins between them
 *	pace idle COUNT		each after a sleep of 50 to 100 ms, at random
 *
 * Prints "ns=": how long all took. Link it statically, as reads.
 */
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S    1000000000ull
#define IDLE_MIN_NS 50000000
#define IDLE_MAX_NS 100000000

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

static void idle(void)
{
	struct timespec time = {.tv_nsec = IDLE_MIN_NS + rand() % (IDLE_MAX_NS - IDLE_MIN_NS)};

	while (nanosleep(&time, &time) && errno == EINTR)
		;
}

static void spin_until(uint64_t ns)
{
	while (now_ns() < ns)
		;
}

int main(int argc, char **argv)
{
	cpu_set_t set;
	uint64_t rate, count, start, k;
	char byte;
	int fd;

	if (argc != 3)
		error(2, 0, "usage: pace RATE|idle COUNT");
	rate = strcmp(argv[1], "idle") == 0 ? 0 : strtoull(argv[1], NULL, 10);
	count = strtoull(argv[2], NULL, 10);
	CPU_ZERO(&set);
	CPU_SET(0, &set);
	if (sched_setaffinity(0, sizeof(set), &set) || prctl(PR_SET_NAME, "bench"))
		error(1, errno, "cannot set up");
	fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		error(1, errno, "cannot open '/dev/zero'");
	start = now_ns();
	for (k = 0; k < count; k++) {
		if (rate)
			spin_until(start + k * NS_PER_S / rate);
		else
			idle();
		if (read(fd, &byte, 1) != 1)
			error(1, errno, "cannot read");
	}
	printf("ns=%" PRIu64 "\n", now_ns() - start);
	return 0;
}
