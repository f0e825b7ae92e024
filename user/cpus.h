/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CPU numbers as the kernel lists them ("0-3,8"). Ids may have holes, and a CPU that is
 * possible need not be online: arrays are sized by cpus__possible(), work is done per id.
 */
#ifndef READSNOOP_USER_CPUS_H
#define READSNOOP_USER_CPUS_H

#include <stdbool.h>

/* Upper bound of CONFIG_NR_CPUS on the distributions' kernels. */
#define CPUS_MAX 8192

struct cpu_set {
	unsigned int end; /* one more than the largest id in the set; 0 if it is empty */
	bool has[CPUS_MAX];
};

/*
 * Parse a list such as "0-3,8"; white space at the end is allowed, and nothing at all is the
 * empty set. 0, or -EINVAL, or -ERANGE for an id >= CPUS_MAX; the set is then empty.
 */
int cpu_set__parse(struct cpu_set *set, const char *list);

/* Read /sys/devices/system/cpu/{possible,online}. 0 or a negative errno. */
int cpus__possible(struct cpu_set *set);
int cpus__online(struct cpu_set *set);

/* How many CPUs are in the set. */
unsigned int cpu_set__count(const struct cpu_set *set);

#endif
