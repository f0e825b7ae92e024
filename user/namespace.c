// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "namespace.h"

/* include/linux/proc_ns.h: PROC_PID_INIT_INO, PROC_USER_INIT_INO. */
#define INITIAL_PID_NAMESPACE  0xeffffffcU
#define INITIAL_USER_NAMESPACE 0xeffffffdU

bool namespace__is_initial(const char *kind)
{
	ino_t initial = strcmp(kind, "pid") == 0 ? INITIAL_PID_NAMESPACE : INITIAL_USER_NAMESPACE;
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), "/proc/self/ns/%s", kind);
	return stat(path, &st) < 0 || st.st_ino == initial;
}
