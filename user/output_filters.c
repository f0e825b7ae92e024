// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <string.h>

#include "cpus.h"
#include "filters.h"
#include "fmt.h"
#include "output_filters.h"

static void print_ids(FILE *to, const char *name, const struct id_list *list)
{
	if (!list->count)
		return;
	fprintf(to, ",\"%s\":[", name);
	for (unsigned int i = 0; i < list->count; i++)
		fprintf(to, "%s%" PRIu32, i ? "," : "", list->ids[i]);
	fputc(']', to);
}

/* At most 256 bytes of it. */
static void print_string(FILE *to, const char *text)
{
	char escaped[FMT_JSON_MAX(256)];
	int lossy = 0;
	char *end = fmt__json_string(escaped, text, strnlen(text, 256), &lossy);

	fprintf(to, "\"%.*s\"", (int)(end - escaped), escaped);
}

static void print_names(FILE *to, const char *name, const struct name_list *list)
{
	if (!list->count)
		return;
	fprintf(to, ",\"%s\":[", name);
	for (unsigned int i = 0; i < list->count; i++) {
		fputs(i ? "," : "", to);
		print_string(to, (const char *)&list->names[i]);
	}
	fputc(']', to);
}

static void print_cgroups(FILE *to, const struct path_list *list)
{
	if (!list->count)
		return;
	fprintf(to, ",\"cgroups\":[");
	for (unsigned int i = 0; i < list->count; i++) {
		fputs(i ? "," : "", to);
		print_string(to, list->paths[i]);
	}
	fputc(']', to);
}

static void print_cpus(FILE *to, const struct cpu_set *cpus)
{
	const char *separator = "";

	fprintf(to, ",\"cpus\":[");
	for (unsigned int cpu = 0; cpu < cpus->end; cpu++) {
		if (!cpus->has[cpu])
			continue;
		fprintf(to, "%s%u", separator, cpu);
		separator = ",";
	}
	fputc(']', to);
}

void output_filters__print_json(FILE *to, const struct filters *filters)
{
	print_ids(to, "pids", &filters->tgids.wanted);
	print_ids(to, "not_pids", &filters->tgids.unwanted);
	print_ids(to, "tids", &filters->tids.wanted);
	print_ids(to, "not_tids", &filters->tids.unwanted);
	print_ids(to, "uids", &filters->uids.wanted);
	print_ids(to, "not_uids", &filters->uids.unwanted);
	if (filters->comms.wanted.count == 1) {
		fprintf(to, ",\"comm\":");
		print_string(to, (const char *)filters->comms.wanted.names);
	}
	print_names(to, "comms", &filters->comms.wanted);
	print_names(to, "not_comms", &filters->comms.unwanted);
	print_cgroups(to, &filters->cgroups);
	if (filters->cpus)
		print_cpus(to, filters->cpus);
	if (filters->follow)
		fprintf(to, ",\"follow\":true");
	if (filters->sample)
		fprintf(to, ",\"sample\":\"1/%" PRIu32 "\"", filters->sample);
}
