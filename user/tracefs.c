// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <unistd.h>

#include "tracefs.h"

static const char *const mount_points[] = {"/sys/kernel/tracing", "/sys/kernel/debug/tracing"};

/*
 * A tracefs that is mounted nowhere (fsopen(2), Linux 5.2). An O_PATH-like fd or a negative errno.
 */
static int open_detached(void)
{
	int context, mount = -1, err;

	context = fsopen("tracefs", FSOPEN_CLOEXEC);
	if (context < 0)
		return -errno;
	if (fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0)
		mount = fsmount(context, FSMOUNT_CLOEXEC, MOUNT_ATTR_NOEXEC | MOUNT_ATTR_NOSUID);
	err = mount < 0 ? -errno : 0;
	close(context);
	return err ? err : mount;
}

static int open_tracefs(void)
{
	for (unsigned int i = 0; i < sizeof(mount_points) / sizeof(mount_points[0]); i++) {
		int dir = open(mount_points[i], O_PATH | O_DIRECTORY | O_CLOEXEC);

		if (dir < 0)
			continue;
		/* The directory is there even when nothing is mounted on it. */
		if (faccessat(dir, "events", F_OK, 0) == 0)
			return dir;
		close(dir);
	}
	return open_detached();
}

int tracefs__tracepoint_id(const char *tracepoint)
{
	char path[128], text[32];
	int dir, fd;
	ssize_t len;

	dir = open_tracefs();
	if (dir < 0)
		return dir == -EPERM ? -EPERM : -ENODEV;
	snprintf(path, sizeof(path), "events/%s/id", tracepoint);
	fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		int err = -errno;

		close(dir);
		return err;
	}
	len = read(fd, text, sizeof(text) - 1);
	close(fd);
	close(dir);
	if (len <= 0)
		return -EIO;
	text[len] = '\0';
	return atoi(text);
}
