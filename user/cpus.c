// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "cpus.h"
#include "text_file.h"

/* The longest list of CPUs below CPUS_MAX is "0-1,3-4,6-7,...": ten bytes for three ids. */
#define LIST_MAX (4 * CPUS_MAX)

static int scan_id(const char **list, unsigned int *id)
{
	const char *p = *list;

	for (*id = 0; *p >= '0' && *p <= '9'; p++) {
		*id = *id * 10 + (unsigned int)(*p - '0');
		if (*id >= CPUS_MAX)
			return -ERANGE;
	}
	if (p == *list)
		return -EINVAL;
	*list = p;
	return 0;
}

/* One id or a range of them. */
static int scan_range(const char **list, struct cpu_set *set)
{
	unsigned int first, last;
	int err = scan_id(list, &first);

	if (err)
		return err;
	last = first;
	if (**list == '-') {
		(*list)++;
		err = scan_id(list, &last);
		if (err)
			return err;
	}
	if (last < first)
		return -EINVAL;
	memset(set->has + first, true, last - first + 1);
	if (set->end <= last)
		set->end = last + 1;
	return 0;
}

static int scan_list(const char *list, struct cpu_set *set)
{
	size_t len = strcspn(list, " \t\r\n");
	const char *end = list + len;
	int err;

	if (end[strspn(end, " \t\r\n")])
		return -EINVAL;
	if (!len)
		return 0;
	for (;;) {
		err = scan_range(&list, set);
		if (err || list == end)
			return err;
		if (*list++ != ',')
			return -EINVAL;
	}
}

int cpu_set__parse(struct cpu_set *set, const char *list)
{
	int err;

	memset(set, 0, sizeof(*set));
	err = scan_list(list, set);
	if (err)
		memset(set, 0, sizeof(*set));
	return err;
}

static int read_set(const char *path, struct cpu_set *set)
{
	char list[LIST_MAX];
	int err = text_file__read(AT_FDCWD, path, list, sizeof(list));

	return err ? err : cpu_set__parse(set, list);
}

int cpus__possible(struct cpu_set *set)
{
	return read_set("/sys/devices/system/cpu/possible", set);
}

int cpus__online(struct cpu_set *set)
{
	return read_set("/sys/devices/system/cpu/online", set);
}

unsigned int cpu_set__count(const struct cpu_set *set)
{
	unsigned int cpu, count = 0;

	for (cpu = 0; cpu < set->end; cpu++)
		count += set->has[cpu];
	return count;
}
