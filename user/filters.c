// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "cause.h"
#include "cgroup.h"
#include "cpus.h"
#include "filters.h"
#include "log.h"
#include "process_tree.h"

/* Live processes that are followed; a fork bomb aside, nobody comes near. */
#define TREE_MAX 65536

static void free_choice(struct id_choice *choice)
{
	free(choice->wanted.ids);
	free(choice->unwanted.ids);
}

void filters__fini(struct filters *filters)
{
	free_choice(&filters->tgids);
	free_choice(&filters->tids);
	free_choice(&filters->uids);
	free(filters->comms.wanted.names);
	free(filters->comms.unwanted.names);
	free(filters->cgroups.paths);
	free(filters->cpus);
}

/* 0; or a negative errno, logged, where process ids are not those that the kernel side sees. */
static int check_pid_ids(void)
{
	struct finding finding = {};

	check_pid_namespace(&finding);
	if (finding.err)
		cause__log(&finding);
	return finding.err;
}

static unsigned int listed_ids(const struct id_choice *choice)
{
	return choice->wanted.count + choice->unwanted.count;
}

static int check_ids_exist(const struct id_list *list, const char *what)
{
	for (unsigned int i = 0; i < list->count; i++)
		if (kill((pid_t)list->ids[i], 0) < 0 && errno == ESRCH) {
			log__error("there is no %s %u", what, list->ids[i]);
			return -ESRCH;
		}
	return 0;
}

static int check_cgroups(const struct path_list *list)
{
	for (unsigned int i = 0; i < list->count; i++) {
		int fd = cgroup__open(list->paths[i]);

		if (fd < 0)
			return fd;
		close(fd);
	}
	return 0;
}

static void notice_offline(const struct cpu_set *wanted)
{
	static struct cpu_set online;

	if (cpus__online(&online))
		return;
	for (unsigned int cpu = 0; cpu < wanted->end; cpu++)
		if (wanted->has[cpu] && !online.has[cpu])
			log__notice("CPU %u is offline: nothing reads there until it comes online",
				    cpu);
}

int filters__check_system(const struct filters *filters, bool has_command)
{
	int err = 0;

	if (has_command || listed_ids(&filters->tgids) || listed_ids(&filters->tids))
		err = check_pid_ids();
	if (!err)
		err = check_ids_exist(&filters->tgids.wanted, "process");
	if (!err)
		err = check_ids_exist(&filters->tids.wanted, "thread");
	if (!err)
		err = check_cgroups(&filters->cgroups);
	if (!err && filters->cpus)
		notice_offline(filters->cpus);
	return err;
}

static enum filter_policy policy(unsigned int wanted, unsigned int unwanted)
{
	if (wanted)
		return FILTER_ONLY;
	return unwanted ? FILTER_EXCEPT : FILTER_OFF;
}

static enum filter_policy id_policy(const struct id_choice *choice)
{
	return policy(choice->wanted.count, choice->unwanted.count);
}

/* A single name needs no map: the kernel side then compares two words. */
static void configure_comms(const struct name_choice *comms, struct probe_config *config)
{
	const struct name_list *one = comms->wanted.count ? &comms->wanted : &comms->unwanted;

	config->filter_comm = policy(comms->wanted.count, comms->unwanted.count);
	config->one_comm = comms->wanted.count + comms->unwanted.count == 1;
	if (!config->one_comm)
		return;
	config->comm = one->names[0];
	memset(&config->comm_mask, 0xff, strlen((const char *)one->names) + 1);
}

static void configure_cpus(const struct cpu_set *cpus, struct probe_config *config)
{
	config->filter_cpu = true;
	for (unsigned int cpu = 0; cpu < cpus->end; cpu++)
		if (cpus->has[cpu])
			config->cpus[cpu / 64] |= 1ULL << cpu % 64;
}

void filters__configure(const struct filters *filters, bool has_command,
			struct probe_config *config)
{
	config->filter_tree = has_command || filters->follow;
	config->filter_tgid = id_policy(&filters->tgids);
	/* Followed, the wanted ones are in the tree; what is unwanted of it may still be listed. */
	if (filters->follow)
		config->filter_tgid = policy(0, filters->tgids.unwanted.count);
	config->filter_tid = id_policy(&filters->tids);
	config->filter_uid = id_policy(&filters->uids);
	configure_comms(&filters->comms, config);
	config->cgroups = filters->cgroups.count;
	if (filters->cpus)
		configure_cpus(filters->cpus, config);
	if (config->filter_tree || config->filter_tgid || config->filter_tid ||
	    config->filter_uid || config->filter_comm || config->cgroups || config->filter_cpu ||
	    filters->sample)
		config->extras = true;
	/* At most 2^32 / N of 2^32 equally likely numbers are below. */
	if (filters->sample)
		config->sample_below = (uint32_t)((1ULL << 32) / filters->sample);
}

static struct bpf_map *find_map(struct bpf_object *object, const char *name)
{
	return bpf_object__find_map_by_name(object, name);
}

static void size_map(struct bpf_object *object, const char *name, unsigned int entries)
{
	if (entries > 0)
		bpf_map__set_max_entries(find_map(object, name), entries);
}

void filters__size_maps(const struct filters *filters, const struct probe_config *config,
			struct bpf_object *object)
{
	size_map(object, "tgids", listed_ids(&filters->tgids));
	size_map(object, "tids", listed_ids(&filters->tids));
	size_map(object, "uids", listed_ids(&filters->uids));
	size_map(object, "comms", filters->comms.wanted.count + filters->comms.unwanted.count);
	size_map(object, "cgroups", filters->cgroups.count);
	if (config->filter_tree)
		size_map(object, "tree", TREE_MAX);
	/* A kernel without cgroups has no such map either. */
	if (!config->cgroups)
		bpf_map__set_autocreate(find_map(object, "cgroups"), false);
}

/* keys: of the map's key_size each */
static int fill_map(struct bpf_map *map, const void *keys, unsigned int count, uint8_t wanted)
{
	const char *key = keys;

	for (unsigned int i = 0; i < count; i++, key += bpf_map__key_size(map))
		if (bpf_map_update_elem(bpf_map__fd(map), key, &wanted, BPF_ANY))
			return -errno;
	return 0;
}

static int fill_id_map(struct bpf_map *map, const struct id_choice *choice)
{
	int err = fill_map(map, choice->wanted.ids, choice->wanted.count, true);

	return err ? err : fill_map(map, choice->unwanted.ids, choice->unwanted.count, false);
}

static int fill_comms(struct bpf_map *map, const struct name_choice *choice)
{
	int err = fill_map(map, choice->wanted.names, choice->wanted.count, true);

	return err ? err : fill_map(map, choice->unwanted.names, choice->unwanted.count, false);
}

static int fill_cgroups(struct bpf_map *map, const struct path_list *list)
{
	for (uint32_t i = 0; i < list->count; i++) {
		int fd = cgroup__open(list->paths[i]);
		int err;

		if (fd < 0)
			return fd;
		err = bpf_map_update_elem(bpf_map__fd(map), &i, &fd, BPF_ANY) ? -errno : 0;
		close(fd);
		if (err)
			return err;
	}
	return 0;
}

int filters__fill_maps(const struct filters *filters, struct bpf_object *object)
{
	int err = fill_id_map(find_map(object, "tgids"), &filters->tgids);

	if (!err)
		err = fill_id_map(find_map(object, "tids"), &filters->tids);
	if (!err)
		err = fill_id_map(find_map(object, "uids"), &filters->uids);
	if (!err)
		err = fill_comms(find_map(object, "comms"), &filters->comms);
	if (!err)
		err = fill_cgroups(find_map(object, "cgroups"), &filters->cgroups);
	return err;
}

int filters__follow(const struct filters *filters, pid_t command, struct bpf_object *object)
{
	int tree_fd = bpf_map__fd(find_map(object, "tree"));
	int err;

	if (command)
		return process_tree__add(tree_fd, (uint32_t)command);
	if (!filters->follow)
		return 0;
	for (unsigned int i = 0; i < filters->tgids.wanted.count; i++) {
		err = process_tree__add(tree_fd, filters->tgids.wanted.ids[i]);
		if (err)
			return err;
	}
	return process_tree__add_descendants(tree_fd);
}
