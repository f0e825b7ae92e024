// SPDX-License-Identifier: GPL-2.0-only
/* Lab 08, in user space: print the events, and in the end what became of them. */
#include <getopt.h>
#include <bpf/bpf.h>

#include "lab.h"
#include "events.h"
#include "events.skel.h"

/* Of each ring; a power of two. */
#define PAGES 64

static inline void print_event(int cpu, const struct event *event)
{
	printf("%d %llu %llu.%09llu %.16s\n", cpu, event->seq, event->boot_ns / 1000000000,
	       event->boot_ns % 1000000000, event->comm);
}

/* One line for each CPU on which something has happened. */
static int print_counters(const struct events_bpf *skel)
{
	int cpu, cpus = libbpf_num_possible_cpus();
	struct counters *row, *rows = calloc((size_t)cpus, sizeof(*rows));
	__u32 key = 0;
	int err;

	if (!rows)
		return -ENOMEM;
	err = bpf_map_lookup_elem(bpf_map__fd(skel->maps.counters), &key, rows);
	for (cpu = 0; !err && cpu < cpus; cpu++) {
		row = &rows[cpu];
		if (row->fired)
			printf("CPU %d: %llu fired, %llu sent, %llu without a ring, "
			       "%llu on the wrong CPU, %llu other\n",
			       cpu, row->fired, row->sent, row->no_ring, row->wrong_cpu,
			       row->other);
	}
	free(rows);
	return err;
}

#ifdef SOLUTION
static void on_event(void *ctx, int cpu, void *data, __u32 size)
{
	print_event(cpu, data);
}

/* Until Ctrl-C. Returns 0 or a negative errno. */
static int print_events(struct perf_buffer *rings)
{
	int n = 0;

	/*
	 * At most 100 ms, in case Ctrl-C comes just before it begins to wait. -EINTR is no error:
	 * Ctrl-C has come, or the program goes on after Ctrl-Z.
	 */
	while (!lab_stopped && (n >= 0 || n == -EINTR))
		n = perf_buffer__poll(rings, 100);
	return n < 0 && n != -EINTR ? n : 0;
}
#else
/* Assignment 4: a function that perf_buffer__new() can call for each event. It prints the event. */

/* Assignment 5: a function that polls the rings until Ctrl-C. */
#endif

static int run(struct events_bpf *skel)
{
#ifdef SOLUTION
	struct perf_buffer *rings;
#endif
	int err;

#ifdef SOLUTION
	/* Before the program is attached: it would find no ring. */
	rings = perf_buffer__new(bpf_map__fd(skel->maps.events), PAGES, on_event, NULL, NULL, NULL);
	if (!rings)
		return lab__fail("cannot open the rings", -errno);
#endif
	err = events_bpf__attach(skel);
	if (err)
		return lab__fail("cannot attach the program", err);
	lab__ready();
#ifdef SOLUTION
	err = print_events(rings);
#else
	while (!lab_stopped)
		pause();
#endif
	/* No event can come any more, and find its ring gone. */
	events_bpf__detach(skel);
#ifdef SOLUTION
	perf_buffer__free(rings);
	if (err)
		return lab__fail("cannot poll the rings", err);
#endif
	err = print_counters(skel);
	return err ? lab__fail("cannot read the counters", err) : 0;
}

int main(int argc, char **argv)
{
	struct events_bpf *skel;
	unsigned int uid = 1000;
	int key, status;

	lab__begin();
	while ((key = getopt(argc, argv, "u:")) >= 0) {
		if (key != 'u') {
			fprintf(stderr, "usage: events [-u UID]\n");
			return 2;
		}
		uid = (unsigned int)atoi(optarg);
	}
	skel = events_bpf__open();
	if (!skel)
		return lab__fail("cannot open the program", -errno);
	skel->rodata->cfg_uid = uid;
	status = events_bpf__load(skel);
	status = status ? lab__fail("cannot load the program", status) : run(skel);
	events_bpf__destroy(skel);
	return status;
}
