// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <linux/membarrier.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "cause.h"
#include "kernel_version.h"
#include "log.h"
#include "probe.h"
#include "tracefs.h"

/* Programs in kern/, and what each needs. */
enum role {
	ROLE_KPROBE = ATTACH_KPROBE,
	ROLE_FENTRY = ATTACH_FENTRY,
	ROLE_TRACEPOINT = ATTACH_TRACEPOINT,
	ROLE_FOLLOW,  /* with probe_plan.follow */
	ROLE_THREADS, /* with probe_plan.returns */
	ROLE_READV,   /* with probe_plan.outputs, where kprobes are; else: */
	ROLE_READV_TRACEPOINT,
	ROLE_SELF
};

static const struct {
	const char *program;
	enum role role;
	const char *target;
	bool at_return; /* with probe_plan.returns */
} entry_points[] = {
	/* Never attached: run once, by own__learn(). */
	{"learn_self", ROLE_SELF, NULL, false},
	/* The tree must be followed before the first read is seen. */
	{"tree_fork", ROLE_FOLLOW, "sched_process_fork", false},
	{"tree_exit", ROLE_FOLLOW, "sched_process_exit", false},
	{"span_exit", ROLE_THREADS, "sched_process_exit", false},
	{"own_vfs_readv", ROLE_READV, "vfs_readv", false},
	{"own_enter_readv", ROLE_READV_TRACEPOINT, "syscalls/sys_enter_readv", false},
	/* Returns first: detached in the reverse order, they see the end of all that began. */
	{"kretprobe_vfs_read", ROLE_KPROBE, "vfs_read", true},
	{"fexit_vfs_read", ROLE_FENTRY, "vfs_read", true},
	{"tp_exit_read", ROLE_TRACEPOINT, "syscalls/sys_exit_read", true},
	{"tp_exit_pread", ROLE_TRACEPOINT, "syscalls/sys_exit_pread64", true},
	{"kprobe_vfs_read", ROLE_KPROBE, "vfs_read", false},
	{"fentry_vfs_read", ROLE_FENTRY, "vfs_read", false},
	{"tp_enter_read", ROLE_TRACEPOINT, "syscalls/sys_enter_read", false},
	{"tp_enter_pread", ROLE_TRACEPOINT, "syscalls/sys_enter_pread64", false},
};

#define ENTRY_POINTS (sizeof(entry_points) / sizeof(entry_points[0]))

static const struct {
	const char *name, *instead;
} kinds[ATTACH_KINDS] = {
	[ATTACH_KPROBE] = {"kprobe", ""},
	[ATTACH_FENTRY] = {"fentry", "tracing it by fentry, which sees the same"},
	[ATTACH_TRACEPOINT] =
		{"tracepoint",
		 "tracing read(2) and pread64(2)\n"
		 "readsnoop: instead: reads by the kernel and by 32-bit programs stay "
		 "unseen"},
};

const char *attach_kind__name(enum attach_kind kind)
{
	return kind == ATTACH_AUTO ? "auto" : kinds[kind].name;
}

int attach_kind__find(const char *name, enum attach_kind *kind)
{
	for (int i = 0; i <= ATTACH_AUTO; i++)
		if (i != ATTACH_KINDS && strcmp(name, attach_kind__name(i)) == 0) {
			*kind = i;
			return 0;
		}
	return -EINVAL;
}

enum attach_kind attach_kind__preferred(unsigned int index, bool returns)
{
	static const enum attach_kind order[2][ATTACH_KINDS] = {
		{ATTACH_KPROBE, ATTACH_FENTRY, ATTACH_TRACEPOINT},
		{ATTACH_FENTRY, ATTACH_KPROBE, ATTACH_TRACEPOINT},
	};

	return order[returns][index];
}

const char *attach_kind__instead(enum attach_kind kind, bool returns)
{
	if (returns && kind == ATTACH_KPROBE)
		return "tracing it by kretprobe, which misses returns\n"
		       "readsnoop: while many reads are under way";
	return kinds[kind].instead;
}

/* Those that see who else reads our output. Without them a tmux that shows it shows in it. */
static bool is_optional(enum role role)
{
	return role == ROLE_READV || role == ROLE_READV_TRACEPOINT;
}

/* To be attached; the one that never is has to be loaded all the same. */
static bool is_wanted(unsigned int entry_point, const struct probe_plan *plan)
{
	enum role role = entry_points[entry_point].role;

	if (role == ROLE_FOLLOW)
		return plan->follow;
	if (role == ROLE_THREADS)
		return plan->returns;
	if (is_optional(role))
		return plan->outputs && (role == ROLE_READV) == (plan->kind != ATTACH_TRACEPOINT);
	return role == (enum role)plan->kind &&
	       (plan->returns || !entry_points[entry_point].at_return);
}

void probe__select(struct bpf_object *object, const struct probe_plan *plan)
{
	for (unsigned int i = 0; i < ENTRY_POINTS; i++) {
		struct bpf_program *program =
			bpf_object__find_program_by_name(object, entry_points[i].program);

		bpf_program__set_autoload(program,
					  entry_points[i].role == ROLE_SELF || is_wanted(i, plan));
	}
}

/*
 * By the perf event, not through libbpf's path lookup: works without a mounted tracefs, and the
 * kernel detaches it by itself when we die.
 */
static struct bpf_link *attach_tracepoint(struct bpf_program *program, const char *tracepoint)
{
	struct perf_event_attr attr = {.size = sizeof(attr), .type = PERF_TYPE_TRACEPOINT};
	struct bpf_link *link;
	int id, fd;

	id = tracefs__tracepoint_id(tracepoint);
	if (id < 0) {
		errno = -id;
		return NULL;
	}
	attr.config = (unsigned int)id;
	fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	if (fd < 0)
		return NULL;
	link = bpf_program__attach_perf_event(program, fd);
	if (!link) {
		int err = errno;

		close(fd);
		errno = err;
	}
	return link;
}

static struct bpf_link *attach_one(struct bpf_program *program, unsigned int entry_point)
{
	const char *target = entry_points[entry_point].target;

	switch (entry_points[entry_point].role) {
	case ROLE_KPROBE:
	case ROLE_READV:
		return bpf_program__attach_kprobe(program, entry_points[entry_point].at_return,
						  target);
	case ROLE_TRACEPOINT:
	case ROLE_READV_TRACEPOINT:
		return attach_tracepoint(program, target);
	default:
		return bpf_program__attach(program);
	}
}

/* The cause if a check knows it, else what failed. The error that stands for it. */
static int report_failure(enum attach_kind kind, enum role role, const char *target, int err)
{
	struct finding finding;
	int meaning;

	if (cause__find(kind, err, &finding, &meaning))
		cause__log(&finding);
	else
		log__error("attaching %s to '%s' failed: %s",
			   role == ROLE_FOLLOW	  ? "the fork tracker"
			   : role == ROLE_THREADS ? "the thread tracker"
						  : kinds[role].name,
			   target, strerror(-err));
	return meaning;
}

int probe__attach(struct probe *probe, struct bpf_object *object, const struct probe_plan *plan,
		  bool report)
{
	memset(probe, 0, sizeof(*probe));
	probe->kind = plan->kind;
	for (unsigned int i = 0; i < ENTRY_POINTS; i++) {
		enum role role = entry_points[i].role;
		struct bpf_program *program;
		struct bpf_link *link;

		if (!is_wanted(i, plan))
			continue;
		program = bpf_object__find_program_by_name(object, entry_points[i].program);
		link = attach_one(program, i);
		if (!link && is_optional(role)) {
			log__verbose("attaching to '%s' failed: %s", entry_points[i].target,
				     strerror(errno));
			continue;
		}
		if (!link) {
			int err = -errno;

			if (report)
				err = report_failure(plan->kind, role, entry_points[i].target, err);
			probe__detach(probe);
			return err;
		}
		if (role >= ROLE_FOLLOW)
			probe->first_hit_link++;
		probe->link[probe->links].program = program;
		probe->link[probe->links].link = link;
		probe->links++;
	}
	return 0;
}

void probe__detach(struct probe *probe)
{
	if (!probe->links)
		return;
	while (probe->links > 0)
		bpf_link__destroy(probe->link[--probe->links].link);
	/*
	 * A program that has begun may still be running on another CPU. All of ours run under
	 * RCU, and this call is synchronize_rcu() (kernel/sched/membarrier.c). Where it is refused
	 * (nohz_full), the ledger's wait for pending events has to do.
	 */
	syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
}

/*
 * bpf_link_info.perf_event.kprobe (include/uapi/linux/bpf.h, 6.9), which the headers of older
 * distributions lack.
 */
struct kprobe_link_info {
	__u32 type, id, prog_id, pad;
	__u32 perf_event_type, pad2;
	__u64 func_name;
	__u32 name_len, offset;
	__u64 addr, missed;
};

#define LINK_TYPE_PERF_EVENT	  7
#define PERF_EVENT_TYPE_KPROBE	  3
#define PERF_EVENT_TYPE_KRETPROBE 4

/* Hits while a kprobe was being handled and, of a kretprobe, without a place left; or -1. */
static int64_t link_missed(int link_fd)
{
	struct kprobe_link_info info = {};
	__u32 len = sizeof(info);

	if (bpf_obj_get_info_by_fd(link_fd, &info, &len) || len < sizeof(info) ||
	    info.type != LINK_TYPE_PERF_EVENT ||
	    (info.perf_event_type != PERF_EVENT_TYPE_KPROBE &&
	     info.perf_event_type != PERF_EVENT_TYPE_KRETPROBE))
		return -1;
	return (int64_t)info.missed;
}

/* Times the program was not entered because one was running on that CPU, or -1. */
static int64_t program_missed(int program_fd)
{
	struct bpf_prog_info info = {};
	__u32 len = sizeof(info);

	if (bpf_obj_get_info_by_fd(program_fd, &info, &len) ||
	    len < offsetof(struct bpf_prog_info, recursion_misses) + sizeof(info.recursion_misses))
		return -1;
	return (int64_t)info.recursion_misses;
}

int64_t probe__missed(const struct probe *probe)
{
	int64_t total = 0;

	/*
	 * The fields are older than the counting: programs behind perf events count what they
	 * skip since 6.7, kprobes say what they missed since 6.9. Before that a 0 means nothing.
	 */
	if ((probe->kind == ATTACH_TRACEPOINT && !kernel_version__is_at_least(6, 7)) ||
	    (probe->kind == ATTACH_KPROBE && !kernel_version__is_at_least(6, 9)))
		return -1;
	for (unsigned int i = probe->first_hit_link; i < probe->links; i++) {
		int64_t skipped = program_missed(bpf_program__fd(probe->link[i].program));
		int64_t nested = probe->kind == ATTACH_KPROBE
					 ? link_missed(bpf_link__fd(probe->link[i].link))
					 : 0;

		if (skipped < 0 || nested < 0)
			return -1;
		total += skipped + nested;
	}
	return total;
}

void probe__run_time(const struct probe *probe, uint64_t *ns, uint64_t *runs)
{
	*ns = *runs = 0;
	for (unsigned int i = probe->first_hit_link; i < probe->links; i++) {
		struct bpf_prog_info info = {};
		__u32 len = sizeof(info);

		if (bpf_obj_get_info_by_fd(bpf_program__fd(probe->link[i].program), &info, &len))
			continue;
		*ns += info.run_time_ns;
		*runs += info.run_cnt;
	}
}
