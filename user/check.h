/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What can stand in the way of tracing, one check for each. "readsnoop doctor" runs them all; a
 * start that failed asks them for its cause (cause.h), so both say the same.
 */
#ifndef READSNOOP_USER_CHECK_H
#define READSNOOP_USER_CHECK_H

#include <stdbool.h>

#include "probe.h"

enum verdict {
	VERDICT_OK,
	VERDICT_NOTE, /* good to know */
	VERDICT_WARN, /* something will not work, or not well */
	VERDICT_FAIL, /* no tracing at all */
};

/* Sets of attach kinds. */
#define KIND_BIT(kind) (1U << (kind))
#define KINDS_ALL      (KIND_BIT(ATTACH_KINDS) - 1)
#define KINDS_PERF     (KIND_BIT(ATTACH_KPROBE) | KIND_BIT(ATTACH_TRACEPOINT))

struct finding {
	enum verdict verdict;
	unsigned int blocks;   /* kinds that cannot work for it */
	unsigned int suspects; /* kinds that it may stop too, if they fail with this symptom */
	int symptom;	       /* a negative errno */
	int err;	    /* what a start then fails with, as exit_code__from_errno() takes it */
	char evidence[320]; /* what was seen, and where */
	char mend[160];	    /* a command to type, or what else to do; empty if there is nothing */
};

struct check {
	const char *name; /* stable: scripts know it */
	bool upfront;	  /* quick, and no kind that it blocks is worth an attempt */
	void (*run)(struct finding *finding);
};

/* In the order in which causes are looked for: what explains the others comes first. NULL at end.
 */
const struct check *check__at(unsigned int index);

/* Run it from a clean slate. */
struct finding check__run(const struct check *check);

/*
 * How a check tells what it saw; the last call counts. mend may be NULL.
 */
#define FINDING_FORMAT(n) __attribute__((format(printf, n, n + 1)))
FINDING_FORMAT(2) void finding__ok(struct finding *finding, const char *format, ...);
FINDING_FORMAT(3)
void finding__note(struct finding *finding, const char *mend, const char *format, ...);
FINDING_FORMAT(3)
void finding__warn(struct finding *finding, const char *mend, const char *format, ...);
/* These kinds cannot work: a start fails with err (negative). */
FINDING_FORMAT(5)
void finding__blocks(struct finding *finding, unsigned int kinds, int err, const char *mend,
		     const char *format, ...);

/* What was found may also be why these kinds fail with symptom: a start then fails with err. */
void finding__suspects(struct finding *finding, unsigned int kinds, int symptom, int err);

const char *verdict__name(enum verdict verdict);

/* The checks. check_access.c: what this process may do. */
void check_privilege(struct finding *finding);
void check_user_namespace(struct finding *finding);
void check_seccomp(struct finding *finding);
void check_lockdown(struct finding *finding);
void check_bpf(struct finding *finding);
void check_perf(struct finding *finding);
/*
 * A perf event as the perf channel opens it: an fd or a negative errno.
 */
int check__open_perf_event(unsigned int cpu);

/* check_kernel.c: what this kernel can do. */
void check_kernel(struct finding *finding);
void check_btf(struct finding *finding);
void check_kprobes(struct finding *finding);
void check_symbol(struct finding *finding);
void check_ftrace(struct finding *finding);
void check_tracefs(struct finding *finding);
void check_jit(struct finding *finding);

/* check_memory.c */
void check_memlock(struct finding *finding);
void check_memory(struct finding *finding);

/* check_machine.c: where it runs. */
void check_cpus(struct finding *finding);
void check_clock(struct finding *finding);
void check_container(struct finding *finding);
void check_pid_namespace(struct finding *finding);

#endif
