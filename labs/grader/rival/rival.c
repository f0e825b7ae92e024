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
#include "rival.h"
#include "rival.skel.h"

static const char usage_text[] =
	"usage: rival insert MAP-ID KEY N\n"
	"       rival add MAP-ID KEY N\n"
	"       rival locked MAP-ID KEY OFFSET LOCK-OFFSET PID\n"
	"       rival pause MAP-ID PID\n"
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
	"          lock. Prints producer=LOCKED/UNLOCKED consumer=... lookup=...: BPF programs\n"
	"          that a thread called \"reader\" sets off; those of process PID; and lookups by\n"
	"          that process\n"
	"  pause   stop the process PID, as SIGSTOP does, right after its next lookup in the\n"
	"          map. Prints intrusions=, the number of lookups.\n"
	"  stack   before a kprobe on vfs_read that is already attached runs, fill the memory\n"
	"          of its stack with the byte 0xaa\n"
	"\n"
	"Keys have 4 bytes.\n";

/* The arguments, by what they mean. */
enum { MAP_ID, KEY, ADD, OFFSET, LOCK_OFFSET, PID, ARGUMENTS };

struct request {
	__u64 value[ARGUMENTS];
};

/* What can be asked for, and which programs it takes besides the one that finds the value. */
static const struct action {
	const char *name;
	int count, arguments[5];
	bool watches;
	const char *programs[3];
} actions[] = {
	{"insert", 3, {MAP_ID, KEY, ADD}, false, {"before_update"}},
	{"add", 3, {MAP_ID, KEY, ADD}, true, {"after_access"}},
	{"locked",
	 5,
	 {MAP_ID, KEY, OFFSET, LOCK_OFFSET, PID},
	 true,
	 {"check_lock", "begin_lookup", "end_lookup"}},
	{"pause", 2, {MAP_ID, PID}, false, {"after_lookup"}},
	{"stack", 0, {0}, false, {"fill_stack"}},
};

/* NULL if there is no such action with so many arguments. */
static const struct action *parse(struct request *r, int argc, char **argv)
{
	const struct action *a = actions, *end = a + sizeof(actions) / sizeof(*actions);
	int i;

	while (a < end && (argc != a->count + 2 || strcmp(argv[1], a->name)))
		a++;
	if (a == end)
		return NULL;
	*r = (struct request){};
	for (i = 0; i < a->count; i++)
		r->value[a->arguments[i]] = strtoull(argv[i + 2], NULL, 0);
	return a;
}

static void choose(struct rival_bpf *skel, const struct action *a)
{
	struct bpf_program *program;
	int i;

	bpf_object__for_each_program(program, skel->obj)
		bpf_program__set_autoload(program, program == skel->progs.find);
	for (i = 0; i < 3 && a->programs[i]; i++)
		bpf_program__set_autoload(
			bpf_object__find_program_by_name(skel->obj, a->programs[i]), true);
}

static int load(struct rival_bpf *skel, const struct action *a, const struct request *r)
{
	int map, err;

	choose(skel, a);
	skel->rodata->cfg_map_id = (__u32)r->value[MAP_ID];
	skel->rodata->cfg_tgid = (__u32)r->value[PID];
	skel->rodata->cfg_add = r->value[ADD];
	skel->rodata->cfg_lock_offset = (__u32)(r->value[LOCK_OFFSET] - r->value[OFFSET]);
	skel->bss->key = (__u32)r->value[KEY];
	skel->bss->fresh[0] = r->value[ADD];
	if (!r->value[MAP_ID])
		return rival_bpf__load(skel);
	map = bpf_map_get_fd_by_id((__u32)r->value[MAP_ID]);
	if (map < 0)
		return -errno;
	err = bpf_map__reuse_fd(skel->maps.subject, map);
	close(map);
	return err ? err : rival_bpf__load(skel);
}

/* The kernel's address of the value, plus offset. Returns 0 or a negative errno. */
static int find(struct rival_bpf *skel, __u64 offset)
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

static void report(const struct rival_bpf *skel, const struct action *a)
{
	static const char *const names[SIDES] = {"producer", "consumer", "lookup"};
	int i;

	if (strcmp(a->name, "locked") == 0) {
		for (i = 0; i < SIDES; i++)
			printf("%s=%llu/%llu%c", names[i], (unsigned long long)skel->bss->locked[i],
			       (unsigned long long)skel->bss->unlocked[i],
			       i < SIDES - 1 ? ' ' : '\n');
	} else if (a->count) {
		printf("intrusions=%llu\n", (unsigned long long)skel->bss->intrusions);
	}
}

static int run(struct rival_bpf *skel, const struct action *a, const struct request *r)
{
	int err;

	err = load(skel, a, r);
	if (err)
		return lab__fail("cannot load", err);
	if (a->watches) {
		err = find(skel, r->value[OFFSET]);
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
	report(skel, a);
	return 0;
}

int main(int argc, char **argv)
{
	const struct action *a;
	struct rival_bpf *skel;
	struct request r;
	int status;

	lab__begin();
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(usage_text, stdout);
		return 0;
	}
	a = parse(&r, argc, argv);
	if (!a) {
		fputs(usage_text, stderr);
		return 2;
	}
	skel = rival_bpf__open();
	if (!skel)
		return lab__fail("cannot open the programs", -errno);
	status = run(skel, a, &r);
	rival_bpf__destroy(skel);
	return status;
}
