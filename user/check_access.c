// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks: what this process may do.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "check.h"
#include "cpus.h"
#include "namespace.h"
#include "privilege.h"
#include "pseudofs.h"
#include "text_file.h"

#define UNPRIVILEGED_BPF "/proc/sys/kernel/unprivileged_bpf_disabled"
#define PARANOID	 "/proc/sys/kernel/perf_event_paranoid"

#define LOOK_WHO "look who refused it: dmesg | grep -i -e denied -e bpf -e perf"

void check_privilege(struct finding *finding)
{
	unsigned int user = (unsigned int)geteuid();
	bool bpf = privilege__has(CAP_BPF), perfmon = privilege__has(CAP_PERFMON);

	if (privilege__has(CAP_SYS_ADMIN))
		finding__ok(finding, "user %u with CAP_SYS_ADMIN", user);
	else if (bpf && perfmon)
		finding__note(finding, NULL,
			      "user %u with CAP_BPF and CAP_PERFMON; without CAP_SYS_ADMIN what is "
			      "not mounted, or root's alone, cannot be used",
			      user);
	else
		finding__blocks(finding, KINDS_ALL, -EPERM, "run it with sudo: sudo readsnoop",
				"tracing needs root, or CAP_BPF and CAP_PERFMON; user %u has %s",
				user,
				bpf	  ? "CAP_BPF only"
				: perfmon ? "CAP_PERFMON only"
					  : "neither");
}

void check_user_namespace(struct finding *finding)
{
	if (namespace__is_initial("user"))
		finding__ok(finding, "the initial one");
	else
		finding__blocks(
			finding, KINDS_ALL, -EPERM,
			"run it as root outside, not in a rootless container",
			"in a user namespace of its own (/proc/self/ns/user): root here has "
			"no rights over the kernel");
}

/* The "Seccomp:" line of /proc/self/status; 0 if there is none. */
static unsigned int seccomp_mode(void)
{
	char text[8192];
	const char *line = NULL;
	unsigned int mode = 0;

	if (text_file__read(AT_FDCWD, "/proc/self/status", text, sizeof(text)) == 0)
		line = strstr(text, "\nSeccomp:");
	if (line)
		sscanf(line, "\nSeccomp: %u", &mode);
	return mode;
}

/*
 * Call so that the kernel itself answers in one known way, before it looks at any right but ours,
 * and changes nothing. Any other answer comes from somebody in between.
 */
static int probe_bpf(void)
{
	/* An attribute of more than a page: E2BIG (kernel/bpf/syscall.c). */
	if (syscall(SYS_bpf, BPF_MAP_CREATE, NULL, 1U << 20) < 0 && errno != E2BIG)
		return -errno;
	return 0;
}

static int probe_perf_event_open(void)
{
	/* Unknown flags: EINVAL (kernel/events/core.c). */
	if (syscall(SYS_perf_event_open, NULL, 0, 0, -1, ~0UL) < 0 && errno != EINVAL)
		return -errno;
	return 0;
}

void check_seccomp(struct finding *finding)
{
	static const char mend[] = "for a container: docker run --security-opt seccomp=unconfined";
	int bpf, perf;

	if (!seccomp_mode()) {
		finding__ok(finding, "no filter (/proc/self/status)");
		return;
	}
	if (!privilege__is_enough()) {
		finding__note(finding, NULL,
			      "there is a filter (/proc/self/status); what it refuses cannot be "
			      "seen without privilege");
		return;
	}
	bpf = probe_bpf();
	perf = probe_perf_event_open();
	if (bpf)
		finding__blocks(finding, KINDS_ALL, -EPERM, mend,
				"a seccomp filter refuses bpf(2): %s, in spite of the capabilities",
				strerror(-bpf));
	else if (perf)
		finding__blocks(finding, KINDS_PERF, -EPERM, mend,
				"a seccomp filter refuses perf_event_open(2): %s, in spite of the "
				"capabilities",
				strerror(-perf));
	else
		finding__note(finding, NULL,
			      "there is a filter (/proc/self/status); it lets bpf(2) and "
			      "perf_event_open(2) through");
	if (!bpf && perf) /* the rings of the default channel need it too */
		finding__suspects(finding, KINDS_ALL, perf, -EPERM);
}

/* The word in brackets of "none [integrity] confidentiality", or NULL. */
static char *chosen_word(char *text)
{
	char *begin = strchr(text, '['), *end = begin ? strchr(begin, ']') : NULL;

	if (!end)
		return NULL;
	*end = '\0';
	return begin + 1;
}

static void judge_lockdown(struct finding *finding, char *text)
{
	const char *mode = chosen_word(text);

	if (!mode || strcmp(mode, "none") == 0) {
		finding__ok(finding, "none (/sys/kernel/security/lockdown)");
		return;
	}
	if (strcmp(mode, "confidentiality") == 0)
		finding__blocks(
			finding, KINDS_ALL, -EOPNOTSUPP,
			"boot without lockdown=confidentiality, or turn Secure Boot off",
			"the kernel is locked down (confidentiality): no kprobes, no tracefs "
			"and no reading of kernel memory, not even for root");
	else
		finding__ok(finding, "%s, which does not forbid tracing", mode);
}

void check_lockdown(struct finding *finding)
{
	char text[128];
	int err, dir = pseudofs__open(&pseudofs_securityfs, NULL);

	err = dir < 0 ? dir : text_file__read(dir, "lockdown", text, sizeof(text));
	if (dir >= 0)
		close(dir);
	if (!err)
		judge_lockdown(finding, text);
	else if (dir == -EPERM)
		finding__note(finding,
			      "as root: mount -t securityfs securityfs /sys/kernel/security",
			      "cannot be seen: /sys/kernel/security is not mounted");
	else
		finding__ok(finding, "this kernel has none");
}

static void judge_bpf_refusal(struct finding *finding, int err)
{
	if (err == -ENOSYS)
		finding__blocks(finding, KINDS_ALL, -EOPNOTSUPP, "a kernel with CONFIG_BPF_SYSCALL",
				"there is no bpf(2): not in this kernel, or not for us (seccomp)");
	else
		finding__blocks(finding, KINDS_ALL, -EPERM, LOOK_WHO,
				"bpf(2) would not make a map: %s, in spite of the capabilities",
				strerror(-err));
}

void check_bpf(struct finding *finding)
{
	long long disabled = -1;
	int fd;

	text_file__read_number(UNPRIVILEGED_BPF, &disabled);
	if (!privilege__is_enough()) {
		finding__note(finding, NULL,
			      "not tried without privilege (kernel.unprivileged_bpf_disabled is "
			      "%lld)",
			      disabled);
		return;
	}
	fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "doctor", 4, 4, 1, NULL);
	if (fd < 0) {
		judge_bpf_refusal(finding, -errno);
		return;
	}
	close(fd);
	finding__ok(finding,
		    "bpf(2) made a map (kernel.unprivileged_bpf_disabled is %lld, which does not "
		    "bind the privileged)",
		    disabled);
}

int check__open_perf_event(unsigned int cpu)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_BPF_OUTPUT,
		.sample_type = PERF_SAMPLE_RAW,
	};
	int fd = (int)syscall(SYS_perf_event_open, &attr, -1, (int)cpu, -1, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

static int open_on_first_cpu(void)
{
	static struct cpu_set online;
	unsigned int cpu = 0;

	if (cpus__online(&online))
		return -ENODEV;
	while (!online.has[cpu])
		cpu++;
	return check__open_perf_event(cpu);
}

void check_perf(struct finding *finding)
{
	long long level;
	int fd, err = text_file__read_number(PARANOID, &level);

	if (err) {
		finding__blocks(
			finding, KINDS_PERF, -EOPNOTSUPP,
			"a kernel with CONFIG_PERF_EVENTS; here: --attach fentry --channel ring",
			"this kernel has no perf events: no " PARANOID);
		return;
	}
	if (!privilege__is_enough()) {
		finding__note(finding, NULL,
			      "not tried without privilege (kernel.perf_event_paranoid is %lld)",
			      level);
		return;
	}
	fd = open_on_first_cpu();
	if (fd >= 0) {
		close(fd);
		finding__ok(finding,
			    "perf_event_open(2) works (kernel.perf_event_paranoid is %lld)", level);
		return;
	}
	/* Before 5.8, and by distributions' patches later, a high level binds us too. */
	finding__blocks(finding, KINDS_PERF, -EPERM,
			level > 2 ? "sysctl -w kernel.perf_event_paranoid=2" : LOOK_WHO,
			"perf_event_open(2) failed: %s (kernel.perf_event_paranoid is %lld)",
			strerror(-fd), level);
	finding__suspects(finding, KINDS_ALL, fd, -EPERM);
}
