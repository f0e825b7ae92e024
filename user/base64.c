// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base64.h"

static const char base64_digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *base64__encode(const unsigned char *from, size_t len)
{
	char *text = malloc((len + 2) / 3 * 4 + 1), *to = text;

	if (!text)
		return NULL;
	for (size_t i = 0; i < len; i += 3) {
		uint32_t group = (uint32_t)from[i] << 16;

		if (i + 1 < len)
			group |= (uint32_t)from[i + 1] << 8;
		if (i + 2 < len)
			group |= from[i + 2];
		*to++ = base64_digits[group >> 18];
		*to++ = base64_digits[group >> 12 & 63];
		*to++ = i + 1 < len ? base64_digits[group >> 6 & 63] : '=';
		*to++ = i + 2 < len ? base64_digits[group & 63] : '=';
	}
	*to = '\0';
	return text;
}

int base64__decode(unsigned char *to, const char *text)
{
	size_t len = strcspn(text, "=");
	uint32_t group = 0;
	int bytes = 0;

	if (strspn(text + len, "=") != strlen(text + len) || (len + strlen(text + len)) % 4)
		return -EINVAL;
	for (size_t i = 0; i < len; i++) {
		const char *digit = strchr(base64_digits, text[i]);

		if (!digit)
			return -EINVAL;
		group = group << 6 | (uint32_t)(digit - base64_digits);
		if (i % 4 != 0)
			to[bytes++] = (unsigned char)(group >> (6 - 2 * (i % 4)));
	}
	return bytes;
}
