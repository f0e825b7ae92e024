// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks: what this kernel can do.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "check.h"
#include "kernel_version.h"
#include "privilege.h"
#include "pseudofs.h"
#include "text_file.h"
#include "tracefs.h"

#define BTF	   "/sys/kernel/btf/vmlinux"
#define KPROBE_PMU "/sys/bus/event_source/devices/kprobe/type"
#define KALLSYMS   "/proc/kallsyms"
#define JIT	   "/proc/sys/net/core/bpf_jit_enable"

void check_kernel(struct finding *finding)
{
	struct utsname name;

	uname(&name);
	if (!kernel_version__is_at_least(5, 8))
		finding__blocks(finding, KINDS_ALL, -EOPNOTSUPP, "Linux 5.10 or later",
				"Linux %s is too old: no boot clock for BPF", name.release);
	else if (!kernel_version__is_at_least(6, 9))
		finding__note(finding, NULL,
			      "Linux %s %s; it does not count the hits that it skips (6.9 does)",
			      name.release, name.machine);
	else
		finding__ok(finding, "Linux %s %s", name.release, name.machine);
}

void check_btf(struct finding *finding)
{
	struct stat st;

	if (access(BTF, R_OK) < 0 || stat(BTF, &st) < 0)
		finding__blocks(
			finding, KINDS_ALL, -EOPNOTSUPP,
			"a kernel with CONFIG_DEBUG_INFO_BTF, as distributions have it",
			"this kernel has no type information (CONFIG_DEBUG_INFO_BTF): no " BTF);
	else
		finding__ok(finding, BTF ", %lld bytes", (long long)st.st_size);
}

/* A file of debugfs, mounted or not: the first word's first character; or 0. */
static char kprobes_switch(void)
{
	char text[16] = "";
	int dir = pseudofs__open(&pseudofs_debugfs, NULL);

	if (dir < 0)
		return 0;
	text_file__read(dir, "kprobes/enabled", text, sizeof(text));
	close(dir);
	return text[0];
}

void check_kprobes(struct finding *finding)
{
	char enabled;

	if (access(KPROBE_PMU, F_OK) < 0) {
		finding__blocks(
			finding, KIND_BIT(ATTACH_KPROBE), -EOPNOTSUPP,
			"use --attach fentry or tracepoint",
			"this kernel has no kprobes (CONFIG_KPROBE_EVENTS): no " KPROBE_PMU);
		return;
	}
	enabled = kprobes_switch();
	if (enabled == '0')
		finding__blocks(
			finding, KIND_BIT(ATTACH_KPROBE), -EOPNOTSUPP,
			"echo 1 >/sys/kernel/debug/kprobes/enabled",
			"kprobes are switched off (/sys/kernel/debug/kprobes/enabled is 0): "
			"none would ever fire");
	else
		finding__ok(finding, "the kernel has them%s",
			    enabled ? ", and they are enabled (debugfs)" : "");
}

/* Whether a file of debugfs or tracefs names vfs_read: 1, 0 or a negative errno. */
static int names_vfs_read(const struct pseudofs *fs, const char *path)
{
	int found, dir = pseudofs__open(fs, NULL);

	if (dir < 0)
		return dir;
	found = text_file__has_word(dir, path, "vfs_read");
	close(dir);
	return found;
}

/* fentry needs a place that ftrace can patch. 1, 0 or a negative errno */
static int is_patchable(void)
{
	int listed = names_vfs_read(&pseudofs_tracefs, "available_filter_functions");

	return listed == -ENOENT ? 0 : listed;
}

static void judge_patching(struct finding *finding, int patchable, int blacklisted)
{
	if (patchable == 0)
		finding__blocks(
			finding, KIND_BIT(ATTACH_FENTRY), -EOPNOTSUPP,
			"use --attach kprobe or tracepoint",
			"this kernel cannot patch vfs_read (CONFIG_DYNAMIC_FTRACE): it is not "
			"in available_filter_functions of tracefs");
	else
		finding__ok(finding, "vfs_read is in " KALLSYMS "%s%s",
			    blacklisted < 0 ? "" : ", not on the kprobes blacklist",
			    patchable < 0 ? "" : ", and can be patched by ftrace");
	/* Not even root may look: then something keeps functions from being traced. */
	if (patchable == -EPERM && privilege__has(CAP_SYS_ADMIN)) {
		finding__note(finding, NULL,
			      "vfs_read is in " KALLSYMS ", but available_filter_functions of "
			      "tracefs may not be read, as if no function were to be patched");
		finding__suspects(finding, KIND_BIT(ATTACH_FENTRY), -EPERM, -EOPNOTSUPP);
	}
}

void check_symbol(struct finding *finding)
{
	int listed = text_file__has_word(AT_FDCWD, KALLSYMS, "vfs_read");
	int blacklisted;

	if (listed < 0) {
		finding__note(finding, NULL, "cannot be seen: " KALLSYMS ": %s", strerror(-listed));
		return;
	}
	if (!listed) {
		finding__blocks(finding, KIND_BIT(ATTACH_KPROBE) | KIND_BIT(ATTACH_FENTRY),
				-EOPNOTSUPP, "use --attach tracepoint",
				"this kernel has no symbol vfs_read (" KALLSYMS ")");
		return;
	}
	blacklisted = names_vfs_read(&pseudofs_debugfs, "kprobes/blacklist");
	if (blacklisted > 0)
		finding__blocks(finding, KIND_BIT(ATTACH_KPROBE), -EOPNOTSUPP,
				"use --attach fentry or tracepoint",
				"vfs_read is on the kernel's list of what must not be probed "
				"(debugfs, kprobes/blacklist)");
	else
		judge_patching(finding, is_patchable(), blacklisted);
}

/* Kernels attach all the same, and then the probe sees nothing: tried on 5.10 and 6.1. */
void check_ftrace(struct finding *finding)
{
	long long enabled;
	int err = text_file__read_number("/proc/sys/kernel/ftrace_enabled", &enabled);

	if (err)
		finding__note(finding, NULL, "cannot be seen: no kernel.ftrace_enabled");
	else if (!enabled)
		finding__blocks(finding, KIND_BIT(ATTACH_KPROBE) | KIND_BIT(ATTACH_FENTRY),
				-EOPNOTSUPP, "sysctl -w kernel.ftrace_enabled=1",
				"the kernel may not patch its functions (kernel.ftrace_enabled is "
				"0): probes would see nothing");
	else
		finding__ok(finding, "kernel.ftrace_enabled is %lld", enabled);
}

static void judge_no_tracepoint(struct finding *finding, int err)
{
	static const char mend[] = "as root: mount -t tracefs tracefs /sys/kernel/tracing";

	if (err == -ENOENT)
		finding__blocks(finding, KIND_BIT(ATTACH_TRACEPOINT), -EOPNOTSUPP,
				"a kernel with CONFIG_FTRACE_SYSCALLS",
				"this kernel has no tracepoints on system calls: no "
				"events/syscalls/sys_enter_read in tracefs");
	else if (err == -ENODEV)
		finding__blocks(finding, KIND_BIT(ATTACH_TRACEPOINT), -EOPNOTSUPP,
				"a kernel with CONFIG_FTRACE", "this kernel has no tracefs");
	else
		finding__blocks(finding, KIND_BIT(ATTACH_TRACEPOINT), -EPERM, mend,
				"tracefs is not mounted, or root's alone, and this user may not "
				"mount it: %s",
				strerror(-err));
}

void check_tracefs(struct finding *finding)
{
	const char *path = NULL;
	int dir = pseudofs__open(&pseudofs_tracefs, &path);
	int id = tracefs__tracepoint_id("syscalls/sys_enter_read");

	if (id >= 0)
		id = tracefs__tracepoint_id("syscalls/sys_enter_pread64");
	if (dir >= 0)
		close(dir);
	if (id < 0)
		judge_no_tracepoint(finding, id);
	else if (path)
		finding__ok(finding, "%s has the tracepoints of read(2) and pread64(2)", path);
	else
		finding__ok(finding, "not mounted; readsnoop mounts it for itself, and it has the "
				     "tracepoints of read(2) and pread64(2)");
}

void check_jit(struct finding *finding)
{
	long long enabled;
	int err = text_file__read_number(JIT, &enabled);

	if (err == -ENOENT)
		finding__note(finding, NULL, "cannot be seen here: no " JIT);
	else if (err)
		finding__note(finding, NULL, "cannot be seen without privilege: " JIT);
	else if (!enabled)
		finding__warn(finding, "sysctl -w net.core.bpf_jit_enable=1",
			      "off (net.core.bpf_jit_enable is 0): the kernel interprets our "
			      "programs, which makes each traced read several times slower");
	else
		finding__ok(finding, "on (net.core.bpf_jit_enable is %lld)", enabled);
}
