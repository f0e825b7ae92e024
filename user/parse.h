/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers with units, as people write them on a command line.
 *
 * Every function reads the whole string, returns 0 and sets *out, or leaves *out alone and
 * returns -EINVAL (not of that form) or -ERANGE (of that form, but too large or too small).
 */
#ifndef READSNOOP_USER_PARSE_H
#define READSNOOP_USER_PARSE_H

#include <stdint.h>

/* A decimal number without sign, 0 to 4294967295. */
int parse__u32(const char *text, uint32_t *out);

/* The same up to 2^64 - 1. */
int parse__u64(const char *text, uint64_t *out);

/*
 * Bytes: a decimal number, with K, M or G for powers of 1024 (either case, "KiB" and "KB" too).
 * At least 1.
 */
int parse__size(const char *text, uint64_t *bytes);

/*
 * Nanoseconds: a decimal number, a fraction allowed ("1.5", ".5"), with ns, us, ms, s, m or h;
 * seconds without a unit. 0 is allowed. What is no whole number of nanoseconds is -ERANGE rather
 * than rounded: a tiny interval must not become 0, which means something else.
 */
int parse__duration(const char *text, uint64_t *ns);

#endif
