// SPDX-License-Identifier: GPL-2.0-only
/*
 * No strtoull() here: it takes signs (and negates), leading white space and whatever else the
 * locale allows, none of which belongs in an option's value.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

#include "parse.h"

struct unit {
	const char *name;
	uint64_t factor;
};

static const struct unit size_units[] = {
	{"", 1},
	{"k", 1ull << 10},
	{"kb", 1ull << 10},
	{"kib", 1ull << 10},
	{"m", 1ull << 20},
	{"mb", 1ull << 20},
	{"mib", 1ull << 20},
	{"g", 1ull << 30},
	{"gb", 1ull << 30},
	{"gib", 1ull << 30},
	{NULL, 0},
};

static const struct unit time_units[] = {
	{"", 1000000000},
	{"ns", 1},
	{"us", 1000},
	{"ms", 1000000},
	{"s", 1000000000},
	{"m", 60 * 1000000000ull},
	{"h", 3600 * 1000000000ull},
	{NULL, 0},
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/*
 * Skip digits and note their value. Too large a number is only noted, not reported, since what
 * follows it may yet turn "too large" into "not a number".
 */
static const char *scan_digits(const char *p, uint64_t *value, bool *overflow)
{
	*value = 0;
	for (; is_digit(*p); p++) {
		if (__builtin_mul_overflow(*value, 10, value) ||
		    __builtin_add_overflow(*value, (uint64_t)(*p - '0'), value))
			*overflow = true;
	}
	return p;
}

static bool same_name(const char *text, const char *name, bool fold)
{
	for (; *text && *name; text++, name++) {
		if ((fold ? lower(*text) : *text) != *name)
			return false;
	}
	return *text == *name;
}

/* The factor of a unit, 0 if there is none of that name. */
static uint64_t find_unit(const struct unit *units, const char *text, bool fold)
{
	for (; units->name; units++) {
		if (same_name(text, units->name, fold))
			break;
	}
	return units->factor;
}

/*
 * The digits between point and end as a part of unit. Horner's rule from the last digit: if one
 * division leaves a remainder, the whole is no integer, as only integers are added afterwards.
 */
static int scale_fraction(const char *point, const char *end, uint64_t unit, uint64_t *part)
{
	*part = 0;
	while (--end > point) {
		*part += (uint64_t)(*end - '0') * unit;
		if (*part % 10)
			return -ERANGE;
		*part /= 10;
	}
	return 0;
}

int parse__u64(const char *text, uint64_t *out)
{
	bool overflow = false;
	uint64_t value;
	const char *end = scan_digits(text, &value, &overflow);

	if (end == text || *end)
		return -EINVAL;
	if (overflow)
		return -ERANGE;
	*out = value;
	return 0;
}

int parse__u32(const char *text, uint32_t *out)
{
	uint64_t value;
	int err = parse__u64(text, &value);

	if (err)
		return err;
	if (value > UINT32_MAX)
		return -ERANGE;
	*out = (uint32_t)value;
	return 0;
}

int parse__size(const char *text, uint64_t *bytes)
{
	bool overflow = false;
	uint64_t value;
	const char *end = scan_digits(text, &value, &overflow);
	uint64_t unit = find_unit(size_units, end, true);

	if (end == text || !unit)
		return -EINVAL;
	if (overflow || !value || __builtin_mul_overflow(value, unit, &value))
		return -ERANGE;
	*bytes = value;
	return 0;
}

int parse__duration(const char *text, uint64_t *ns)
{
	bool overflow = false;
	uint64_t whole, part, unit;
	const char *point, *end;

	point = scan_digits(text, &whole, &overflow);
	end = point;
	if (*point == '.') {
		do
			end++;
		while (is_digit(*end));
		if (end == point + 1)
			return -EINVAL;
	}
	unit = find_unit(time_units, end, false);
	if (end == text || !unit)
		return -EINVAL;
	if (overflow || __builtin_mul_overflow(whole, unit, &whole))
		return -ERANGE;
	if (scale_fraction(point, end, unit, &part) || __builtin_add_overflow(whole, part, &whole))
		return -ERANGE;
	*ns = whole;
	return 0;
}
