// SPDX-License-Identifier: GPL-2.0-only
/* Lab 03, in user space: at the end, print each user's number of reads. */
#include <bpf/bpf.h>

#include "lab.h"
#include "users.skel.h"

/* A line for each entry of the map. Returns 0 or a negative errno. */
static int print_users(int map)
{
	/* Assignment 5: go through all keys and print lines like "uid 1000: 50 reads". */
	(void)map;
	return 0;
}

static int run(struct users_bpf *skel)
{
	int err;

	err = users_bpf__attach(skel);
	if (err)
		return lab__fail("cannot attach the program", err);
	lab__ready();
	while (!lab_stopped)
		sleep(1);
	/* Nothing is counted any more while the map is read. */
	users_bpf__detach(skel);
	err = print_users(bpf_map__fd(skel->maps.reads));
	return err ? lab__fail("cannot read the map", err) : 0;
}

int main(void)
{
	struct users_bpf *skel;
	int status;

	lab__begin();
	skel = users_bpf__open_and_load();
	if (!skel)
		return lab__fail("cannot load the program", -errno);
	status = run(skel);
	users_bpf__destroy(skel);
	return status;
}
