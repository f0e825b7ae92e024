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

/* Assignment 4: a function that puts both keys into the map, with the value 0. */

/* Assignment 5: a function that reads both and prints a line like "17 calls, 10 programs". */

/* A line after every interval. Returns 0 or a negative errno. */
static int print_loop(const struct execs_bpf *skel, const struct options *o)
{
	unsigned long line;
	int err;

	for (line = 0; !lab_stopped && (!o->lines || line < o->lines); line++) {
		sleep(o->interval);
		err = 0;
		(void)skel;
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
