// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_limit.h"
#include "text_file.h"

/* Where the memory controller's files may be; v2 alone, v2 beside v1, v1. */
static const struct {
	const char *root, *file;
	bool v1;
} hierarchies[] = {
	{"/sys/fs/cgroup", "memory.max", false},
	{"/sys/fs/cgroup/unified", "memory.max", false},
	{"/sys/fs/cgroup/memory", "memory.limit_in_bytes", true},
};

static void consider(struct memory_limit *limit, unsigned long long bytes, const char *source)
{
	if (bytes >= limit->bytes)
		return;
	limit->bytes = bytes;
	snprintf(limit->source, sizeof(limit->source), "%s", source);
}

/* "max" of v2 is no number, and no limit. */
static void consider_file(struct memory_limit *limit, const char *path)
{
	long long bytes;

	if (text_file__read_number(path, &bytes) == 0)
		consider(limit, (unsigned long long)bytes, path);
}

/* A cgroup and all above it; path ("/a/b", or "" for the root) is cut to pieces. */
static void consider_cgroup(struct memory_limit *limit, const char *root, char *path,
			    const char *name)
{
	char file[2 * PATH_MAX];
	char *slash;

	do {
		snprintf(file, sizeof(file), "%s%s/%s", root, path, name);
		consider_file(limit, file);
		slash = strrchr(path, '/');
		if (slash)
			*slash = '\0';
	} while (slash);
}

/* A line of /proc/self/cgroup: "0::/path", or "4:memory:/path" of v1. */
static void consider_line(struct memory_limit *limit, char *line)
{
	char *controllers = strchr(line, ':');
	char *path = controllers ? strchr(++controllers, ':') : NULL;
	bool v1;

	if (!path)
		return;
	*path++ = '\0';
	v1 = strcmp(controllers, "memory") == 0;
	if (!v1 && *controllers)
		return;
	for (unsigned int i = 0; i < sizeof(hierarchies) / sizeof(hierarchies[0]); i++) {
		char copy[PATH_MAX];

		if (hierarchies[i].v1 != v1)
			continue;
		snprintf(copy, sizeof(copy), "%s", path[1] ? path : "");
		consider_cgroup(limit, hierarchies[i].root, copy, hierarchies[i].file);
	}
}

static void consider_machine(struct memory_limit *limit)
{
	char text[8192];
	const char *line = NULL;
	unsigned long long kib;

	if (text_file__read(AT_FDCWD, "/proc/meminfo", text, sizeof(text)) == 0)
		line = strstr(text, "MemAvailable:");
	if (line && sscanf(line, "MemAvailable: %llu", &kib) == 1)
		consider(limit, kib << 10, "MemAvailable of /proc/meminfo");
}

void memory_limit__find(struct memory_limit *limit)
{
	char text[16384], *rest = text, *line;

	*limit = (struct memory_limit){.bytes = ULLONG_MAX, .source = "no limit"};
	consider_machine(limit);
	if (text_file__read(AT_FDCWD, "/proc/self/cgroup", text, sizeof(text)))
		return;
	while ((line = strsep(&rest, "\n")))
		consider_line(limit, line);
}
