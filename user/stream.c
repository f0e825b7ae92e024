// SPDX-License-Identifier: GPL-2.0-only
#include "stream.h"

/* How far b is ahead of a, modulo 2^64: more than half the circle is behind. */
static int64_t ahead(uint64_t a, uint64_t b)
{
	return (int64_t)(b - a);
}

/* Everything after stream->last and up to "last" is missing. */
static void open_gap(struct cpu_stream *stream, uint64_t last, struct gap *gap)
{
	gap->first = stream->last + 1;
	gap->last = last;
	stream->missing += gap__length(gap);
}

bool cpu_stream__see(struct cpu_stream *stream, uint64_t seq, struct gap *gap)
{
	int64_t step = ahead(stream->last, seq);

	stream->delivered++;
	if (step <= 0) {
		stream->out_of_order++;
		return false;
	}
	if (step > 1)
		open_gap(stream, seq - 1, gap);
	stream->last = seq;
	return step > 1;
}

bool cpu_stream__finish(struct cpu_stream *stream, uint64_t seq, struct gap *gap)
{
	if (ahead(stream->last, seq) <= 0)
		return false;
	open_gap(stream, seq, gap);
	stream->last = seq;
	return true;
}

uint64_t gap__length(const struct gap *gap)
{
	return gap->last - gap->first + 1;
}
