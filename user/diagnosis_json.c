// SPDX-License-Identifier: GPL-2.0-only
/*
 * One object per line: "doctor" first, a "check" for each, a "trial" for each kind of probe, and
 * "conclusion" last. Names are stable, and there may be more of them one day.
 */
#include <stdio.h>
#include <string.h>

#include "diagnosis.h"
#include "fmt.h"
#include "version.h"

/* ,"name":"text", or null if there is none */
static void print_member(const char *name, const char *text)
{
	char safe[FMT_JSON_MAX(sizeof(((struct finding *)0)->evidence))];
	int lossy;

	if (!*text) {
		printf(",\"%s\":null", name);
		return;
	}
	*fmt__json_string(safe, text, strlen(text), &lossy) = '\0';
	printf(",\"%s\":\"%s\"", name, safe);
}

static void print_kinds(unsigned int kinds)
{
	const char *comma = "";

	printf(",\"blocks\":[");
	for (int kind = 0; kind < ATTACH_KINDS; kind++) {
		if (!(kinds & KIND_BIT(kind)))
			continue;
		printf("%s\"%s\"", comma, attach_kind__name((enum attach_kind)kind));
		comma = ",";
	}
	printf("]");
}

static void print_finding(const char *type, const char *name, const struct finding *finding)
{
	printf("{\"type\":\"%s\",\"name\":\"%s\",\"verdict\":\"%s\"", type, name,
	       verdict__name(finding->verdict));
	print_kinds(finding->blocks);
	print_member("evidence", finding->evidence);
	print_member("mend", finding->mend);
	printf("}\n");
}

void diagnosis__print_json(const struct diagnosis *diagnosis)
{
	const struct check *check;

	printf("{\"type\":\"doctor\",\"version\":1,\"program\":\"%s\"}\n", READSNOOP_VERSION);
	for (unsigned int i = 0; (check = check__at(i)); i++)
		print_finding("check", check->name, &diagnosis->checks[i]);
	for (int kind = 0; kind < ATTACH_KINDS; kind++)
		print_finding("trial", attach_kind__name((enum attach_kind)kind),
			      &diagnosis->trials[kind]);
	printf("{\"type\":\"conclusion\"");
	print_member("attach",
		     diagnosis->chosen == ATTACH_KINDS ? "" : attach_kind__name(diagnosis->chosen));
	printf(",\"exit\":%d}\n", (int)diagnosis->exit_code);
}
