// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <mntent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "cgroup.h"
#include "log.h"

#define PATH_SIZE 4096

/* Where cgroup2 is mounted: its own place, or on a system that has v1 too, "unified" or the like.
 */
static bool find_mount(char *path)
{
	FILE *mounts = setmntent("/proc/self/mounts", "re");
	struct mntent entry;
	char text[PATH_SIZE * 2];
	bool found = false;

	if (!mounts)
		return false;
	while (!found && getmntent_r(mounts, &entry, text, sizeof(text)))
		if (strcmp(entry.mnt_type, "cgroup2") == 0)
			found = snprintf(path, PATH_SIZE, "%s", entry.mnt_dir) < PATH_SIZE;
	endmntent(mounts);
	return found;
}

static int open_directory(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

static bool is_cgroup2(int fd)
{
	struct statfs fs;

	return fstatfs(fd, &fs) == 0 && fs.f_type == CGROUP2_SUPER_MAGIC;
}

/* The descriptor, or a negative errno: of the place below the mount, which is the last one tried.
 */
static int find(const char *path, const char *mount)
{
	char below[2 * PATH_SIZE];
	int fd = path[0] == '/' ? open_directory(path) : -ENOENT;

	if (fd >= 0 && is_cgroup2(fd))
		return fd;
	if (fd >= 0)
		close(fd);
	if (snprintf(below, sizeof(below), "%s/%s", mount, path) >= (int)sizeof(below))
		return -ENAMETOOLONG;
	fd = open_directory(below);
	/* A v1 hierarchy may be mounted below, and "../.." leads anywhere. */
	if (fd >= 0 && !is_cgroup2(fd)) {
		close(fd);
		return -EINVAL;
	}
	return fd;
}

int cgroup__open(const char *path)
{
	char mount[PATH_SIZE];
	int fd;

	if (!find_mount(mount)) {
		log__error("--cgroup '%s': cgroup2 is not mounted; mount it: "
			   "mount -t cgroup2 cgroup2 /sys/fs/cgroup",
			   path);
		return -EOPNOTSUPP;
	}
	fd = find(path, mount);
	if (fd == -ENOENT || fd == -ENOTDIR || fd == -EINVAL) {
		log__error(
			"--cgroup '%s': no such cgroup (v2); give a directory below '%s', or the "
			"path behind '0::' in /proc/PID/cgroup",
			path, mount);
		return -EINVAL;
	}
	if (fd < 0)
		log__error("--cgroup '%s': opening it failed: %s", path, strerror(-fd));
	return fd;
}
