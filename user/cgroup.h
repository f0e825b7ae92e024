/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cgroups by name.
 */
#ifndef READSNOOP_USER_CGROUP_H
#define READSNOOP_USER_CGROUP_H

/*
 * Open the directory of a cgroup (v2): a path in the file system, or one as /proc/PID/cgroup shows
 * it, relative to where cgroup2 is mounted. A file descriptor for the caller to close; or, logged,
 * -EOPNOTSUPP if cgroup2 is not mounted, -EINVAL for what is not a cgroup, or another negative
 * errno.
 */
int cgroup__open(const char *path);

#endif
