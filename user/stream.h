/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the reader has seen of one CPU's numbered events, and the gaps between them.
 */
#ifndef READSNOOP_USER_STREAM_H
#define READSNOOP_USER_STREAM_H

#include <stdbool.h>
#include <stdint.h>

struct cpu_stream {
	uint64_t last;	       /* highest sequence number seen or known to be missing; 0 at first */
	uint64_t delivered;    /* events seen */
	uint64_t missing;      /* sum of all gaps */
	uint64_t out_of_order; /* events whose number was not above last: must stay 0 */
};

struct gap {
	uint64_t first, last; /* the missing numbers, both inclusive */
};

/*
 * Note an event with number seq. True if numbers before it are missing: *gap then names them.
 * The difference is taken modulo 2^64, so the numbering may wrap; an event that is not ahead of
 * the last one counts as out_of_order and delivered, and opens no gap.
 */
bool cpu_stream__see(struct cpu_stream *stream, uint64_t seq, struct gap *gap);

/*
 * The kernel gave out numbers up to seq and no more will come: true if the last ones are missing.
 */
bool cpu_stream__finish(struct cpu_stream *stream, uint64_t seq, struct gap *gap);

uint64_t gap__length(const struct gap *gap);

#endif
