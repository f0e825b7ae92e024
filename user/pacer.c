// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "clock.h"
#include "exit_code.h"
#include "pacer.h"

/* Flat out, the clock is looked at after that many reads. */
#define BLOCK 64

/* Where a reader shares the CPU: sleep through longer waits, but for the last moment. */
#define SLEEP_NS 100000ULL

struct pacer {
	const struct pacer_job *job;
	struct pacer_result *result;
	int fd;
	bool shares_cpu;
	uint64_t random; /* state of the generator */
};

/* One phase of reads on one CPU. lateness: NULL during the warm-up. */
struct phase {
	uint64_t start_ns, reads, read_ns;
	struct histogram *lateness;
};

void pacer_result__set_warm(struct pacer_result *result, uint64_t reads)
{
	for (unsigned int cpu = 0; cpu < CPUS_MAX; cpu++)
		result->warm[cpu] = reads;
}

uint64_t pacer__reads(const struct pace *pace, uint64_t duration_ns)
{
	unsigned __int128 reads = (unsigned __int128)pace->per_second * duration_ns;

	return (uint64_t)(reads / NS_PER_SECOND);
}

unsigned int pacer__reader_cpu(const struct cpu_set *online, unsigned int busy, unsigned int index)
{
	unsigned int others = 0, found = busy;

	/* The last of the others that there are, if they are fewer than index says. */
	for (unsigned int cpu = 0; cpu < online->end && others <= index; cpu++)
		if (online->has[cpu] && cpu != busy) {
			found = cpu;
			others++;
		}
	return found;
}

/* xorshift64*: the same sequence in every run, so that all channels get the same arrivals. */
static double random_unit(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return ((double)(*state * 0x2545f4914f6cdd1dULL >> 11) + 0.5) / (double)(1ULL << 53);
}

/* Sleep or spin; the time when it is over. */
static uint64_t wait_until(const struct pacer *pacer, uint64_t ns)
{
	uint64_t now = clock__boot_ns();

	if (pacer->shares_cpu && now + SLEEP_NS < ns) {
		struct timespec until = clock__timespec(ns - SLEEP_NS / 2);

		clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &until, NULL);
	}
	while (now < ns)
		now = clock__boot_ns();
	return now;
}

static void read_once(struct pacer *pacer)
{
	char byte;

	if (read(pacer->fd, &byte, 1) != 1)
		pacer->result->error = errno;
}

/* When read number k of a phase is due, after the phase's start. */
static uint64_t due_ns(struct pacer *pacer, uint64_t k, double *poisson_ns)
{
	const struct pace *pace = pacer->job->pace;
	double gap_ns = (double)NS_PER_SECOND / (double)pace->per_second;

	if (pace->arrivals == ARRIVALS_POISSON) {
		*poisson_ns -= log(random_unit(&pacer->random)) * gap_ns;
		return (uint64_t)*poisson_ns;
	}
	/* A burst is due when the first of its reads would be at a constant pace. */
	k -= k % pace->burst;
	return (uint64_t)((unsigned __int128)k * NS_PER_SECOND / pace->per_second);
}

static void run_paced(struct pacer *pacer, struct phase *phase, uint64_t reads)
{
	double poisson_ns = 0;

	for (; phase->reads < reads; phase->reads++) {
		uint64_t due = phase->start_ns + due_ns(pacer, phase->reads, &poisson_ns);
		uint64_t before = wait_until(pacer, due);

		read_once(pacer);
		phase->read_ns += clock__boot_ns() - before;
		if (phase->lateness)
			histogram__add(phase->lateness, before - due);
	}
}

static void run_flat(struct pacer *pacer, struct phase *phase, uint64_t duration_ns)
{
	uint64_t now;

	do {
		for (unsigned int i = 0; i < BLOCK; i++)
			read_once(pacer);
		phase->reads += BLOCK;
		now = clock__boot_ns();
	} while (now - phase->start_ns < duration_ns);
	phase->read_ns = now - phase->start_ns;
}

static void run_phase(struct pacer *pacer, struct phase *phase, uint64_t duration_ns)
{
	const struct pace *pace = pacer->job->pace;

	phase->start_ns = clock__boot_ns();
	if (!duration_ns)
		return;
	if (pace->per_second)
		run_paced(pacer, phase, pacer__reads(pace, duration_ns));
	else
		run_flat(pacer, phase, duration_ns);
}

static int pin(pid_t pid, unsigned int cpu)
{
	cpu_set_t *set = CPU_ALLOC(CPUS_MAX);
	size_t size = CPU_ALLOC_SIZE(CPUS_MAX);
	int err;

	if (!set)
		return -ENOMEM;
	CPU_ZERO_S(size, set);
	CPU_SET_S(cpu, size, set);
	err = sched_setaffinity(pid, size, set) < 0 ? -errno : 0;
	CPU_FREE(set);
	return err;
}

/* Ourselves to the CPU, and the readers out of the way. */
static int take_places(struct pacer *pacer, unsigned int cpu)
{
	const struct pacer_job *job = pacer->job;
	int err = pin(0, cpu);

	pacer->shares_cpu = false;
	for (unsigned int i = 0; !err && i < PACER_READERS_MAX && job->readers[i]; i++) {
		unsigned int other = pacer__reader_cpu(job->online, cpu, i);

		pacer->shares_cpu |= other == cpu;
		err = pin(job->readers[i], other);
	}
	return err;
}

static int run_on(struct pacer *pacer, unsigned int cpu)
{
	const struct pacer_job *job = pacer->job;
	struct pacer_result *result = pacer->result;
	struct phase warmup = {}, measured = {.lateness = &result->lateness};
	int err = take_places(pacer, cpu);

	if (err)
		return err;
	run_phase(pacer, &warmup, job->warmup_ns);
	if (job->stats_fd >= 0)
		close(job->stats_fd);
	result->warm_made += warmup.reads;
	__atomic_store_n(&result->warm[cpu], warmup.reads, __ATOMIC_RELEASE);
	run_phase(pacer, &measured, job->duration_ns);
	result->made += measured.reads;
	result->read_ns += measured.read_ns;
	result->wall_ns += clock__boot_ns() - measured.start_ns;
	return -result->error;
}

static int run(const struct pacer_job *job, struct pacer_result *result)
{
	struct pacer_job own = *job;
	struct pacer pacer = {.job = &own, .result = result, .random = 88172645463325252ULL};
	int err = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, job->comm);
	prctl(PR_SET_TIMERSLACK, 1);
	pacer.fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	if (pacer.fd < 0)
		return -errno;
	for (unsigned int cpu = 0; !err && cpu < job->cpus->end; cpu++) {
		if (!job->cpus->has[cpu])
			continue;
		err = run_on(&pacer, cpu);
		own.stats_fd = -1;
	}
	return err;
}

pid_t pacer__fork(const struct pacer_job *job, struct pacer_result *result)
{
	pid_t pid = fork();

	if (pid < 0)
		return -errno;
	if (pid == 0) {
		result->error = -run(job, result);
		_exit(result->error ? EXIT_FAILED : EXIT_DONE);
	}
	return pid;
}
