// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <linux/capability.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "log.h"
#include "privilege.h"

/* Since Linux 5.8; <linux/capability.h> of 5.8 and later. */
static bool has(const struct __user_cap_data_struct *data, unsigned int capability)
{
	return data[capability / 32].effective & (1U << (capability % 32));
}

static int read_capabilities(struct __user_cap_data_struct *data)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};

	return syscall(SYS_capget, &header, data) < 0 ? -errno : 0;
}

int privilege__check(void)
{
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};

	if (read_capabilities(data))
		return 0; /* let the kernel say it later */
	if (has(data, CAP_SYS_ADMIN) || (has(data, CAP_BPF) && has(data, CAP_PERFMON)))
		return 0;
	log__error("tracing needs root, or CAP_BPF and CAP_PERFMON; run it with sudo");
	return -EPERM;
}

bool privilege__is_full(void)
{
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};

	return read_capabilities(data) == 0 && has(data, CAP_SYS_ADMIN);
}

const char *privilege__lockdown(void)
{
	static char mode[64];
	FILE *file = fopen("/sys/kernel/security/lockdown", "re");
	char line[128] = "";
	char *begin, *end;

	if (!file)
		return NULL;
	if (!fgets(line, sizeof(line), file))
		line[0] = '\0';
	fclose(file);
	/* "none [integrity] confidentiality" */
	begin = strchr(line, '[');
	end = begin ? strchr(begin, ']') : NULL;
	if (!end)
		return NULL;
	*end = '\0';
	snprintf(mode, sizeof(mode), "%s", begin + 1);
	return strcmp(mode, "none") ? mode : NULL;
}
