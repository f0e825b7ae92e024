// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks: where readsnoop runs, and what it may use of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "cpus.h"
#include "namespace.h"
#include "options.h"
#include "privilege.h"
#include "text_file.h"

#define CLOCKSOURCE "/sys/devices/system/clocksource/clocksource0/"

void check_cpus(struct finding *finding)
{
	static struct cpu_set possible, online_set;
	struct trace_options options;
	unsigned long long each;
	unsigned int online;

	trace_options__init(&options);
	each = options.buffer_bytes >> 10;
	if (cpus__possible(&possible) || cpus__online(&online_set)) {
		finding__blocks(finding, KINDS_ALL, -EOPNOTSUPP, NULL,
				"more CPUs than the %u that readsnoop can count, or no "
				"/sys/devices/system/cpu/possible",
				CPUS_MAX);
		return;
	}
	online = cpu_set__count(&online_set);
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
	if (namespace__is_initial("pid")) {
		finding__ok(finding, "the initial one");
		return;
	}
	finding__warn(finding, "run it on the host, or: docker run --pid=host",
		      "process ids mean something else in this PID namespace, so a command, "
		      "--pid and --tid do not work here");
	finding->err = -EOPNOTSUPP;
}
