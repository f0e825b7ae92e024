// SPDX-License-Identifier: GPL-2.0-only
/* Lab 12, in user space: print when each event was, and how long ago that is. */
#include <inttypes.h>
#include <time.h>

#include "lab.h"
#include "clocks.h"
#include "clocks.skel.h"

#define NS_PER_S UINT64_C(1000000000)

/* Nanoseconds that the clock of the events shows now. */
static uint64_t now(void)
{
#ifdef SOLUTION
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (uint64_t)t.tv_sec * NS_PER_S + (uint64_t)t.tv_nsec;
#else
	/* Assignment 3: the clock of the events, as user space reads it. */
	return 0;
#endif
}

/* Seconds, a point, and nine digits of nanoseconds. */
static void print_time(uint64_t ns)
{
#ifdef SOLUTION
	printf("%" PRIu64 ".%09" PRIu64, ns / NS_PER_S, ns % NS_PER_S);
#else
	/* Assignment 2: this is not good enough. */
	printf("%f", (float)ns / 1e9f);
#endif
}

/* The ring buffer's reader calls it for each event. */
static int print_event(void *context, void *data, size_t size)
{
	const struct event *event = data;
	uint64_t age;

	(void)context;
	(void)size;
#ifdef SOLUTION
	age = now() - event->boot_ns;
#else
	/* Assignment 4: the age is the time from the event until now. */
	age = now();
#endif
	print_time(event->boot_ns);
	printf(" %" PRIu64 " %.16s age ", (uint64_t)event->seq, event->comm);
	print_time(age);
	putchar('\n');
	return 0;
}

static int print_loop(struct ring_buffer *ring)
{
	int n;

	while (!lab_stopped) {
		n = ring_buffer__poll(ring, -1);
		if (n < 0 && n != -EINTR)
			return n;
	}
	return 0;
}

static int run(struct clocks_bpf *skel)
{
	struct ring_buffer *ring;
	int err;

	ring = ring_buffer__new(bpf_map__fd(skel->maps.events), print_event, NULL, NULL);
	if (!ring)
		return lab__fail("cannot open the ring buffer", -errno);
	err = clocks_bpf__attach(skel);
	if (err) {
		ring_buffer__free(ring);
		return lab__fail("cannot attach the program", err);
	}
	lab__ready();
	err = print_loop(ring);
	ring_buffer__free(ring);
	return err ? lab__fail("cannot read the ring buffer", err) : 0;
}

int main(void)
{
	struct clocks_bpf *skel;
	int status;

	lab__begin();
	skel = clocks_bpf__open_and_load();
	if (!skel)
		return lab__fail("cannot load the program", -errno);
	status = run(skel);
	clocks_bpf__destroy(skel);
	return status;
}
