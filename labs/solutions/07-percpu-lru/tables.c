// SPDX-License-Identifier: GPL-2.0-only
/* Lab 07, in user space: add up what the CPUs have counted, and say how full the tables are. */
#include <bpf/bpf.h>

#include "lab.h"
#include "guard.h"
#include "tables.h"
#include "tables.skel.h"

/* How many bytes after the beginning of one CPU's value the next one's begins. */
static inline size_t stride(void)
{
#ifdef SOLUTION
	return (sizeof(struct tally) + 7) / 8 * 8;
#else
	/* Assignment 3 */
	return sizeof(struct tally);
#endif
}

/* How many bytes a lookup of a per-CPU value writes. */
static size_t buffer_size(void)
{
#ifdef SOLUTION
	return stride() * (size_t)libbpf_num_possible_cpus();
#else
	/* Assignment 3 */
	return stride();
#endif
}

/* Print each CPU's tally, as a lookup has left them in the buffer. Returns the sum of all reads. */
static unsigned long add_up(const char *buffer)
{
	unsigned long sum = 0;
#ifdef SOLUTION
	const struct tally *tally;
	int cpu;

	for (cpu = 0; cpu < libbpf_num_possible_cpus(); cpu++) {
		tally = (const struct tally *)(buffer + (size_t)cpu * stride());
		printf("cpu %d: %u reads, last by %.16s\n", cpu, tally->reads,
		       *tally->comm ? tally->comm : "nobody");
		sum += tally->reads;
	}
#else
	/* Assignment 3: a line for each possible CPU, like "cpu 0: 10 reads, last by reader". */
	(void)buffer;
#endif
	return sum;
}

/* The number of entries. */
static inline unsigned long count_entries(int map)
{
	unsigned long entries = 0;
	__u64 key;
	int err;

	err = bpf_map_get_next_key(map, NULL, &key);
	while (!err) {
		entries++;
		err = bpf_map_get_next_key(map, &key, &key);
	}
	return entries;
}

/* Assignment 6: a line like "table 1024 of 1024, 9216 refused; recent 1000 of 1024, 0 refused". */
static void print_tables(const struct tables_bpf *skel)
{
#ifdef SOLUTION
	printf("table %lu of %d, %llu refused; recent %lu of %d, %llu refused\n",
	       count_entries(bpf_map__fd(skel->maps.table)), ENTRIES,
	       (unsigned long long)skel->bss->table_full,
	       count_entries(bpf_map__fd(skel->maps.recent)), ENTRIES,
	       (unsigned long long)skel->bss->recent_failed);
#else
	(void)skel;
#endif
}

static int report(const struct tables_bpf *skel)
{
	const struct bpf_map *tallies = bpf_object__find_map_by_name(skel->obj, "tallies");
	size_t size = buffer_size();
	char *buffer = guard__alloc(size);
	__u32 key = 0;

	if (!buffer)
		return lab__fail("cannot allocate", -errno);
	/* It does not say how large the buffer is: the kernel writes what it has. */
	if (bpf_map_lookup_elem(bpf_map__fd(tallies), &key, buffer)) {
		fprintf(stderr, "error: cannot read the tallies into %zu bytes: %s\n", size,
			strerror(errno));
		return 1;
	}
	printf("%lu reads\n", add_up(buffer));
	print_tables(skel);
	return 0;
}

int main(void)
{
	struct tables_bpf *skel;
	int err, status;

	lab__begin();
	skel = tables_bpf__open_and_load();
	if (!skel)
		return lab__fail("cannot load the program", -errno);
	err = tables_bpf__attach(skel);
	if (err) {
		status = lab__fail("cannot attach the program", err);
	} else {
		lab__ready();
		while (!lab_stopped)
			sleep(1);
		tables_bpf__detach(skel);
		status = report(skel);
	}
	tables_bpf__destroy(skel);
	return status;
}
