// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks: whether there is memory for the buffers.
 */
#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../common/counters.h"
#include "check.h"
#include "cpus.h"
#include "kernel_version.h"
#include "memory_limit.h"
#include "options.h"
#include "privilege.h"

static unsigned int online_cpus(void)
{
	static struct cpu_set online;

	return cpus__online(&online) ? 1 : cpu_set__count(&online);
}

static size_t default_buffer_bytes(void)
{
	struct trace_options options;

	trace_options__init(&options);
	return options.buffer_bytes;
}

/* Before 5.11 all memory of BPF counts; libbpf lifts the limit if it may. */
static bool bpf_memory_is_short(rlim_t limit)
{
	return !kernel_version__is_at_least(5, 11) && !privilege__has(CAP_SYS_RESOURCE) &&
	       limit < COUNTER_ROWS * sizeof(struct cpu_counters);
}

/* A ring on this CPU and then one on the next, so that all are there at once. 0 or an error. */
static int map_rings_from(const struct cpu_set *online, unsigned int cpu, size_t bytes)
{
	void *ring;
	int fd, err;

	while (cpu < online->end && !online->has[cpu])
		cpu++;
	if (cpu >= online->end)
		return 0;
	fd = check__open_perf_event(cpu);
	if (fd < 0)
		return fd;
	ring = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	err = ring == MAP_FAILED ? -errno : map_rings_from(online, cpu + 1, bytes);
	if (ring != MAP_FAILED)
		munmap(ring, bytes);
	close(fd);
	return err;
}

/* As the perf channel would: one more page than the buffer, for the ring's head. */
static int map_rings(size_t buffer_bytes)
{
	static struct cpu_set online;
	int err = cpus__online(&online);

	return err ? err : map_rings_from(&online, 0, buffer_bytes + (size_t)sysconf(_SC_PAGESIZE));
}

/*
 * perf_mmap() (kernel/events/core.c) grants all perf rings of a user together RLIMIT_MEMLOCK and
 * kernel.perf_event_mlock_kb for each CPU, unless it has CAP_IPC_LOCK. What others use of it does
 * not show, so it is tried.
 */
static void judge_perf_memory(struct finding *finding, rlim_t limit)
{
	size_t bytes = default_buffer_bytes();
	int err = map_rings(bytes);

	if (err != -EPERM) {
		finding__ok(finding, "enough for %u perf rings of %zu KiB (ulimit -l: %llu KiB)",
			    online_cpus(), bytes >> 10, (unsigned long long)limit >> 10);
		return;
	}
	finding__warn(finding, "readsnoop --buffer-size 64K; or first: ulimit -l unlimited",
		      "too little memory may be locked for %u perf rings of %zu KiB (ulimit -l: "
		      "%llu KiB for all of this user's together)",
		      online_cpus(), default_buffer_bytes() >> 10, (unsigned long long)limit >> 10);
	finding__suspects(finding, KINDS_ALL, -EPERM, -EPERM);
}

void check_memlock(struct finding *finding)
{
	struct rlimit limit = {.rlim_cur = RLIM_INFINITY};

	getrlimit(RLIMIT_MEMLOCK, &limit);
	if (limit.rlim_cur == RLIM_INFINITY)
		finding__ok(finding, "no limit (ulimit -l)");
	else if (bpf_memory_is_short(limit.rlim_cur))
		finding__blocks(finding, KINDS_ALL, -EPERM, "as root, first: ulimit -l unlimited",
				"%llu KiB of locked memory (ulimit -l) are too few for BPF on "
				"this kernel, and without CAP_SYS_RESOURCE they stay so",
				(unsigned long long)limit.rlim_cur >> 10);
	else if (privilege__has(CAP_IPC_LOCK))
		finding__ok(finding, "no limit with CAP_IPC_LOCK");
	else if (!privilege__is_enough())
		finding__note(finding, NULL, "ulimit -l: %llu KiB; not tried without privilege",
			      (unsigned long long)limit.rlim_cur >> 10);
	else
		judge_perf_memory(finding, limit.rlim_cur);
}

/* What the kernel's type information takes while it is read, on top of the buffers. */
#define START_BYTES (16ULL << 20)

void check_memory(struct finding *finding)
{
	unsigned long long buffers = default_buffer_bytes() * online_cpus();
	struct memory_limit limit;
	char mend[sizeof(finding->mend)];

	memory_limit__find(&limit);
	if (limit.bytes >= 2 * buffers + START_BYTES) {
		finding__ok(finding, "%llu MiB (%s)", limit.bytes >> 20, limit.source);
		return;
	}
	if (limit.source[0] == '/' && strlen(limit.source) < sizeof(mend) / 2)
		snprintf(mend, sizeof(mend), "readsnoop --buffer-size 64K; or echo %lluM >%s",
			 (2 * buffers + START_BYTES) >> 20, limit.source);
	else
		snprintf(mend, sizeof(mend), "readsnoop --buffer-size 64K");
	finding__warn(finding, mend,
		      "%llu MiB are little (%s): %llu MiB for the buffers, %llu for the start",
		      limit.bytes >> 20, limit.source, buffers >> 20, START_BYTES >> 20);
	finding__suspects(finding, KINDS_ALL, -ENOMEM, -ENOMEM);
}
