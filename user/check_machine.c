// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks: where readsnoop runs, and what it may use of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../common/counters.h"
#include "check.h"
#include "cpus.h"
#include "kernel_version.h"
#include "memory_limit.h"
#include "namespace.h"
#include "options.h"
#include "privilege.h"
#include "text_file.h"

#define CLOCKSOURCE "/sys/devices/system/clocksource/clocksource0/"

static unsigned int online_cpus(void)
{
	static struct cpu_set online;

	return cpus__online(&online) ? 1 : cpu_set__count(&online);
}

static unsigned long long default_buffer_bytes(void)
{
	struct trace_options options;

	trace_options__init(&options);
	return options.buffer_bytes;
}

/* Before 5.11 all memory of BPF counts; libbpf lifts the limit if it may. */
static bool bpf_memory_is_short(unsigned long long limit)
{
	return !kernel_version__is_at_least(5, 11) && !privilege__has(CAP_SYS_RESOURCE) &&
	       limit < COUNTER_ROWS * sizeof(struct cpu_counters);
}

/*
 * What perf_mmap() grants to each user (kernel/events/core.c): kernel.perf_event_mlock_kb for each
 * CPU, and RLIMIT_MEMLOCK; no end with CAP_IPC_LOCK or a paranoid level of -1.
 */
static bool perf_memory_is_unlimited(void)
{
	long long paranoid = 0;

	text_file__read_number("/proc/sys/kernel/perf_event_paranoid", &paranoid);
	return paranoid < 0 || privilege__has(CAP_IPC_LOCK);
}

static unsigned long long perf_memory(unsigned long long limit)
{
	long long per_cpu_kb = 516;

	text_file__read_number("/proc/sys/kernel/perf_event_mlock_kb", &per_cpu_kb);
	return limit + (unsigned long long)per_cpu_kb * 1024 * online_cpus();
}

/* One more page than the buffer, for the ring's head. */
static void judge_perf_memory(struct finding *finding, unsigned long long granted)
{
	unsigned long long page = (unsigned long long)sysconf(_SC_PAGESIZE);
	unsigned long long each = granted / online_cpus(), fitting = page;
	char mend[128];

	if (each >= default_buffer_bytes() + page) {
		finding__ok(finding, "%llu KiB may be locked for the perf rings", granted >> 10);
		return;
	}
	while (fitting * 2 + page <= each)
		fitting *= 2;
	snprintf(mend, sizeof(mend), "readsnoop --buffer-size %lluK, or first: ulimit -l unlimited",
		 fitting >> 10);
	finding__warn(
		finding, mend,
		"%llu KiB may be locked (ulimit -l, kernel.perf_event_mlock_kb), but the perf "
		"rings want %llu KiB on each CPU",
		granted >> 10, (default_buffer_bytes() + page) >> 10);
	finding->symptom = -EPERM;
	finding->err = -EPERM;
}

void check_memlock(struct finding *finding)
{
	struct rlimit limit = {.rlim_cur = RLIM_INFINITY};

	getrlimit(RLIMIT_MEMLOCK, &limit);
	if (limit.rlim_cur == RLIM_INFINITY)
		finding__ok(finding, "no limit (ulimit -l)");
	else if (bpf_memory_is_short(limit.rlim_cur))
		finding__blocks(finding, KINDS_ALL, -EPERM, "ulimit -l unlimited",
				"%llu KiB of locked memory (ulimit -l) are too few for BPF on "
				"this kernel, and without CAP_SYS_RESOURCE they stay so",
				(unsigned long long)limit.rlim_cur >> 10);
	else if (perf_memory_is_unlimited())
		finding__ok(finding, "does not bind us (CAP_IPC_LOCK or perf_event_paranoid -1)");
	else
		judge_perf_memory(finding, perf_memory(limit.rlim_cur));
}

void check_memory(struct finding *finding)
{
	/* Twice: maps, programs and the output need some too. */
	unsigned long long wanted = 2 * default_buffer_bytes() * online_cpus();
	struct memory_limit limit;

	memory_limit__find(&limit);
	if (limit.bytes >= wanted) {
		finding__ok(finding, "%llu MiB (%s)", limit.bytes >> 20, limit.source);
		return;
	}
	finding__warn(finding, "readsnoop --buffer-size 64K",
		      "%llu KiB (%s) are little for buffers of %llu KiB", limit.bytes >> 10,
		      limit.source, wanted >> 11);
	finding->symptom = -ENOMEM;
	finding->err = -ENOMEM;
}

void check_cpus(struct finding *finding)
{
	static struct cpu_set possible;
	unsigned int online = online_cpus();
	unsigned long long each = default_buffer_bytes() >> 10;

	if (cpus__possible(&possible)) {
		finding__blocks(finding, KINDS_ALL, -EOPNOTSUPP, NULL,
				"more CPUs than the %u that readsnoop can count, or no "
				"/sys/devices/system/cpu/possible",
				CPUS_MAX);
		return;
	}
	if (cpu_set__count(&possible) == online)
		finding__ok(finding, "all %u online: %llu KiB of buffers", online, each * online);
	else
		finding__note(finding, NULL,
			      "%u of %u possible ones online: %llu KiB of buffers, and %llu more "
			      "for each that comes online",
			      online, cpu_set__count(&possible), each * online, each);
}

/* "boottime" of this time namespace differs from what the kernel's own clock says. */
static bool boot_time_is_shifted(void)
{
	char text[256];
	const char *line;
	long long seconds = 0, ns = 0;

	if (text_file__read(AT_FDCWD, "/proc/self/timens_offsets", text, sizeof(text)))
		return false;
	line = strstr(text, "boottime");
	return line && sscanf(line, "boottime %lld %lld", &seconds, &ns) == 2 && (seconds || ns);
}

void check_clock(struct finding *finding)
{
	char source[64];

	if (boot_time_is_shifted()) {
		finding__warn(finding, "run it outside of the time namespace",
			      "the boot time here is not the kernel's, which is what events have "
			      "(/proc/self/timens_offsets)");
		return;
	}
	if (text_file__read(AT_FDCWD, CLOCKSOURCE "current_clocksource", source, sizeof(source))) {
		finding__note(finding, NULL, "cannot be seen: no " CLOCKSOURCE);
		return;
	}
	if (strcmp(source, "hpet") == 0 || strcmp(source, "acpi_pm") == 0 ||
	    strcmp(source, "jiffies") == 0)
		finding__warn(finding, "cat " CLOCKSOURCE "available_clocksource",
			      "%s, which is slow to read: it adds about a microsecond to each "
			      "traced read",
			      source);
	else
		finding__ok(finding, "%s", source);
}

/* What tells a container, as far as one can know from inside. */
static const char *container_sign(void)
{
	static const char *const files[] = {"/.dockerenv", "/run/.containerenv",
					    "/run/systemd/container"};

	for (unsigned int i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (access(files[i], F_OK) == 0)
			return files[i];
	return getenv("container") ? "$container" : NULL;
}

void check_container(struct finding *finding)
{
	const char *sign = container_sign();

	if (sign)
		finding__note(finding,
			      privilege__is_enough() ? NULL : "docker run --privileged --pid=host",
			      "this looks like a container (%s); reads of the whole machine are "
			      "traced",
			      sign);
	else
		finding__ok(finding, "no sign of one");
}

void check_pid_namespace(struct finding *finding)
{
	if (namespace__is_initial("pid"))
		finding__ok(finding, "the initial one");
	else
		finding__warn(
			finding, "run it on the host, or: docker run --pid=host",
			"process ids mean something else in this PID namespace, so a command, "
			"--pid and --tid do not work here");
}
