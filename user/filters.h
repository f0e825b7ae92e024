/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which reads are wanted: what the options say, how that becomes the kernel side's constants and
 * maps, and what can be wrong with it.
 */
#ifndef READSNOOP_USER_FILTERS_H
#define READSNOOP_USER_FILTERS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "../common/comm_key.h"
#include "../common/probe_config.h"

struct bpf_object;
struct cpu_set;

struct id_list {
	uint32_t *ids;
	unsigned int count;
};

struct id_choice {
	struct id_list wanted, unwanted;
};

struct name_list {
	struct comm_key *names;
	unsigned int count;
};

struct name_choice {
	struct name_list wanted, unwanted;
};

struct path_list {
	const char **paths; /* the paths themselves are borrowed */
	unsigned int count;
};

/* Each costs the kernel side a call, and the verifier a turn of a loop. */
#define CGROUPS_MAX 64

/* All zero: everything is wanted. */
struct filters {
	struct id_choice tgids, tids, uids;
	struct name_choice comms;
	struct path_list cgroups;
	struct cpu_set *cpus; /* NULL: all */
	bool follow;	      /* the wanted tgids are roots: their descendants are wanted too */
	uint32_t sample;      /* one in that many; 0: all */
};

void filters__fini(struct filters *filters);

/*
 * The arguments of options, each adding to what was given before: comma lists, or for a cgroup one
 * path. NULL, or what is wrong with it (static).
 */
const char *filters__add_tgids(struct id_list *list, const char *words);
const char *filters__add_tids(struct id_list *list, const char *words);
const char *filters__add_uids(struct id_list *list, const char *words);
/* Written as the text output shows a name: \\ and \xNN are undone; and \, for a comma in one. */
const char *filters__add_names(struct name_list *list, const char *words);
const char *filters__add_cgroup(struct filters *filters, const char *path);
/* As in "0-3,5"; every one must be possible here. */
const char *filters__add_cpus(struct filters *filters, const char *list);
/* "1/N" */
const char *filters__set_sample(struct filters *filters, const char *share);

/* What cannot be meant. NULL, or what is wrong (static, until the next call). */
const char *filters__contradiction(const struct filters *filters, bool has_command);

/*
 * What the system says to them: that processes, threads and cgroups exist, and that ids mean here
 * what they mean to the kernel side. CPUs that are offline are worth a notice. 0; -EINVAL for
 * something that is not there, or -EOPNOTSUPP, logged.
 */
int filters__check_system(const struct filters *filters, bool has_command);

/* The part of the kernel side's constants that is about filters. */
void filters__configure(const struct filters *filters, bool has_command,
			struct probe_config *config);

/* Between open and load: size the maps that config turns on, and leave out what is in its way. */
void filters__size_maps(const struct filters *filters, const struct probe_config *config,
			struct bpf_object *object);

/* After the load and before the attach: fill them. 0 or a negative errno. */
int filters__fill_maps(const struct filters *filters, struct bpf_object *object);

/*
 * Once the fork tracker is attached: follow the command, or the wanted processes and all that
 * descends from them already. 0 or a negative errno.
 */
int filters__follow(const struct filters *filters, pid_t command, struct bpf_object *object);

#endif
