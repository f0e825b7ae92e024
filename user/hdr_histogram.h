/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Durations counted in the layout of HdrHistogram (http://hdrhistogram.org): three significant
 * digits from 1 ns to an hour, so that a value read back is at most 0.1 % too large. Its log
 * format is written and read, so other tools of that family take our files; the library itself
 * is not in Debian 12.
 *
 * Plain data without pointers: it may lie in memory that processes share.
 */
#ifndef READSNOOP_USER_HDR_HISTOGRAM_H
#define READSNOOP_USER_HDR_HISTOGRAM_H

#include <stdint.h>
#include <stdio.h>

/* 2 * 10^3 sub-buckets, rounded up to a power of two: three digits in the upper half of them. */
#define HISTOGRAM_DIGITS   3
#define HISTOGRAM_SUB_BITS 11
#define HISTOGRAM_HALF	   (1 << (HISTOGRAM_SUB_BITS - 1))

#define HISTOGRAM_MAX_NS 3600000000000ULL
/* Buckets that reach HISTOGRAM_MAX_NS: 2048 << 31 is the first power of two above it. */
#define HISTOGRAM_BUCKETS 32
#define HISTOGRAM_COUNTS  ((HISTOGRAM_BUCKETS + 1) * HISTOGRAM_HALF)

struct histogram {
	uint64_t total;
	uint64_t max; /* exact */
	uint64_t counts[HISTOGRAM_COUNTS];
};

/* Where a value is counted. What is above HISTOGRAM_MAX_NS counts as that. */
static inline unsigned int histogram__index(uint64_t value)
{
	unsigned int bucket;

	if (value > HISTOGRAM_MAX_NS)
		value = HISTOGRAM_MAX_NS;
	bucket = 64 - (unsigned int)__builtin_clzll(value | ((1 << HISTOGRAM_SUB_BITS) - 1)) -
		 HISTOGRAM_SUB_BITS;
	return (bucket << (HISTOGRAM_SUB_BITS - 1)) + (unsigned int)(value >> bucket);
}

static inline void histogram__add(struct histogram *histogram, uint64_t value)
{
	histogram->counts[histogram__index(value)]++;
	histogram->total++;
	if (value > histogram->max)
		histogram->max = value;
}

/* The largest value that is counted at an index. */
uint64_t histogram__highest_at(unsigned int index);

void histogram__merge(struct histogram *into, const struct histogram *from);

/*
 * By nearest rank: the smallest value that at least that many of 100,000 events do not exceed
 * (99900 is p99.9); as precise as the layout, never above max. 0 of an empty histogram.
 */
uint64_t histogram__percentile(const struct histogram *histogram, unsigned int per_100k);

/*
 * As one word of text, of HdrHistogram's log format (version 2 encoding: zlib in base64).
 * Allocated; NULL without memory.
 */
char *histogram__encode(const struct histogram *histogram);

/* The reverse, for our own layout only. 0 or -EINVAL; max is then as precise as the layout. */
int histogram__decode(struct histogram *histogram, const char *text);

/* The percentile distribution as HdrHistogram's plotter takes it (.hgrm), values in us. */
void histogram__print(const struct histogram *histogram, FILE *to);

#endif
