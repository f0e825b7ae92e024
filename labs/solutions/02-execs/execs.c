// SPDX-License-Identifier: GPL-2.0-only
/* Lab 02, in user space: print the counters every few seconds. */
#include <getopt.h>
#include <bpf/bpf.h>

#include "lab.h"
#include "execs.h"
#include "execs.skel.h"

struct options {
	unsigned int interval; /* seconds between two lines */
	unsigned long lines;   /* how many; 0: until Ctrl-C */
	unsigned int uid;
};

static int parse_options(struct options *o, int argc, char **argv)
{
	int key;

	*o = (struct options){.interval = 1, .uid = 1000};
	while ((key = getopt(argc, argv, "i:n:u:")) >= 0) {
		if (key == 'i')
			o->interval = (unsigned int)atoi(optarg);
		else if (key == 'n')
			o->lines = (unsigned long)atol(optarg);
		else if (key == 'u')
			o->uid = (unsigned int)atoi(optarg);
		else
			return -EINVAL;
	}
	return o->interval ? 0 : -EINVAL;
}

#ifdef SOLUTION
/* Put both keys into the map, with the value 0. Returns 0 or a negative errno. */
static int seed(int map)
{
	__u64 zero = 0;
	__u32 key;
	int err;

	for (key = 0; key < KEYS; key++) {
		err = bpf_map_update_elem(map, &key, &zero, BPF_ANY);
		if (err)
			return err;
	}
	return 0;
}

static int print_counts(int map)
{
	__u64 calls, programs;
	__u32 key = KEY_CALLS;
	int err;

	err = bpf_map_lookup_elem(map, &key, &calls);
	if (err)
		return err;
	key = KEY_PROGRAMS;
	err = bpf_map_lookup_elem(map, &key, &programs);
	if (err)
		return err;
	printf("%llu calls, %llu programs\n", (unsigned long long)calls,
	       (unsigned long long)programs);
	return 0;
}
#else
/* Assignment 4: a function that puts both keys into the map, with the value 0. */

/* Assignment 5: a function that reads both and prints a line like "17 calls, 10 programs". */
#endif

/* A line after every interval. Returns 0 or a negative errno. */
static int print_loop(const struct execs_bpf *skel, const struct options *o)
{
	unsigned long line;
	int err;

	for (line = 0; !lab_stopped && (!o->lines || line < o->lines); line++) {
		sleep(o->interval);
#ifdef SOLUTION
		err = print_counts(bpf_map__fd(skel->maps.counts));
#else
		err = 0;
		(void)skel;
#endif
		if (err)
			return err;
	}
	return 0;
}

static int run(struct execs_bpf *skel, const struct options *o)
{
	int err;

	skel->rodata->cfg_uid = o->uid;
	err = execs_bpf__load(skel);
	if (err)
		return lab__fail("cannot load the programs", err);
#ifdef SOLUTION
	/* Before the programs are attached: an event that finds no key would not be counted. */
	err = seed(bpf_map__fd(skel->maps.counts));
	if (err)
		return lab__fail("cannot put the keys into the map", err);
#endif
	err = execs_bpf__attach(skel);
	if (err)
		return lab__fail("cannot attach the programs", err);
	lab__ready();
	err = print_loop(skel, o);
	return err ? lab__fail("cannot read the map", err) : 0;
}

int main(int argc, char **argv)
{
	struct execs_bpf *skel;
	struct options o;
	int status;

	lab__begin();
	if (parse_options(&o, argc, argv)) {
		fprintf(stderr, "usage: execs [-i SECONDS] [-n LINES] [-u UID]\n");
		return 2;
	}
	skel = execs_bpf__open();
	if (!skel)
		return lab__fail("cannot open the programs", -errno);
	status = run(skel, &o);
	execs_bpf__destroy(skel);
	return status;
}
