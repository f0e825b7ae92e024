// SPDX-License-Identifier: GPL-2.0-only
/* Lab 04, in user space: at the end, print each thread's last read. Nothing is to be done here. */
#include <bpf/bpf.h>

#include "lab.h"
#include "lastread.h"
#include "lastread.skel.h"

#define NS_PER_S 1000000000ull

static int print_events(int map)
{
	__u32 tid, *previous = NULL;
	struct event event;

	while (!bpf_map_get_next_key(map, previous, &tid)) {
		previous = &tid;
		/* A map of this kind may have thrown it out in the meantime. */
		if (bpf_map_lookup_elem(map, &tid, &event))
			continue;
		printf("%llu.%09llu cpu %u, thread %u: %llu bytes\n",
		       (unsigned long long)(event.boot_ns / NS_PER_S),
		       (unsigned long long)(event.boot_ns % NS_PER_S), event.cpu, event.tid,
		       (unsigned long long)event.asked);
	}
	return 0;
}

/* With twin, only the socket program is loaded, which needs CAP_BPF and no more. */
static int run(struct lastread_bpf *skel, bool twin)
{
	int err;

	bpf_program__set_autoload(skel->progs.probe, !twin);
	bpf_program__set_autoload(skel->progs.twin, twin);
	err = lastread_bpf__load(skel);
	if (err)
		return lab__fail("cannot load the program", err);
	err = twin ? 0 : lastread_bpf__attach(skel);
	if (err)
		return lab__fail("cannot attach the program", err);
	lab__ready();
	while (!lab_stopped)
		sleep(1);
	lastread_bpf__detach(skel);
	return print_events(bpf_map__fd(skel->maps.last));
}

int main(int argc, char **argv)
{
	bool twin = argc == 2 && strcmp(argv[1], "-t") == 0;
	struct lastread_bpf *skel;
	int status;

	lab__begin();
	if (argc > 1 && !twin) {
		fprintf(stderr, "usage: lastread [-t]\n");
		return 2;
	}
	skel = lastread_bpf__open();
	if (!skel)
		return lab__fail("cannot open the programs", -errno);
	status = run(skel, twin);
	lastread_bpf__destroy(skel);
	return status;
}
