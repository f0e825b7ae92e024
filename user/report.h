/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The frame around the events: the header before them, the ledger behind them.
 */
#ifndef READSNOOP_USER_REPORT_H
#define READSNOOP_USER_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "pump.h"

/* Write the header and flush it: whoever reads it knows that the probe is attached. */
void report__header(struct pump *pump);

/* Write the ledger to where the format wants it. missed: see probe__missed(). */
void report__ledger(struct pump *pump, bool final, int64_t missed);

/* A line of --stats on stderr: rates since the last one, or since the start. */
void report__stats(struct pump *pump);

/* At the end: whether every hit that passed the filters was shown, or left out on purpose. */
bool report__is_complete(const struct pump *pump, int64_t missed);

#endif
