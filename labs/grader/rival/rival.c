// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes races certain: does in the kernel what another CPU might have done, at the worst moment
 * for the BPF program under test. See rival.bpf.c for how.
 */
#include <getopt.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <bpf/bpf.h>

#include "lab.h"
#include "rival.skel.h"

static const char usage_text[] =
	"usage: rival insert MAP-ID KEY N\n"
	"       rival add MAP-ID KEY N\n"
	"       rival locked MAP-ID KEY OFFSET LOCK-OFFSET PID\n"
	"       rival stack\n"
	"\n"
	"Says READY on stderr, acts until SIGINT, and then prints what happened.\n"
	"\n"
	"  insert  the first time that an entry KEY is put into the hash map, by whomever, put\n"
	"          one there just before, with N as the first 8 bytes; if there is one, add N\n"
	"          to it. Prints intrusions=1 if it came to that.\n"
	"  add     right after the first access to the value of KEY add N to its first 8\n"
	"          bytes. Prints intrusions=, the number of accesses.\n"
	"  locked  count accesses to the 8 bytes at OFFSET of the value, with and without its\n"
	"          lock: prints kernel=LOCKED/UNLOCKED tool=LOCKED/UNLOCKED, of which tool is\n"
	"          what happens on behalf of process PID\n"
	"  stack   before a kprobe on vfs_read that is already attached runs, fill the memory\n"
	"          of its stack with the byte 0xaa\n"
	"\n"
	"Keys have 4 bytes.\n";

struct request {
	const char *what;
	__u32 map_id, key, offset, lock_offset, pid;
	__u64 add;
};

static bool parse(struct request *r, int argc, char **argv)
{
	int args = argc - 2;
	bool adds, watches;

	*r = (struct request){.what = args >= 0 ? argv[1] : ""};
	if (args == 0)
		return strcmp(r->what, "stack") == 0;
	adds = args == 3 && (strcmp(r->what, "insert") == 0 || strcmp(r->what, "add") == 0);
	watches = args == 5 && strcmp(r->what, "locked") == 0;
	if (!adds && !watches)
		return false;
	r->map_id = (__u32)atol(argv[2]);
	r->key = (__u32)atol(argv[3]);
	if (adds) {
		r->add = strtoull(argv[4], NULL, 0);
		return true;
	}
	r->offset = (__u32)atol(argv[4]);
	r->lock_offset = (__u32)atol(argv[5]);
	r->pid = (__u32)atol(argv[6]);
	return true;
}

/* Which programs a request takes: its own, and the one that looks where the value is. */
static void choose(struct rival_bpf *skel, const struct request *r)
{
	const struct {
		const char *what;
		struct bpf_program *program;
	} table[] = {
		{"insert", skel->progs.before_update},
		{"add", skel->progs.after_access},
		{"locked", skel->progs.check_lock},
		{"stack", skel->progs.fill_stack},
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(*table); i++)
		bpf_program__set_autoload(table[i].program, strcmp(r->what, table[i].what) == 0);
}

static int load(struct rival_bpf *skel, const struct request *r)
{
	int map, err;

	choose(skel, r);
	skel->rodata->cfg_map_id = r->map_id;
	skel->rodata->cfg_tgid = r->pid;
	skel->rodata->cfg_add = r->add;
	skel->rodata->cfg_lock_offset = r->lock_offset - r->offset;
	skel->bss->key = r->key;
	skel->bss->fresh[0] = r->add;
	if (!r->map_id)
		return rival_bpf__load(skel);
	map = bpf_map_get_fd_by_id(r->map_id);
	if (map < 0)
		return -errno;
	err = bpf_map__reuse_fd(skel->maps.subject, map);
	close(map);
	return err ? err : rival_bpf__load(skel);
}

/* The kernel's address of the value, plus offset. Returns 0 or a negative errno. */
static int find(struct rival_bpf *skel, __u32 offset)
{
	char packet[64] = {};
	LIBBPF_OPTS(bpf_test_run_opts, o, .data_in = packet, .data_size_in = sizeof(packet));
	int err = bpf_prog_test_run_opts(bpf_program__fd(skel->progs.find), &o);

	if (err)
		return err;
	if (!skel->bss->address)
		return -ENOENT;
	skel->bss->address += offset;
	return 0;
}

/* On all CPUs: each needs its own event. They end with the process. */
static int watch(__u64 address)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT,
		.size = sizeof(attr),
		.sample_period = 1,
		.bp_type = HW_BREAKPOINT_RW,
		.bp_addr = address,
		.bp_len = HW_BREAKPOINT_LEN_8,
	};
	int cpu, fd, cpus = libbpf_num_possible_cpus();

	for (cpu = 0; cpu < cpus; cpu++) {
		fd = (int)syscall(SYS_perf_event_open, &attr, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
		/* Not online. */
		if (fd < 0 && errno != ENODEV)
			return -errno;
	}
	return 0;
}

static void report(const struct rival_bpf *skel, const struct request *r)
{
	const unsigned long long *in = (const void *)skel->bss->locked;
	const unsigned long long *out = (const void *)skel->bss->unlocked;

	if (r->pid)
		printf("kernel=%llu/%llu tool=%llu/%llu\n", in[0], out[0], in[1], out[1]);
	else if (r->map_id)
		printf("intrusions=%llu\n", (unsigned long long)skel->bss->intrusions);
}

static int run(struct rival_bpf *skel, const struct request *r)
{
	bool watches = strcmp(r->what, "add") == 0 || strcmp(r->what, "locked") == 0;
	int err;

	err = load(skel, r);
	if (err)
		return lab__fail("cannot load", err);
	if (watches) {
		err = find(skel, r->offset);
		if (err)
			return lab__fail("cannot find the value", err);
		err = watch(skel->bss->address);
		if (err)
			return lab__fail("cannot watch the value", err);
	}
	err = rival_bpf__attach(skel);
	if (err)
		return lab__fail("cannot attach", err);
	lab__ready();
	while (!lab_stopped)
		sleep(1);
	rival_bpf__detach(skel);
	report(skel, r);
	return 0;
}

int main(int argc, char **argv)
{
	struct rival_bpf *skel;
	struct request r;
	int status;

	lab__begin();
	if (!parse(&r, argc, argv)) {
		fputs(usage_text, argc == 2 && strcmp(argv[1], "--help") == 0 ? stdout : stderr);
		return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
	}
	skel = rival_bpf__open();
	if (!skel)
		return lab__fail("cannot open the programs", -errno);
	status = run(skel, &r);
	rival_bpf__destroy(skel);
	return status;
}
