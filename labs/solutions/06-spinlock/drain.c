// SPDX-License-Identifier: GPL-2.0-only
/* Lab 06, in user space: take the events away, ten times a second. */
#include <bpf/bpf.h>

#include "lab.h"
#include "drain.h"
#include "drain.skel.h"

#define INTERVAL_US 100000

/* Each possible CPU gets its slot before anything is attached, as in lab 02. */
static int seed(int map)
{
	struct slot empty = {};
	__u32 cpu, cpus = (__u32)libbpf_num_possible_cpus();
	int err;

	for (cpu = 0; cpu < cpus; cpu++) {
		err = bpf_map_update_elem(map, &cpu, &empty, BPF_NOEXIST);
		if (err)
			return err;
	}
	return 0;
}

/* Take the events of a CPU: their number, or a negative errno. */
static long long take(struct drain_bpf *skel, __u32 cpu)
{
#ifdef SOLUTION
	LIBBPF_OPTS(bpf_test_run_opts, options);
	int err;

	skel->bss->take_cpu = cpu;
	err = bpf_prog_test_run_opts(bpf_program__fd(skel->progs.take), &options);
	return err ? err : (long long)skel->bss->took;
#else
	/* Assignment 4: let the kernel do all this in one piece. */
	int map = bpf_map__fd(skel->maps.slots);
	struct slot slot;
	__u64 n;
	int err;

	err = bpf_map_lookup_elem(map, &cpu, &slot);
	if (err)
		return err;
	n = slot.waiting;
	slot.taken += n;
	slot.waiting = 0;
	err = bpf_map_update_elem(map, &cpu, &slot, BPF_EXIST);
	return err ? err : (long long)n;
#endif
}

static int show(int map, __u32 cpu)
{
	struct slot slot;
	int err;

#ifdef SOLUTION
	err = bpf_map_lookup_elem_flags(map, &cpu, &slot, BPF_F_LOCK);
#else
	/* Assignment 5: a copy in which the numbers fit together. */
	err = bpf_map_lookup_elem(map, &cpu, &slot);
#endif
	if (err)
		return err;
	printf("cpu %u: produced %llu, taken %llu, waiting %llu\n", cpu,
	       (unsigned long long)slot.produced, (unsigned long long)slot.taken,
	       (unsigned long long)slot.waiting);
	return 0;
}

/* Take what there is on all CPUs, and add it to *had. Returns 0 or a negative errno. */
static int drain(struct drain_bpf *skel, unsigned long long *had)
{
	__u32 cpu, cpus = (__u32)libbpf_num_possible_cpus();
	long long n;
	int err;

	for (cpu = 0; cpu < cpus; cpu++) {
		n = take(skel, cpu);
		if (n < 0)
			return (int)n;
		*had += (unsigned long long)n;
		err = n ? show(bpf_map__fd(skel->maps.slots), cpu) : 0;
		if (err)
			return err;
	}
	return 0;
}

static int run(struct drain_bpf *skel)
{
	unsigned long long had = 0;
	int err;

	err = seed(bpf_map__fd(skel->maps.slots));
	if (err)
		return lab__fail("cannot fill the map", err);
	err = drain_bpf__attach(skel);
	if (err)
		return lab__fail("cannot attach the programs", err);
	lab__ready();
	while (!lab_stopped && !err) {
		usleep(INTERVAL_US);
		err = drain(skel, &had);
	}
	/* No more events; then those that are left. */
	bpf_link__destroy(skel->links.produce);
	skel->links.produce = NULL;
	if (!err)
		err = drain(skel, &had);
	if (err)
		return lab__fail("cannot take the events", err);
	printf("had %llu events\n", had);
	return 0;
}

int main(void)
{
	struct drain_bpf *skel;
	int status;

	lab__begin();
	skel = drain_bpf__open_and_load();
	if (!skel)
		return lab__fail("cannot load the programs", -errno);
	status = run(skel);
	drain_bpf__destroy(skel);
	return status;
}
