/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Not asking whether a kind of probe would work, but seeing it: loaded, attached and hit for a
 * moment, with what "readsnoop | cat" would use.
 */
#ifndef READSNOOP_USER_TRIAL_H
#define READSNOOP_USER_TRIAL_H

#include "check.h"

/*
 * verdict ok, or fail; err 0 if it could be attached, else what a start would fail with.
 */
struct finding trial__run(enum attach_kind kind);

#endif
