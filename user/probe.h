/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the kernel side is attached: to vfs_read or the system calls, at the entry and, when
 * returns are wanted, at the return.
 */
#ifndef READSNOOP_USER_PROBE_H
#define READSNOOP_USER_PROBE_H

#include <stdbool.h>
#include <stdint.h>

struct bpf_object;
struct bpf_link;
struct bpf_program;

enum attach_kind { ATTACH_KPROBE, ATTACH_FENTRY, ATTACH_TRACEPOINT, ATTACH_KINDS, ATTACH_AUTO };

/* Which programs are loaded and attached. */
struct probe_plan {
	enum attach_kind kind; /* not ATTACH_AUTO */
	bool follow;	       /* those that follow forks */
	bool returns;	       /* those at the return, see kern/span.bpf.h */
	bool outputs;	       /* those that see who else reads our output, if they can be had */
};

/* At most: two system calls, entry and return; fork and exit of processes, exit of threads. */
#define PROBE_LINKS_MAX 8

struct probe {
	enum attach_kind kind;
	unsigned int links;
	unsigned int first_hit_link; /* the ones before it see no reads */
	struct {
		struct bpf_program *program; /* borrowed */
		struct bpf_link *link;
	} link[PROBE_LINKS_MAX];
};

const char *attach_kind__name(enum attach_kind kind);

/* The kind of that name, "auto" included. 0 or -EINVAL. */
int attach_kind__find(const char *name, enum attach_kind *kind);

/*
 * The kinds as --attach auto tries them, the best first: index 0 to ATTACH_KINDS - 1. For returns a
 * kretprobe is second, since it misses those beyond a fixed number of reads under way.
 */
enum attach_kind attach_kind__preferred(unsigned int index, bool returns);

/* For a notice: what is done when the best cannot be had, and what then stays unseen. */
const char *attach_kind__instead(enum attach_kind kind, bool returns);

/* Between open and load: load what the plan has, only. */
void probe__select(struct bpf_object *object, const struct probe_plan *plan);

/*
 * Attach what probe__select() selected. 0 or a negative errno, with one error line logged if report
 * is set.
 */
int probe__attach(struct probe *probe, struct bpf_object *object, const struct probe_plan *plan,
		  bool report);

/*
 * Detach, and wait until no program that was running on any CPU still is. Safe on a probe that
 * is half attached, or detached already.
 */
void probe__detach(struct probe *probe);

/*
 * Hits that the kernel skipped without calling us: nested kprobes (6.9) and programs not entered
 * because one was running on that CPU. Call before probe__detach(). -1 if this kernel does not
 * tell.
 */
int64_t probe__missed(const struct probe *probe);

/*
 * Time that the kernel says our programs ran, and how often, while somebody had its statistics
 * turned on (bpf_enable_stats(2)); both 0 if nobody had. Call before probe__detach().
 */
void probe__run_time(const struct probe *probe, uint64_t *ns, uint64_t *runs);

#endif
