// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "check.h"

static const struct check registry[] = {
	{"privilege", true, check_privilege},
	{"user-ns", false, check_user_namespace},
	{"seccomp", false, check_seccomp},
	{"lockdown", false, check_lockdown},
	{"btf", true, check_btf},
	{"kprobes", true, check_kprobes},
	{"ftrace", true, check_ftrace},
	{"symbol", false, check_symbol},
	{"tracefs", false, check_tracefs},
	{"memlock", false, check_memlock},
	{"memory", false, check_memory},
	{"bpf", false, check_bpf},
	{"perf", false, check_perf},
	{"jit", false, check_jit},
	{"kernel", false, check_kernel},
	{"cpus", false, check_cpus},
	{"clock", false, check_clock},
	{"container", false, check_container},
	{"pid-ns", false, check_pid_namespace},
};

const struct check *check__at(unsigned int index)
{
	return index < sizeof(registry) / sizeof(registry[0]) ? &registry[index] : NULL;
}

struct finding check__run(const struct check *check)
{
	struct finding finding = {};

	check->run(&finding);
	return finding;
}

static void find(struct finding *finding, enum verdict verdict, const char *mend,
		 const char *format, va_list args)
{
	*finding = (struct finding){.verdict = verdict};
	snprintf(finding->mend, sizeof(finding->mend), "%s", mend ? mend : "");
	vsnprintf(finding->evidence, sizeof(finding->evidence), format, args);
}

void finding__ok(struct finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	find(finding, VERDICT_OK, NULL, format, args);
	va_end(args);
}

void finding__note(struct finding *finding, const char *mend, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	find(finding, VERDICT_NOTE, mend, format, args);
	va_end(args);
}

void finding__warn(struct finding *finding, const char *mend, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	find(finding, VERDICT_WARN, mend, format, args);
	va_end(args);
}

void finding__blocks(struct finding *finding, unsigned int kinds, int err, const char *mend,
		     const char *format, ...)
{
	va_list args;

	va_start(args, format);
	find(finding, kinds == KINDS_ALL ? VERDICT_FAIL : VERDICT_WARN, mend, format, args);
	va_end(args);
	finding->blocks = kinds;
	finding->err = err;
}

void finding__suspects(struct finding *finding, unsigned int kinds, int symptom, int err)
{
	finding->suspects = kinds;
	finding->symptom = symptom;
	finding->err = err;
}

const char *verdict__name(enum verdict verdict)
{
	static const char *const names[] = {"ok", "note", "warn", "fail"};

	return names[verdict];
}
