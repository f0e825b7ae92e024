// SPDX-License-Identifier: GPL-2.0-only
/*
 * HdrHistogram's "V2" encoding: the counts as variable-length integers behind a header, deflated,
 * behind another header, in base64. All numbers are big-endian.
 */
#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base64.h"
#include "hdr_histogram.h"

/* The low byte has the word size of the counts, which V2 does not use, as 0x10. */
#define COOKIE_PLAIN	  0x1c849313
#define COOKIE_COMPRESSED 0x1c849314

struct plain_header {
	uint32_t cookie, length, index_offset, digits;
	uint64_t lowest, highest;
	uint64_t ratio; /* a double's bits: 1.0 */
} __attribute__((packed));

struct outer_header {
	uint32_t cookie, length;
} __attribute__((packed));

#define ONE_AS_DOUBLE 0x3ff0000000000000ULL

/* The ninth byte of a number holds eight bits, so none takes more. */
#define VARINT_MAX 9
#define PLAIN_MAX  (sizeof(struct plain_header) + (size_t)HISTOGRAM_COUNTS * VARINT_MAX)

static unsigned char *put_varint(unsigned char *to, int64_t value)
{
	/* Zigzag: small negative numbers are small, too. */
	uint64_t bits = ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);

	for (int i = 0; i < VARINT_MAX - 1 && bits >= 0x80; i++) {
		*to++ = (unsigned char)(bits | 0x80);
		bits >>= 7;
	}
	*to++ = (unsigned char)bits;
	return to;
}

static const unsigned char *get_varint(const unsigned char *from, const unsigned char *end,
				       int64_t *value)
{
	uint64_t bits = 0;

	for (int i = 0; i < VARINT_MAX; i++) {
		bool last = i == VARINT_MAX - 1;

		if (from == end)
			return NULL;
		bits |= (uint64_t)(last ? *from : *from & 0x7f) << (7 * i);
		if (last || !(*from & 0x80)) {
			*value = (int64_t)(bits >> 1) ^ -(int64_t)(bits & 1);
			return from + 1;
		}
		from++;
	}
	return NULL;
}

/* A run of zeros is a negative number. Returns the end. */
static unsigned char *put_counts(unsigned char *to, const struct histogram *histogram)
{
	unsigned int end = histogram->total ? histogram__index(histogram->max) + 1 : 0;
	int64_t zeros = 0;

	for (unsigned int i = 0; i < end; i++) {
		if (!histogram->counts[i]) {
			zeros++;
			continue;
		}
		if (zeros)
			to = put_varint(to, zeros == 1 ? 0 : -zeros);
		zeros = 0;
		to = put_varint(to, (int64_t)histogram->counts[i]);
	}
	return to;
}

char *histogram__encode(const struct histogram *histogram)
{
	unsigned char *plain = malloc(PLAIN_MAX), *packed = NULL, *end;
	uLongf packed_len;
	char *text = NULL;
	struct plain_header header = {
		.cookie = htobe32(COOKIE_PLAIN),
		.digits = htobe32(HISTOGRAM_DIGITS),
		.lowest = htobe64(1),
		.highest = htobe64(HISTOGRAM_MAX_NS),
		.ratio = htobe64(ONE_AS_DOUBLE),
	};

	if (!plain)
		return NULL;
	end = put_counts(plain + sizeof(header), histogram);
	header.length = htobe32((uint32_t)(end - plain - (ptrdiff_t)sizeof(header)));
	memcpy(plain, &header, sizeof(header));
	packed_len = compressBound((uLong)(end - plain));
	packed = malloc(sizeof(struct outer_header) + packed_len);
	if (packed && compress2(packed + sizeof(struct outer_header), &packed_len, plain,
				(uLong)(end - plain), Z_DEFAULT_COMPRESSION) == Z_OK) {
		struct outer_header outer = {htobe32(COOKIE_COMPRESSED),
					     htobe32((uint32_t)packed_len)};

		memcpy(packed, &outer, sizeof(outer));
		text = base64__encode(packed, sizeof(outer) + packed_len);
	}
	free(packed);
	free(plain);
	return text;
}

static int get_counts(struct histogram *histogram, const unsigned char *from,
		      const unsigned char *end)
{
	uint64_t index = 0;
	int64_t value;

	memset(histogram, 0, sizeof(*histogram));
	while (from != end) {
		from = get_varint(from, end, &value);
		if (!from || index >= HISTOGRAM_COUNTS || value < -(int64_t)HISTOGRAM_COUNTS)
			return -EINVAL;
		if (value <= 0) {
			index += value ? (uint64_t)-value : 1;
			continue;
		}
		histogram->counts[index] = (uint64_t)value;
		histogram->total += (uint64_t)value;
		histogram->max = histogram__highest_at((unsigned int)index);
		index++;
	}
	return 0;
}

static int unpack(struct histogram *histogram, const unsigned char *packed, size_t packed_len,
		  unsigned char *plain)
{
	struct outer_header outer;
	struct plain_header header;
	uLongf len = PLAIN_MAX;

	if (packed_len < sizeof(outer))
		return -EINVAL;
	memcpy(&outer, packed, sizeof(outer));
	if (be32toh(outer.cookie) != COOKIE_COMPRESSED ||
	    be32toh(outer.length) != packed_len - sizeof(outer) ||
	    uncompress(plain, &len, packed + sizeof(outer), (uLong)(packed_len - sizeof(outer))) !=
		    Z_OK ||
	    len < sizeof(header))
		return -EINVAL;
	memcpy(&header, plain, sizeof(header));
	if (be32toh(header.cookie) != COOKIE_PLAIN || header.index_offset ||
	    be32toh(header.digits) != HISTOGRAM_DIGITS || be64toh(header.lowest) != 1 ||
	    be64toh(header.highest) > HISTOGRAM_MAX_NS ||
	    be32toh(header.length) != len - sizeof(header))
		return -EINVAL;
	return get_counts(histogram, plain + sizeof(header), plain + len);
}

int histogram__decode(struct histogram *histogram, const char *text)
{
	unsigned char *packed = malloc(strlen(text) + 3), *plain = malloc(PLAIN_MAX);
	int err = packed && plain ? 0 : -ENOMEM;

	if (!err)
		err = base64__decode(packed, text);
	if (err >= 0)
		err = unpack(histogram, packed, (size_t)err, plain);
	free(packed);
	free(plain);
	return err;
}
