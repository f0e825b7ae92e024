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
	/* Assignment 2: does its number follow the last one of this CPU? */
	(void)event;
}

/* Called when the ring says that events were lost; ctx is the array of rows. */
static void on_lost(void *ctx, int cpu, __u64 count)
{
	/* Assignment 3 */
}

/* Assignment 4: a function that causes one more event on each CPU. */

/* The probe is still attached. Returns 0 or a negative errno. */
static int finish(struct perf_buffer *rings, int cpus)
{
	int err = perf_buffer__consume(rings);

	return err;
}

/* The smallest number of pages of a ring that holds so many events; a power of two. */
static size_t pages_for(size_t burst)
{
	/* Assignment 5 */
	return 1;
}

/* How many reads each CPU has seen. Returns 0 or a negative errno. */
static int read_fired(const struct gaps_bpf *skel, struct row *rows, int cpus)
{
	/* Assignment 1: the last number that each CPU has given. */
	return 0;
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
