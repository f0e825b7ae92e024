/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Amounts for people: three or more digits that count, and a unit, in at most HUMAN_MAX - 1 bytes.
 * Each writes into text, which has HUMAN_MAX bytes, and returns it.
 */
#ifndef READSNOOP_USER_HUMAN_H
#define READSNOOP_USER_HUMAN_H

#include <stdint.h>

#define HUMAN_MAX 16

/* A number or a rate: "0.5", "12345", "1.23M" (powers of 1000). */
const char *human__count(char *text, double value);

/* Bytes: "512", "1.50K", "2.00G" (powers of 1024). */
const char *human__bytes(char *text, double bytes);

/* A time: "853ns", "12.3us", "1.05ms", "2.50s", "1.2h". */
const char *human__ns(char *text, uint64_t ns);

#endif
