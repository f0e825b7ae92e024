// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many bytes have gone through a ring, by the positions that the kernel and the reader keep in
 * the memory they share: what a program says it received has to fit them.
 */
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <linux/perf_event.h>
#include <bpf/bpf.h>

#include "peek.h"

static void print_ring(uint64_t size, uint64_t head, uint64_t tail)
{
	printf("%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", size, head, tail);
}

static uint64_t read_position(int memory, uint64_t address)
{
	uint64_t position;

	if (pread(memory, &position, sizeof(position), (off_t)address) != sizeof(position))
		error(1, errno, "cannot read the process's memory");
	return position;
}

/* The first page of the mapping is struct perf_event_mmap_page, the others are the data. */
static void print_perf_ring(int memory, uint64_t start, uint64_t end)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);

	print_ring(end - start - page,
		   read_position(memory, start + offsetof(struct perf_event_mmap_page, data_head)),
		   read_position(memory, start + offsetof(struct perf_event_mmap_page, data_tail)));
}

void peek__rings(int pid, char **args)
{
	char path[64], line[512];
	uint64_t start, end;
	FILE *maps;
	int memory;

	(void)args;
	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "re");
	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	memory = open(path, O_RDONLY | O_CLOEXEC);
	if (!maps || memory < 0)
		error(1, errno, "cannot look into process %d", pid);
	while (fgets(line, sizeof(line), maps)) {
		if (strstr(line, "anon_inode:[perf_event]") &&
		    sscanf(line, "%" SCNx64 "-%" SCNx64, &start, &end) == 2)
			print_perf_ring(memory, start, end);
	}
	close(memory);
	fclose(maps);
}

struct wanted {
	const char *name;
	bool found;
};

static uint64_t map_position(int fd, off_t offset)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	const uint64_t *position = mmap(NULL, page, PROT_READ, MAP_SHARED, fd, offset);
	uint64_t value;

	if (position == MAP_FAILED)
		error(1, errno, "cannot map the ring buffer");
	value = __atomic_load_n(position, __ATOMIC_ACQUIRE);
	munmap((void *)position, page);
	return value;
}

/* A BPF ring buffer begins with a page for the reader's position and one for the kernel's. */
static bool print_ring_buffer(int fd, void *arg)
{
	struct bpf_map_info info = {};
	__u32 size = sizeof(info);
	struct wanted *wanted = arg;

	if (bpf_obj_get_info_by_fd(fd, &info, &size))
		error(1, errno, "cannot ask for a map");
	if (info.type != BPF_MAP_TYPE_RINGBUF || strcmp(info.name, wanted->name) != 0)
		return true;
	print_ring(info.max_entries, map_position(fd, sysconf(_SC_PAGESIZE)), map_position(fd, 0));
	wanted->found = true;
	return false;
}

void peek__ring(int pid, char **args)
{
	struct wanted wanted = {.name = args[0]};

	objects__each("map", pid, print_ring_buffer, &wanted);
	if (!wanted.found)
		error(1, 0, "there is no ring buffer '%s'", args[0]);
}
