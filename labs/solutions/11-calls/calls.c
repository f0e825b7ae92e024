// SPDX-License-Identifier: GPL-2.0-only
/* Lab 11, in user space: put the handlers in their slots; print what they have counted. */
#include <sys/syscall.h>
#include <bpf/bpf.h>

#include "lab.h"
#include "calls.h"
#include "calls.skel.h"

#ifdef SOLUTION
/* Let this program handle the system call of that number. Returns 0 or a negative errno. */
static int set_handler(const struct calls_bpf *skel, __u32 number, const struct bpf_program *prog)
{
	__u32 fd = (__u32)bpf_program__fd(prog);

	return bpf_map_update_elem(bpf_map__fd(skel->maps.handlers), &number, &fd, BPF_ANY);
}

static int set_handlers(const struct calls_bpf *skel)
{
	int err;

	/* The number of a system call is not the same on all machines: the header knows. */
	err = set_handler(skel, SYS_read, skel->progs.on_read);
	if (err)
		return err;
	return set_handler(skel, SYS_pread64, skel->progs.chain);
}
#else
/* Assignment 5: a function that puts the two programs into their slots. */
#endif

static int print_hits(const struct calls_bpf *skel)
{
	__u64 hits[KEYS] = {};
	__u32 key;
	int err;

	for (key = 0; key < KEYS; key++) {
		err = bpf_map_lookup_elem(bpf_map__fd(skel->maps.hits), &key, &hits[key]);
		if (err)
			return err;
	}
	printf("%llu calls: %llu reads, %llu in the chain, %llu others\n",
	       (unsigned long long)hits[KEY_CALLS], (unsigned long long)hits[KEY_READS],
	       (unsigned long long)hits[KEY_CHAIN], (unsigned long long)hits[KEY_OTHERS]);
	return 0;
}

static int run(struct calls_bpf *skel)
{
	int err;

#ifdef SOLUTION
	/* Before the entrance is open: a call that finds an empty slot is an other one. */
	err = set_handlers(skel);
	if (err)
		return lab__fail("cannot put the handlers into their slots", err);
#endif
	err = calls_bpf__attach(skel);
	if (err)
		return lab__fail("cannot attach the program", err);
	lab__ready();
	while (!lab_stopped)
		pause();
	err = print_hits(skel);
	return err ? lab__fail("cannot read the map", err) : 0;
}

int main(void)
{
	struct calls_bpf *skel;
	int status;

	lab__begin();
	skel = calls_bpf__open_and_load();
	if (!skel)
		return lab__fail("cannot load the programs", -errno);
	status = run(skel);
	calls_bpf__destroy(skel);
	return status;
}
