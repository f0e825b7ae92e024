// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>

#include "process_tree.h"

/* include/linux/sched.h; proc_pid_stat(5) shows the flags. */
#define PF_EXITING 0x4

struct stat_line {
	char state;
	uint32_t parent;
	unsigned int flags;
	long threads;
};

/* False if there is no such process (any more). */
static bool read_stat(uint32_t tgid, struct stat_line *stat)
{
	char path[64], line[1024];
	const char *rest;
	FILE *file;
	bool got;

	snprintf(path, sizeof(path), "/proc/%u/stat", tgid);
	file = fopen(path, "re");
	if (!file)
		return false;
	got = fgets(line, sizeof(line), file) != NULL;
	fclose(file);
	/* The name before may hold anything, also a parenthesis. */
	rest = got ? strrchr(line, ')') : NULL;
	return rest && sscanf(rest,
			      ") %c %u %*d %*d %*d %*d %u %*u %*u %*u %*u %*u %*u %*d %*d "
			      "%*d %*d %ld",
			      &stat->state, &stat->parent, &stat->flags, &stat->threads) == 4;
}

/* Its exit has passed the tracker already, or is about to. A leader may go before its threads. */
static bool has_exited(const struct stat_line *stat)
{
	return (stat->state == 'Z' || stat->state == 'X' || (stat->flags & PF_EXITING)) &&
	       stat->threads <= 1;
}

/* 1: added; 0: it has exited, and is not in the map. */
static int add(int tree_fd, uint32_t tgid)
{
	struct stat_line stat;
	uint8_t present = 1;

	if (bpf_map_update_elem(tree_fd, &tgid, &present, BPF_ANY))
		return -errno;
	/* Looked at after it was put in: had it exited before, nobody would take it out again. */
	if (read_stat(tgid, &stat) && !has_exited(&stat))
		return 1;
	bpf_map_delete_elem(tree_fd, &tgid);
	return 0;
}

static bool is_in(int tree_fd, uint32_t tgid)
{
	uint8_t present;

	return bpf_map_lookup_elem(tree_fd, &tgid, &present) == 0;
}

/* The children of those that are in: how many were added, or a negative errno. */
static int add_children(int tree_fd, DIR *proc)
{
	struct stat_line stat;
	struct dirent *entry;
	int added = 0;

	rewinddir(proc);
	while ((entry = readdir(proc))) {
		uint32_t tgid = (uint32_t)strtoul(entry->d_name, NULL, 10);
		int n;

		if (!isdigit((unsigned char)entry->d_name[0]) || is_in(tree_fd, tgid) ||
		    !read_stat(tgid, &stat) || !is_in(tree_fd, stat.parent))
			continue;
		n = add(tree_fd, tgid);
		if (n < 0)
			return n;
		added += n;
	}
	return added;
}

int process_tree__add(int tree_fd, uint32_t tgid)
{
	int n = add(tree_fd, tgid);

	return n < 0 ? n : 0;
}

int process_tree__add_descendants(int tree_fd)
{
	DIR *proc = opendir("/proc");
	int added;

	if (!proc)
		return -errno;
	/* Until a pass finds none: who was not in yet may have forked unnoticed. */
	do {
		added = add_children(tree_fd, proc);
	} while (added > 0);
	closedir(proc);
	return added;
}
