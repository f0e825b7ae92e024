// SPDX-License-Identifier: GPL-2.0-only
/* Lab 10, in user space: print the events, and in the end what became of all reads. */
#include <getopt.h>
#include <bpf/libbpf.h>

#include "lab.h"
#include "ring.h"
#include "ring.skel.h"

static inline void print_event(const struct event *event)
{
	printf("%u %llu %llu.%09llu %u %.16s\n", event->cpu, event->seq,
	       event->boot_ns / 1000000000, event->boot_ns % 1000000000, event->tid, event->comm);
}

static void print_counters(const struct counters *counters, __u64 received)
{
	printf("%llu fired, %llu received, %llu dropped, %llu discarded\n", counters->fired,
	       received, counters->dropped, counters->discarded);
}

#ifdef SOLUTION
/* Called for each event; ctx is the count of what was received. */
static int on_event(void *ctx, void *data, size_t size)
{
	__u64 *received = ctx;

	++*received;
	print_event(data);
	return 0;
}

/* Until Ctrl-C. Returns 0 or a negative errno. */
static int print_events(struct ring_buffer *ring)
{
	int n = 0;

	while (!lab_stopped && (n >= 0 || n == -EINTR))
		n = ring_buffer__poll(ring, 100);
	return n < 0 && n != -EINTR ? n : 0;
}
#else
/* Assignment 5: a function that ring_buffer__new() can call for each event, and one that polls. */
#endif

static int run(struct ring_bpf *skel)
{
#ifdef SOLUTION
	struct ring_buffer *ring;
#endif
	__u64 received = 0;
	int err;

#ifdef SOLUTION
	ring = ring_buffer__new(bpf_map__fd(skel->maps.events), on_event, &received, NULL);
	if (!ring)
		return lab__fail("cannot open the ring", -errno);
#endif
	err = ring_bpf__attach(skel);
	if (err)
		return lab__fail("cannot attach the program", err);
	lab__ready();
#ifdef SOLUTION
	err = print_events(ring);
#else
	while (!lab_stopped)
		pause();
#endif
	ring_bpf__detach(skel);
#ifdef SOLUTION
	/* What is left. */
	if (!err)
		err = ring_buffer__consume(ring);
	ring_buffer__free(ring);
	if (err < 0)
		return lab__fail("cannot read the ring", err);
#endif
	print_counters(&skel->bss->counters, received);
	return 0;
}

int main(int argc, char **argv)
{
	struct ring_bpf *skel;
	const char *comm = "";
	int key, status;

	lab__begin();
	while ((key = getopt(argc, argv, "n:")) >= 0) {
		if (key != 'n') {
			fprintf(stderr, "usage: ring [-n NAME]\n");
			return 2;
		}
		comm = optarg;
	}
	skel = ring_bpf__open();
	if (!skel)
		return lab__fail("cannot open the program", -errno);
	strncpy((char *)skel->rodata->cfg_comm, comm, sizeof(skel->rodata->cfg_comm) - 1);
	status = ring_bpf__load(skel);
	status = status ? lab__fail("cannot load the program", status) : run(skel);
	ring_bpf__destroy(skel);
	return status;
}
