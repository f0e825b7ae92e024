// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads that do not return until they are told to.
 *
 *	blocked THREADS		each thread reads one byte from a pipe; prints READY, once they had
 *				the time to get there; when stdin ends, each gets its byte
 *	blocked THREADS --move	before that, every thread is moved from CPU 0, where it began, to 1
 *
 * stdin is polled, not read.
 */
#include <errno.h>
#include <error.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define THREADS_MAX 4096

static int ends[2];
static pthread_barrier_t here;

static void *wait_for_byte(void *nothing)
{
	char byte;

	(void)nothing;
	pthread_barrier_wait(&here);
	return read(ends[0], &byte, 1) == 1 ? NULL : (void *)"failed";
}

static void run_on(pthread_t thread, int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (pthread_setaffinity_np(thread, sizeof(set), &set))
		error(1, 0, "cannot run on CPU %d", cpu);
}

int main(int argc, char *argv[])
{
	const struct timespec a_while = {.tv_nsec = 300000000};
	static pthread_t threads[THREADS_MAX];
	unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	bool move = argc == 3 && strcmp(argv[2], "--move") == 0;
	struct pollfd go = {.fd = STDIN_FILENO, .events = POLLIN};
	pthread_attr_t small;
	void *result;

	if (count < 1 || count > THREADS_MAX || (argc > 2 && !move))
		error(1, 0, "usage: blocked THREADS [--move]");
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, PTHREAD_STACK_MIN);
	pthread_barrier_init(&here, NULL, (unsigned int)count + 1);
	if (pipe(ends))
		error(1, errno, "cannot make a pipe");
	for (unsigned long i = 0; i < count; i++) {
		if (pthread_create(&threads[i], &small, wait_for_byte, NULL))
			error(1, 0, "cannot start thread %lu", i);
		if (move)
			run_on(threads[i], 0);
	}
	pthread_barrier_wait(&here);
	nanosleep(&a_while, NULL);
	if (puts("READY") == EOF || fflush(stdout))
		error(1, errno, "cannot write");
	while (poll(&go, 1, -1) < 0 && errno == EINTR)
		;
	for (unsigned long i = 0; move && i < count; i++)
		run_on(threads[i], 1);
	for (unsigned long i = 0; i < count; i++)
		if (write(ends[1], "", 1) != 1)
			error(1, errno, "cannot write");
	for (unsigned long i = 0; i < count; i++) {
		pthread_join(threads[i], &result);
		if (result)
			error(1, 0, "a read failed");
	}
	return 0;
}
