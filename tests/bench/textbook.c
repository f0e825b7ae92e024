// SPDX-License-Identifier: GPL-2.0-only
/*
 * The other side of textbook.bpf.c: perf_buffer with the default wakeup, one fprintf per event.
 *
 *	textbook [--delay]
 *
 * Text goes to stdout. With --delay no text is made; the time from the probe to the callback is
 * measured, and summed up at the end. SIGINT ends it. The buffer is as large as readsnoop's
 * default, so that the two differ in how they use it.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/libbpf.h>

#include "delays.h"
#include "textbook.h"
#include "textbook.skel.h"

#define BUFFER_BYTES	(4 << 20) /* per CPU */
#define POLL_TIMEOUT_MS 100

static volatile sig_atomic_t exiting;
static bool measure_delay;
static unsigned long long lost;

static void on_signal(int signal_number)
{
	(void)signal_number;
	exiting = true;
}

static void handle_event(void *ctx, int cpu, void *data, __u32 size)
{
	const struct event *event = data;

	(void)ctx, (void)cpu, (void)size;
	if (measure_delay)
		delays__add(CLOCK_MONOTONIC, event->ts, event->comm);
	else
		fprintf(stdout, "%llu.%09llu %3u %10llu %s\n", event->ts / 1000000000,
			event->ts % 1000000000, event->cpu, event->seq, event->comm);
}

static void handle_lost(void *ctx, int cpu, __u64 count)
{
	(void)ctx, (void)cpu;
	lost += count;
}

/* Load and attach one of the two programs; NULL if the kernel does not have its probe. */
static struct textbook_bpf *attach(bool kprobe)
{
	struct textbook_bpf *skel = textbook_bpf__open();

	if (!skel)
		return NULL;
	bpf_program__set_autoload(skel->progs.kprobe_vfs_read, kprobe);
	bpf_program__set_autoload(skel->progs.enter_read, !kprobe);
	if (textbook_bpf__load(skel) || textbook_bpf__attach(skel)) {
		textbook_bpf__destroy(skel);
		return NULL;
	}
	return skel;
}

int main(int argc, char **argv)
{
	struct perf_buffer *buffer = NULL;
	struct textbook_bpf *skel;
	int err = 0;

	measure_delay = argc > 1 && strcmp(argv[1], "--delay") == 0;
	if (measure_delay && delays__init())
		return 1;
	libbpf_set_print(NULL);
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);

	skel = attach(true);
	if (!skel)
		skel = attach(false);
	if (!skel) {
		fprintf(stderr, "textbook: attaching failed: %s\n", strerror(errno));
		return 1;
	}
	buffer = perf_buffer__new(bpf_map__fd(skel->maps.events), BUFFER_BYTES / getpagesize(),
				  handle_event, handle_lost, NULL, NULL);
	if (!buffer) {
		err = -errno;
		fprintf(stderr, "textbook: opening the perf buffer failed: %s\n", strerror(-err));
		goto out;
	}
	fprintf(stderr, "ready\n");
	while (!exiting && err >= 0) {
		err = perf_buffer__poll(buffer, POLL_TIMEOUT_MS);
		if (err == -EINTR)
			err = 0;
	}
	perf_buffer__consume(buffer);
	if (measure_delay)
		delays__print(lost);
out:
	perf_buffer__free(buffer);
	textbook_bpf__destroy(skel);
	return err < 0;
}
