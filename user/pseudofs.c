// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mount.h>
#include <unistd.h>

#include "pseudofs.h"

const struct pseudofs pseudofs_tracefs = {
	.type = "tracefs",
	.paths = {"/sys/kernel/tracing", "/sys/kernel/debug/tracing"},
	.has = "events",
};

const struct pseudofs pseudofs_debugfs = {
	.type = "debugfs",
	.paths = {"/sys/kernel/debug"},
	.has = "tracing",
};

const struct pseudofs pseudofs_securityfs = {
	.type = "securityfs",
	.paths = {"/sys/kernel/security"},
	.has = "lsm",
};

/* fsopen(2) is of Linux 5.2. */
static int open_detached(const char *type)
{
	int context, mount = -1, err;

	context = fsopen(type, FSOPEN_CLOEXEC);
	if (context < 0)
		return -errno;
	if (fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0)
		mount = fsmount(context, FSMOUNT_CLOEXEC, MOUNT_ATTR_NOEXEC | MOUNT_ATTR_NOSUID);
	err = mount < 0 ? -errno : 0;
	close(context);
	return err ? err : mount;
}

int pseudofs__open(const struct pseudofs *fs, const char **path)
{
	int err = 0;

	for (unsigned int i = 0; fs->paths[i]; i++) {
		int dir = open(fs->paths[i], O_PATH | O_DIRECTORY | O_CLOEXEC);

		if (dir >= 0 && faccessat(dir, fs->has, F_OK, AT_EACCESS) == 0) {
			if (path)
				*path = fs->paths[i];
			return dir;
		}
		if (errno == EACCES)
			err = -EPERM;
		if (dir >= 0)
			close(dir);
	}
	if (path)
		*path = NULL;
	if (err)
		return err;
	err = open_detached(fs->type);
	return err < 0 && err != -EPERM ? -ENODEV : err;
}
