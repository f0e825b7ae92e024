// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <string.h>

#include "hdr_histogram.h"

/*
 * The first bucket has 2048 units of 1 ns, each further one 1024 of twice the width: below index
 * 2048 the index is the value, above it the upper bits of the index tell the bucket.
 */
uint64_t histogram__highest_at(unsigned int index)
{
	unsigned int bucket = index >> (HISTOGRAM_SUB_BITS - 1);
	uint64_t sub = index & (HISTOGRAM_HALF - 1);

	if (bucket < 2)
		return index;
	bucket--;
	return ((sub + HISTOGRAM_HALF + 1) << bucket) - 1;
}

void histogram__merge(struct histogram *into, const struct histogram *from)
{
	into->total += from->total;
	if (from->max > into->max)
		into->max = from->max;
	for (unsigned int i = 0; i < HISTOGRAM_COUNTS; i++)
		into->counts[i] += from->counts[i];
}

/* At least one event, so that the smallest percentile is the smallest value. */
static uint64_t rank_of(uint64_t total, unsigned int per_100k)
{
	uint64_t rank = (uint64_t)(((unsigned __int128)total * per_100k + 99999) / 100000);

	return rank ? rank : 1;
}

uint64_t histogram__percentile(const struct histogram *histogram, unsigned int per_100k)
{
	uint64_t left = rank_of(histogram->total, per_100k);

	if (!histogram->total)
		return 0;
	for (unsigned int i = 0; i < HISTOGRAM_COUNTS; i++) {
		if (histogram->counts[i] >= left) {
			uint64_t value = histogram__highest_at(i);

			return value < histogram->max ? value : histogram->max;
		}
		left -= histogram->counts[i];
	}
	return histogram->max;
}

static double mean_ns(const struct histogram *histogram)
{
	double sum = 0;

	for (unsigned int i = 0; i < HISTOGRAM_COUNTS; i++)
		sum += (double)histogram->counts[i] * (double)histogram__highest_at(i);
	return histogram->total ? sum / (double)histogram->total : 0;
}

static double deviation_ns(const struct histogram *histogram, double mean)
{
	double sum = 0;

	for (unsigned int i = 0; i < HISTOGRAM_COUNTS; i++) {
		double distance = (double)histogram__highest_at(i) - mean;

		sum += (double)histogram->counts[i] * distance * distance;
	}
	return histogram->total ? sqrt(sum / (double)histogram->total) : 0;
}

/* A line for each time that what is left above has shrunk by this part of it. */
#define STEP 0.1

void histogram__print(const struct histogram *histogram, FILE *to)
{
	double level = 0, mean = mean_ns(histogram);
	uint64_t below = 0;

	fprintf(to, "%12s %14s %10s %14s\n\n", "Value", "Percentile", "TotalCount",
		"1/(1-Percentile)");
	for (unsigned int i = 0; i < HISTOGRAM_COUNTS && below < histogram->total; i++) {
		double reached;
		uint64_t value = histogram__highest_at(i);

		if (!histogram->counts[i])
			continue;
		below += histogram->counts[i];
		reached = (double)below / (double)histogram->total;
		if (reached < level && below < histogram->total)
			continue;
		fprintf(to, "%12.3f %2.12f %10llu",
			(double)(value < histogram->max ? value : histogram->max) / 1e3, reached,
			(unsigned long long)below);
		if (below < histogram->total)
			fprintf(to, " %14.2f\n", 1 / (1 - reached));
		else
			fputc('\n', to);
		while (level <= reached && reached < 1)
			level += (1 - level) * STEP;
	}
	fprintf(to, "#[Mean    = %12.3f, StdDeviation   = %12.3f]\n", mean / 1e3,
		deviation_ns(histogram, mean) / 1e3);
	fprintf(to, "#[Max     = %12.3f, Total count    = %12llu]\n", (double)histogram->max / 1e3,
		(unsigned long long)histogram->total);
	fprintf(to, "#[Buckets = %12d, SubBuckets     = %12d]\n", HISTOGRAM_BUCKETS,
		2 * HISTOGRAM_HALF);
}
