// SPDX-License-Identifier: GPL-2.0-only
/*
 * The filters as people write them.
 */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpus.h"
#include "filters.h"
#include "parse.h"

static const char out_of_memory[] = "out of memory";

/* Room for one more; the array is replaced. NULL: out of memory, and nothing has changed. */
static void *grow(void *array, unsigned int count, size_t size)
{
	return realloc(array, (count + 1) * size);
}

static const char *add_id(struct id_list *list, uint32_t id)
{
	uint32_t *ids = grow(list->ids, list->count, sizeof(*ids));

	if (!ids)
		return out_of_memory;
	list->ids = ids;
	list->ids[list->count++] = id;
	return NULL;
}

/* A comma list; each word is turned into a number by convert. */
static const char *add_ids(struct id_list *list, const char *argument,
			   int (*convert)(const char *word, uint32_t *id), const char *complaint)
{
	char *words = strdup(argument), *rest = words, *word;
	const char *wrong = words ? NULL : out_of_memory;
	uint32_t id;

	while (!wrong && (word = strsep(&rest, ",")))
		wrong = convert(word, &id) ? complaint : add_id(list, id);
	free(words);
	return wrong;
}

static int convert_id(const char *word, uint32_t *id)
{
	return parse__u32(word, id) || *id == 0 ? -EINVAL : 0;
}

/* By file, not through NSS, which a static binary does not have. */
static int convert_user(const char *word, uint32_t *id)
{
	struct passwd *entry;
	FILE *passwd;
	int err = -EINVAL;

	if (parse__u32(word, id) == 0)
		return 0;
	passwd = fopen("/etc/passwd", "re");
	if (!passwd)
		return -errno;
	while (err && (entry = fgetpwent(passwd)))
		if (strcmp(entry->pw_name, word) == 0) {
			*id = entry->pw_uid;
			err = 0;
		}
	fclose(passwd);
	return err;
}

const char *filters__add_tgids(struct id_list *list, const char *words)
{
	return add_ids(list, words, convert_id, "a process id is a positive number");
}

const char *filters__add_tids(struct id_list *list, const char *words)
{
	return add_ids(list, words, convert_id, "a thread id is a positive number");
}

const char *filters__add_uids(struct id_list *list, const char *words)
{
	return add_ids(list, words, convert_user, "it is a user id, or a name in /etc/passwd");
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* What stands behind a backslash. Its end and the byte it means; or NULL. */
static const char *scan_escape(const char *p, char *byte)
{
	*byte = *p;
	if (*p == '\\' || *p == ',')
		return p + 1;
	if (*p != 'x' || hex_digit(p[1]) < 0 || hex_digit(p[2]) < 0)
		return NULL;
	*byte = (char)(hex_digit(p[1]) << 4 | hex_digit(p[2]));
	return *byte ? p + 3 : NULL;
}

/* One name, up to a comma or the end, where *p then stands. NULL, or what is wrong with it. */
static const char *scan_name(const char **p, struct comm_key *name)
{
	char text[READ_COMM_LEN] = "";
	size_t len = 0;

	while (**p && **p != ',') {
		char byte = *(*p)++;

		if (byte == '\\') {
			*p = scan_escape(*p, &byte);
			if (!*p)
				return "behind a backslash stands a comma, a backslash, or xNN";
		}
		if (len == READ_COMM_LEN - 1)
			return "the kernel keeps 15 bytes of a thread's name; give those";
		text[len++] = byte;
	}
	memcpy(name, text, sizeof(*name));
	return len ? NULL : "the name is empty";
}

static const char *add_name(struct name_list *list, const struct comm_key *name)
{
	struct comm_key *names = grow(list->names, list->count, sizeof(*names));

	if (!names)
		return out_of_memory;
	list->names = names;
	list->names[list->count++] = *name;
	return NULL;
}

const char *filters__add_names(struct name_list *list, const char *words)
{
	struct comm_key name;
	const char *wrong;

	for (;;) {
		wrong = scan_name(&words, &name);
		if (!wrong)
			wrong = add_name(list, &name);
		if (wrong || !*words)
			return wrong;
		words++; /* the comma */
	}
}

const char *filters__add_cgroup(struct filters *filters, const char *path)
{
	struct path_list *list = &filters->cgroups;
	const char **paths;

	if (!*path)
		return "the path is empty";
	_Static_assert(CGROUPS_MAX == 64, "in the message below");
	if (list->count == CGROUPS_MAX)
		return "at most 64 of them";
	paths = grow(list->paths, list->count, sizeof(*paths));
	if (!paths)
		return out_of_memory;
	list->paths = paths;
	list->paths[list->count++] = path;
	return NULL;
}

static const char *not_possible(void)
{
	static char text[128];
	char list[64] = "";
	FILE *file = fopen("/sys/devices/system/cpu/possible", "re");

	if (!file)
		return "there is no such CPU";
	if (!fgets(list, sizeof(list), file))
		list[0] = '\0';
	fclose(file);
	snprintf(text, sizeof(text), "there is no such CPU; possible are %.*s",
		 (int)strcspn(list, "\n"), list);
	return text;
}

/* What is wrong with the CPUs of a list, NULL if nothing is: then add them. */
static const char *add_cpus(struct cpu_set *to, struct cpu_set *list, struct cpu_set *possible)
{
	for (unsigned int cpu = 0; cpu < list->end; cpu++)
		if (list->has[cpu] && !possible->has[cpu])
			return not_possible();
	for (unsigned int cpu = 0; cpu < list->end; cpu++)
		to->has[cpu] |= list->has[cpu];
	if (to->end < list->end)
		to->end = list->end;
	return NULL;
}

const char *filters__add_cpus(struct filters *filters, const char *list)
{
	static struct cpu_set wanted, possible;
	int err = cpu_set__parse(&wanted, list);

	if (err == -ERANGE)
		return not_possible();
	if (err || !wanted.end)
		return "give CPUs such as 2 or 0-3,5";
	if (cpus__possible(&possible))
		return "which CPUs there are cannot be read from /sys/devices/system/cpu";
	if (!filters->cpus)
		filters->cpus = calloc(1, sizeof(*filters->cpus));
	if (!filters->cpus)
		return out_of_memory;
	return add_cpus(filters->cpus, &wanted, &possible);
}

const char *filters__set_sample(struct filters *filters, const char *share)
{
	if (strncmp(share, "1/", 2) != 0 || parse__u32(share + 2, &filters->sample) ||
	    !filters->sample)
		return "give a share such as 1/100";
	return filters->sample == 1 ? "that is every read; leave the option out" : NULL;
}

static const char *both_name(const char *option, const char *subject)
{
	static char text[160];

	snprintf(text, sizeof(text), "--%s and --not-%s both name '%s'; leave one of them out",
		 option, option, subject);
	return text;
}

static const char *id_in_both(const char *option, const struct id_choice *choice)
{
	for (unsigned int i = 0; i < choice->wanted.count; i++)
		for (unsigned int j = 0; j < choice->unwanted.count; j++)
			if (choice->wanted.ids[i] == choice->unwanted.ids[j]) {
				char id[16];

				snprintf(id, sizeof(id), "%u", choice->wanted.ids[i]);
				return both_name(option, id);
			}
	return NULL;
}

static const char *name_in_both(const struct name_choice *choice)
{
	for (unsigned int i = 0; i < choice->wanted.count; i++)
		for (unsigned int j = 0; j < choice->unwanted.count; j++)
			if (memcmp(&choice->wanted.names[i], &choice->unwanted.names[j],
				   sizeof(choice->wanted.names[i])) == 0)
				return both_name("comm", (const char *)&choice->wanted.names[i]);
	return NULL;
}

const char *filters__contradiction(const struct filters *filters, bool has_command)
{
	const char *wrong = id_in_both("pid", &filters->tgids);

	if (!wrong)
		wrong = id_in_both("tid", &filters->tids);
	if (!wrong)
		wrong = id_in_both("uid", &filters->uids);
	if (!wrong)
		wrong = name_in_both(&filters->comms);
	if (wrong)
		return wrong;
	if (has_command && (filters->tgids.wanted.count || filters->tids.wanted.count))
		return "--pid and --tid exclude a command: its own processes are traced";
	if (filters->follow && filters->tids.wanted.count)
		return "--follow and --tid exclude each other: threads have no children, processes "
		       "do; give --pid";
	if (filters->follow && !has_command && !filters->tgids.wanted.count)
		return "--follow needs --pid: the process whose children are to be followed";
	return NULL;
}
