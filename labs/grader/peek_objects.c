// SPDX-License-Identifier: GPL-2.0-only
/* Finding a process's programs, maps and attachments. */
#include <dirent.h>
#include <errno.h>
#include <error.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "peek.h"

static const struct kind {
	const char *name, *field; /* "field: N" is the id in /proc/PID/fdinfo/FD */
	int (*next_id)(__u32 start, __u32 *next);
	int (*open)(__u32 id);
} kinds[] = {
	{"prog", "prog_id", bpf_prog_get_next_id, bpf_prog_get_fd_by_id},
	{"map", "map_id", bpf_map_get_next_id, bpf_map_get_fd_by_id},
	{"link", "link_id", bpf_link_get_next_id, bpf_link_get_fd_by_id},
};

static const struct kind *kind__find(const char *name)
{
	const struct kind *kind = kinds;

	while (strcmp(kind->name, name))
		kind++;
	return kind;
}

/* A link's fdinfo has prog_id, too; what the object is, its first id says. */
static __u32 id_of_fd(const char *path, const char *field)
{
	FILE *file = fopen(path, "re");
	char name[64];
	__u32 value, id = 0;
	char line[256];

	if (!file)
		return 0;
	while (!id && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%63[^:]: %" SCNu32, name, &value) != 2)
			continue;
		if (strcmp(name, field) == 0)
			id = value;
		else if (strcmp(name, "link_id") == 0)
			break;
	}
	fclose(file);
	return id;
}

static int open_object(const struct kind *kind, __u32 id)
{
	int fd = kind->open(id);

	/* It may have gone in the meantime. */
	if (fd < 0 && errno != ENOENT)
		error(1, errno, "cannot open %s %u", kind->name, id);
	return fd;
}

static void each_of_system(const struct kind *kind, bool (*found)(int fd, void *arg), void *arg)
{
	bool more = true;
	__u32 id = 0;
	int fd;

	while (more && !kind->next_id(id, &id)) {
		fd = open_object(kind, id);
		if (fd < 0)
			continue;
		more = found(fd, arg);
		close(fd);
	}
}

void objects__each(const char *name, int pid, bool (*found)(int fd, void *arg), void *arg)
{
	const struct kind *kind = kind__find(name);
	struct dirent *entry;
	bool more = true;
	char path[300];
	__u32 id, last = 0;
	DIR *dir;
	int fd;

	if (!pid) {
		each_of_system(kind, found, arg);
		return;
	}
	snprintf(path, sizeof(path), "/proc/%d/fdinfo", pid);
	dir = opendir(path);
	if (!dir)
		error(1, errno, "there is no process %d", pid);
	while (more && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "/proc/%d/fdinfo/%s", pid, entry->d_name);
		id = id_of_fd(path, kind->field);
		/* A duplicated descriptor usually follows the first one. */
		if (!id || id == last)
			continue;
		last = id;
		fd = open_object(kind, id);
		if (fd < 0)
			continue;
		more = found(fd, arg);
		close(fd);
	}
	closedir(dir);
}

static bool print_prog(int fd, void *arg)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);
	const char *type;

	(void)arg;
	if (bpf_obj_get_info_by_fd(fd, &info, &size))
		error(1, errno, "cannot ask for a program");
	type = libbpf_bpf_prog_type_str(info.type);
	printf("%u %s %s %llu\n", info.id, type ? type : "?", *info.name ? info.name : "-",
	       (unsigned long long)info.run_cnt);
	return true;
}

void peek__progs(int pid, char **args)
{
	(void)args;
	objects__each("prog", pid, print_prog, NULL);
}

static bool print_map(int fd, void *arg)
{
	struct bpf_map_info info = {};
	__u32 size = sizeof(info);
	const char *type;

	(void)arg;
	if (bpf_obj_get_info_by_fd(fd, &info, &size))
		error(1, errno, "cannot ask for a map");
	type = libbpf_bpf_map_type_str(info.type);
	printf("%u %s %s %u %u %u\n", info.id, type ? type : "?", *info.name ? info.name : "-",
	       info.key_size, info.value_size, info.max_entries);
	return true;
}

void peek__maps(int pid, char **args)
{
	(void)args;
	objects__each("map", pid, print_map, NULL);
}

/* The function that an fentry or fexit program is attached to. */
static const char *btf_function(__u32 id)
{
	static struct btf *vmlinux;
	const struct btf_type *type;

	if (!vmlinux)
		vmlinux = btf__load_vmlinux_btf();
	type = vmlinux ? btf__type_by_id(vmlinux, id) : NULL;
	return type ? btf__name_by_offset(vmlinux, type->name_off) : "?";
}

/* Links that are no perf events; those say more through the descriptors of their events. */
static bool print_link(int fd, void *arg)
{
	struct bpf_link_info info = {};
	__u32 size = sizeof(info);
	char name[128] = "?";

	(void)arg;
	info.raw_tracepoint.tp_name = (unsigned long)name;
	info.raw_tracepoint.tp_name_len = sizeof(name);
	if (bpf_obj_get_info_by_fd(fd, &info, &size))
		error(1, errno, "cannot ask for a link");
	switch (info.type) {
	case BPF_LINK_TYPE_TRACING:
		printf("tracing %s %u\n", btf_function(info.tracing.target_btf_id), info.prog_id);
		break;
	case BPF_LINK_TYPE_RAW_TRACEPOINT:
		printf("raw_tracepoint %s %u\n", name, info.prog_id);
		break;
	default:
		break;
	}
	return true;
}

static void print_perf_event(int pid, int fd)
{
	static const char *const names[] = {
		[BPF_FD_TYPE_TRACEPOINT] = "tracepoint", [BPF_FD_TYPE_KPROBE] = "kprobe",
		[BPF_FD_TYPE_KRETPROBE] = "kretprobe",	 [BPF_FD_TYPE_UPROBE] = "uprobe",
		[BPF_FD_TYPE_URETPROBE] = "uretprobe",
	};
	__u32 size, prog_id, type;
	__u64 offset, address;
	char name[256] = "";

	size = sizeof(name);
	if (bpf_task_fd_query(pid, fd, 0, name, &size, &prog_id, &type, &offset, &address))
		return;
	if (type < sizeof(names) / sizeof(*names) && names[type])
		printf("%s %s %u\n", names[type], *name ? name : "?", prog_id);
}

static void print_perf_events(int pid)
{
	struct dirent *entry;
	char path[300], target[64];
	ssize_t n;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/fd", pid);
	dir = opendir(path);
	if (!dir)
		error(1, errno, "there is no process %d", pid);
	while ((entry = readdir(dir))) {
		snprintf(path, sizeof(path), "/proc/%d/fd/%s", pid, entry->d_name);
		n = readlink(path, target, sizeof(target) - 1);
		target[n > 0 ? n : 0] = '\0';
		if (strcmp(target, "anon_inode:[perf_event]") == 0)
			print_perf_event(pid, atoi(entry->d_name));
	}
	closedir(dir);
}

void peek__links(int pid, char **args)
{
	(void)args;
	if (!pid)
		error(1, 0, "links wants a process");
	objects__each("link", pid, print_link, NULL);
	print_perf_events(pid);
}
