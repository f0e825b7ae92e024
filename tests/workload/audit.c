// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks one JSON trace against itself: every CPU's numbers run from 1 without a hole that no
 * gap line names, and the summary says what the lines say. Shares no code with readsnoop.
 *
 *	audit FILE	prints reads=N gaps=N lost=N trailing=N cpus=N, and for each CPU K that
 *			had events cpuK=READS cpuK_lost=N; exits 1 with the first contradiction
 *			on stderr
 *
 * "trailing" is how many events are lost at the very end, summed over the CPUs.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CPUS 512

struct cpu {
	uint64_t reads, gaps, lost, last, trailing;
};

static struct cpu cpus[CPUS];
static uint64_t line_number, last_boot_ns[CPUS];
static int have_header, have_summary;

static void fail(const char *what, const char *line)
{
	fprintf(stderr, "audit: line %" PRIu64 ": %s: %s", line_number, what, line);
	exit(1);
}

/* The number behind "name": in a line; fails without. */
static uint64_t number(const char *line, const char *name)
{
	char key[64];
	const char *at;

	snprintf(key, sizeof(key), "\"%s\":", name);
	at = strstr(line, key);
	if (!at)
		fail(name, line);
	return strtoull(at + strlen(key), NULL, 10);
}

static struct cpu *cpu_of(const char *line)
{
	uint64_t cpu = number(line, "cpu");

	if (cpu >= CPUS)
		fail("cpu out of range", line);
	return &cpus[cpu];
}

static void on_read(const char *line)
{
	struct cpu *cpu = cpu_of(line);
	uint64_t seq = number(line, "seq"), boot_ns = number(line, "boot_ns");

	if (seq != cpu->last + 1)
		fail("a hole in the numbers that no gap line names", line);
	if (boot_ns < last_boot_ns[cpu - cpus])
		fail("time runs backwards on one CPU", line);
	last_boot_ns[cpu - cpus] = boot_ns;
	cpu->last = seq;
	cpu->reads++;
	cpu->trailing = 0;
	number(line, "pid");
	number(line, "tid");
}

static void on_gap(const char *line)
{
	struct cpu *cpu = cpu_of(line);
	uint64_t first = number(line, "first"), last = number(line, "last");

	if (first != cpu->last + 1 || last < first || number(line, "lost") != last - first + 1)
		fail("a gap that does not fit", line);
	cpu->last = last;
	cpu->gaps++;
	cpu->lost += last - first + 1;
	cpu->trailing = last - first + 1;
}

/* A member of the row's failed_by, which is there only if it is not 0. */
static uint64_t unremembered(const char *row)
{
	const char *reasons = strstr(row, "\"failed_by\":{"), *end = strchr(row, '}');

	if (!reasons || reasons > end || !strstr(reasons, "\"unremembered\":") ||
	    strstr(reasons, "\"unremembered\":") > end)
		return 0;
	return number(reasons, "unremembered");
}

static void check_row(const char *row, const struct cpu *cpu, const char *line)
{
	uint64_t gone = number(row, "lost") + number(row, "failed") + number(row, "coalesced");
	/* Those that could not be followed to their return have no number, so no gap shows them. */
	uint64_t unnumbered = unremembered(row);
	uint64_t fates = number(row, "filtered") + number(row, "own") + number(row, "sampled") +
			 number(row, "delivered") + gone + number(row, "remaining");

	if (number(row, "unaccounted") != 0)
		fail("unaccounted is not 0", line);
	if (number(row, "delivered") != cpu->reads)
		fail("the summary's delivered is not the number of read lines", line);
	/* Gaps behind the end of the output have no line. */
	if (number(row, "remaining") == 0 && gone - unnumbered != cpu->lost)
		fail("the summary's losses are not those of the gap lines", line);
	if (number(row, "hits") != fates)
		fail("the fates do not add up to the hits", line);
}

static void on_summary(const char *line)
{
	struct cpu total = {0};
	const char *row = strstr(line, "\"cpus\":[");

	if (have_summary++ || !row)
		fail("not one summary with cpus", line);
	while ((row = strstr(row, "{\"cpu\":")) != NULL) {
		check_row(row, cpu_of(row), line);
		row++;
	}
	for (int i = 0; i < CPUS; i++) {
		total.reads += cpus[i].reads;
		total.lost += cpus[i].lost;
	}
	check_row(line, &total, line);
}

static int is_type(const char *line, const char *type)
{
	char begin[64];

	snprintf(begin, sizeof(begin), "{\"type\":\"%s\",", type);
	return strncmp(line, begin, strlen(begin)) == 0;
}

static void on_line(const char *line)
{
	line_number++;
	if (!strchr(line, '\n') || (strlen(line) > 2 && line[strlen(line) - 2] != '}'))
		fail("not a whole line", line);
	if (is_type(line, "header") == (have_header != 0))
		fail("not one header, first", line);
	if (have_summary)
		fail("behind the summary", line);
	have_header = 1;
	if (is_type(line, "read"))
		on_read(line);
	else if (is_type(line, "gap"))
		on_gap(line);
	else if (is_type(line, "summary"))
		on_summary(line);
	else if (!is_type(line, "header") && !is_type(line, "stats"))
		fail("unknown type", line);
}

int main(int argc, char *argv[])
{
	static char line[1 << 20];
	uint64_t reads = 0, gaps = 0, lost = 0, trailing = 0, seen = 0;
	FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;

	if (!file) {
		fprintf(stderr, "audit: give one readable FILE\n");
		return 1;
	}
	while (fgets(line, sizeof(line), file))
		on_line(line);
	fclose(file);
	if (!have_summary)
		fail("no summary", "end of file\n");
	for (int i = 0; i < CPUS; i++) {
		reads += cpus[i].reads;
		gaps += cpus[i].gaps;
		lost += cpus[i].lost;
		trailing += cpus[i].trailing;
		seen += cpus[i].last > 0;
	}
	printf("reads=%" PRIu64 " gaps=%" PRIu64 " lost=%" PRIu64 " trailing=%" PRIu64
	       " cpus=%" PRIu64,
	       reads, gaps, lost, trailing, seen);
	for (int i = 0; i < CPUS; i++)
		if (cpus[i].last)
			printf(" cpu%d=%" PRIu64 " cpu%d_lost=%" PRIu64, i, cpus[i].reads, i,
			       cpus[i].lost);
	printf("\n");
	return 0;
}
