// SPDX-License-Identifier: GPL-2.0-only
/* Lab 09, in user space: which events are missing, and how many. */
#include <fcntl.h>
#include <getopt.h>
#include <sched.h>
#include <bpf/bpf.h>

#include "lab.h"
#include "gaps.h"
#include "gaps.skel.h"

/* What is known of a CPU. */
struct row {
	__u64 fired;	/* reads, by the kernel side's count */
	__u64 received; /* events */
	__u64 lost;	/* events, by what the ring said */
	__u64 missing;	/* events, by their numbers */
	__u64 last;	/* number that was received */
};

struct options {
	size_t pages; /* of each ring */
	size_t burst; /* events that a ring must be able to hold; 0: pages says it */
};

static inline void print_gap(int cpu, __u64 first, __u64 last)
{
	printf("gap: CPU %d, %llu-%llu, %llu lost\n", cpu, first, last, last - first + 1);
}

static void print_table(const struct row *rows, int cpus)
{
	int cpu;

	printf("%3s %10s %10s %10s %10s\n", "CPU", "FIRED", "RECEIVED", "LOST", "MISSING");
	for (cpu = 0; cpu < cpus; cpu++)
		printf("%3d %10llu %10llu %10llu %10llu\n", cpu, rows[cpu].fired,
		       rows[cpu].received, rows[cpu].lost, rows[cpu].missing);
}

/* Called for each event; ctx is the array of rows. */
static void on_event(void *ctx, int cpu, void *data, __u32 size)
{
	struct row *row = (struct row *)ctx + cpu;
	const struct event *event = data;

	row->received++;
#ifdef SOLUTION
	if (event->seq != row->last + 1) {
		print_gap(cpu, row->last + 1, event->seq - 1);
		row->missing += event->seq - row->last - 1;
	}
	row->last = event->seq;
#else
	/* Assignment 2: does its number follow the last one of this CPU? */
	(void)event;
#endif
}

/* Called when the ring says that events were lost; ctx is the array of rows. */
static void on_lost(void *ctx, int cpu, __u64 count)
{
#ifdef SOLUTION
	struct row *row = (struct row *)ctx + cpu;

	row->lost += count;
#else
	/* Assignment 3 */
#endif
}

#ifdef SOLUTION
/* A read of our own on each CPU: with its event the ring says what was lost before it. */
static int flush(int cpus)
{
	int cpu, err = 0, fd = open("/dev/zero", O_RDONLY);
	cpu_set_t set;
	char byte;

	if (fd < 0)
		return -errno;
	for (cpu = 0; cpu < cpus; cpu++) {
		CPU_ZERO(&set);
		CPU_SET(cpu, &set);
		/* A CPU that is offline has nothing to lose. */
		if (sched_setaffinity(0, sizeof(set), &set))
			continue;
		if (read(fd, &byte, 1) != 1)
			err = -EIO;
	}
	close(fd);
	return err;
}
#else
/* Assignment 4: a function that causes one more event on each CPU. */
#endif

/* The probe is still attached. Returns 0 or a negative errno. */
static int finish(struct perf_buffer *rings, int cpus)
{
	int err = perf_buffer__consume(rings);

#ifdef SOLUTION
	/* The rings are empty, so there is room. */
	if (!err)
		err = flush(cpus);
	if (!err)
		err = perf_buffer__consume(rings);
#endif
	return err;
}

/* The smallest number of pages of a ring that holds so many events; a power of two. */
static size_t pages_for(size_t burst)
{
#ifdef SOLUTION
	/* Each record has a header and the size of what follows, and a multiple of 8 bytes. */
	size_t record = (8 + 4 + sizeof(struct event) + 7) / 8 * 8;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t pages = 1;

	/* At least one byte stays free: full and empty must not look the same. */
	while (pages * page <= burst * record)
		pages *= 2;
	return pages;
#else
	/* Assignment 5 */
	return 1;
#endif
}

/* How many reads each CPU has seen. Returns 0 or a negative errno. */
static int read_fired(const struct gaps_bpf *skel, struct row *rows, int cpus)
{
#ifdef SOLUTION
	__u64 *numbers = calloc((size_t)cpus, sizeof(*numbers));
	__u32 key = 0;
	int cpu, err;

	if (!numbers)
		return -ENOMEM;
	err = bpf_map_lookup_elem(bpf_map__fd(skel->maps.numbers), &key, numbers);
	for (cpu = 0; !err && cpu < cpus; cpu++)
		rows[cpu].fired = numbers[cpu];
	free(numbers);
	return err;
#else
	/* Assignment 1: the last number that each CPU has given. */
	return 0;
#endif
}

/* Until Ctrl-C. Returns 0 or a negative errno. */
static int receive(struct gaps_bpf *skel, struct perf_buffer *rings, struct row *rows, int cpus)
{
	int n = 0, err;

	while (!lab_stopped && (n >= 0 || n == -EINTR))
		n = perf_buffer__poll(rings, 100);
	err = n < 0 && n != -EINTR ? n : finish(rings, cpus);
	gaps_bpf__detach(skel);
	return err ? err : read_fired(skel, rows, cpus);
}

static int run(struct gaps_bpf *skel, const struct options *o, struct row *rows, int cpus)
{
	size_t pages = o->burst ? pages_for(o->burst) : o->pages;
	struct perf_buffer *rings;
	int err;

	rings = perf_buffer__new(bpf_map__fd(skel->maps.events), pages, on_event, on_lost, rows,
				 NULL);
	if (!rings)
		return lab__fail("cannot open the rings", -errno);
	err = gaps_bpf__attach(skel);
	if (err) {
		perf_buffer__free(rings);
		return lab__fail("cannot attach the program", err);
	}
	lab__ready();
	err = receive(skel, rings, rows, cpus);
	perf_buffer__free(rings);
	if (err)
		return lab__fail("cannot receive the events", err);
	print_table(rows, cpus);
	return 0;
}

static int parse_options(struct options *o, int argc, char **argv)
{
	int key;

	*o = (struct options){.pages = 64};
	while ((key = getopt(argc, argv, "b:p:")) >= 0) {
		if (key == 'b')
			o->burst = (size_t)atol(optarg);
		else if (key == 'p')
			o->pages = (size_t)atol(optarg);
		else
			return -EINVAL;
	}
	return 0;
}

int main(int argc, char **argv)
{
	int status, cpus = libbpf_num_possible_cpus();
	struct row *rows = calloc((size_t)cpus, sizeof(*rows));
	struct gaps_bpf *skel;
	struct options o;

	lab__begin();
	if (parse_options(&o, argc, argv)) {
		fprintf(stderr, "usage: gaps [-p PAGES | -b EVENTS]\n");
		return 2;
	}
	skel = gaps_bpf__open();
	if (!skel || !rows)
		return lab__fail("cannot open the program", -errno);
	skel->rodata->cfg_self = (__u32)getpid();
	status = gaps_bpf__load(skel);
	status = status ? lab__fail("cannot load the program", status) : run(skel, &o, rows, cpus);
	gaps_bpf__destroy(skel);
	free(rows);
	return status;
}
