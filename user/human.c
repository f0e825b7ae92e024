// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "human.h"

/* Three digits; the limits are where printf() rounds up to one more. */
static const char *three_digits(char *text, double value, const char *unit)
{
	int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;

	snprintf(text, HUMAN_MAX, "%.*f%s", decimals, value, unit);
	return text;
}

/* The smallest unit that leaves three digits in front of the point, or the largest there is. */
static const char *with_unit(char *text, double value, double step, const char *const *units)
{
	for (value /= step; value >= 999.5 && units[1]; units++)
		value /= step;
	return three_digits(text, value, *units);
}

const char *human__count(char *text, double value)
{
	static const char *const units[] = {"K", "M", "G", "T", "P", "E", NULL};

	if (value >= 99999.5)
		return with_unit(text, value, 1000, units);
	snprintf(text, HUMAN_MAX, "%.*f", value > 0 && value < 99.95, value);
	return text;
}

const char *human__bytes(char *text, double bytes)
{
	static const char *const units[] = {"K", "M", "G", "T", "P", "E", NULL};

	if (bytes >= 9999.5)
		return with_unit(text, bytes, 1024, units);
	snprintf(text, HUMAN_MAX, "%.0f", bytes);
	return text;
}

const char *human__ns(char *text, uint64_t ns)
{
	static const char *const units[] = {"us", "ms", "s", NULL};

	if (ns < 1000) {
		snprintf(text, HUMAN_MAX, "%" PRIu64 "ns", ns);
		return text;
	}
	if (ns >= 9999500000000)
		return three_digits(text, (double)ns / 3600e9, "h");
	if (ns >= 999500000000) {
		snprintf(text, HUMAN_MAX, "%.0fs", (double)ns / 1e9);
		return text;
	}
	return with_unit(text, (double)ns, 1000, units);
}
