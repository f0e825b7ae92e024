/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Why a start failed, in the words of the checks that "readsnoop doctor" runs.
 */
#ifndef READSNOOP_USER_CAUSE_H
#define READSNOOP_USER_CAUSE_H

#include <stdbool.h>

#include "check.h"

/*
 * Whether a check shows before any attempt that this kind cannot work; *finding then says why.
 */
bool cause__precludes(enum attach_kind kind, struct finding *finding);

/*
 * A start by this kind failed with err. The check that knows the cause, with what it found; or
 * NULL. In both cases *meaning is the errno that stands for it, as exit_code__from_errno() takes
 * it.
 */
const struct check *cause__find(enum attach_kind kind, int err, struct finding *finding,
				int *meaning);

/* One error line: what was seen, and the mend. */
void cause__log(const struct finding *finding);

#endif
