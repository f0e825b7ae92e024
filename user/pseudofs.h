/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's own file systems, mounted or not.
 */
#ifndef READSNOOP_USER_PSEUDOFS_H
#define READSNOOP_USER_PSEUDOFS_H

struct pseudofs {
	const char *type;
	const char *paths[3]; /* where it is usually mounted, up to a NULL */
	const char *has;      /* what is in it: the directory is there even with nothing on it */
};

extern const struct pseudofs pseudofs_tracefs, pseudofs_debugfs, pseudofs_securityfs;

/*
 * An O_PATH-like fd of its root. One that is mounted nowhere is then mounted for this process only,
 * attached to no path, and gone with the fd; *path is then NULL, otherwise where it was found
 * (static). path may be NULL. Or a negative errno: -EPERM if this process may not look into it,
 * -ENODEV without such a file system.
 */
int pseudofs__open(const struct pseudofs *fs, const char **path);

#endif
