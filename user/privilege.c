// SPDX-License-Identifier: GPL-2.0-only
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cause.h"
#include "check.h"
#include "namespace.h"
#include "privilege.h"

bool privilege__has(unsigned int capability)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};

	return syscall(SYS_capget, &header, data) == 0 &&
	       data[capability / 32].effective & (1U << (capability % 32));
}

bool privilege__is_enough(void)
{
	/* The two are of Linux 5.8, and so is what we need of BPF. */
	return namespace__is_initial("user") &&
	       (privilege__has(CAP_SYS_ADMIN) ||
		(privilege__has(CAP_BPF) && privilege__has(CAP_PERFMON)));
}

int privilege__check(void)
{
	struct finding finding = {};

	check_privilege(&finding);
	if (finding.err)
		cause__log(&finding);
	return finding.err;
}
