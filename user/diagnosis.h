/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All that "readsnoop doctor" found out.
 */
#ifndef READSNOOP_USER_DIAGNOSIS_H
#define READSNOOP_USER_DIAGNOSIS_H

#include "check.h"
#include "exit_code.h"

#define CHECKS_MAX 32

struct diagnosis {
	struct finding checks[CHECKS_MAX]; /* as check__at() */
	struct finding trials[ATTACH_KINDS];
	enum attach_kind chosen;  /* by --attach auto; ATTACH_KINDS: none */
	enum exit_code exit_code; /* of a trace that is started now */
};

void diagnosis__make(struct diagnosis *diagnosis);

/* To stdout: for people, in less than 80 columns; and as JSON, one object per line. */
void diagnosis__print_text(const struct diagnosis *diagnosis, bool color);
void diagnosis__print_json(const struct diagnosis *diagnosis);

#endif
