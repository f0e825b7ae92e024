// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <pwd.h>
#include <string.h>

#include "fmt.h"
#include "row_name.h"
#include "table.h"

#define DEV_MINOR_BITS 20 /* of the kernel's own dev_t */

static const struct {
	const char *number, *name;
} titles[BY_KINDS] = {
	[BY_PROCESS] = {"PID", "COMM"}, [BY_COMM] = {NULL, "COMM"}, [BY_FILE] = {"INODE", "FILE"},
	[BY_CPU] = {"CPU", NULL},	[BY_UID] = {"UID", "USER"},
};

const char *row_name__number_title(enum table_by by)
{
	return titles[by].number;
}

const char *row_name__title(enum table_by by)
{
	return titles[by].name;
}

const char *row_name__number(char *text, size_t size, enum table_by by, const struct table_key *key)
{
	if (table_key__is_others(key) || !titles[by].number)
		snprintf(text, size, "-");
	else
		snprintf(text, size, "%llu", (unsigned long long)key->word[0]);
	return text;
}

/* By file, as a static binary has no NSS. "" if nobody there has the number. */
static void user_name(uint64_t uid, char *name, size_t size)
{
	FILE *passwd = fopen("/etc/passwd", "re");
	struct passwd *entry;

	name[0] = '\0';
	if (!passwd)
		return;
	while (!name[0] && (entry = fgetpwent(passwd)))
		if (entry->pw_uid == uid)
			snprintf(name, size, "%s", entry->pw_name);
	fclose(passwd);
}

/* The bytes of the name, unescaped, and how many there may be. */
static const char *raw_name(enum table_by by, const struct table_key *key, const char *name,
			    char *user, size_t *len)
{
	*len = by == BY_FILE ? TABLE_NAME_LEN : READ_COMM_LEN;
	switch (by) {
	case BY_COMM:
		return (const char *)key;
	case BY_UID:
		user_name(key->word[0], user, TABLE_NAME_LEN);
		*len = TABLE_NAME_LEN;
		return user;
	default:
		return name;
	}
}

size_t row_name__escaped(char *text, enum table_by by, const struct table_key *key,
			 const char *name)
{
	char user[TABLE_NAME_LEN], *end;
	const char *raw;
	size_t len;

	if (table_key__is_others(key)) {
		end = fmt__str(text, "(others)");
	} else {
		raw = raw_name(by, key, name, user, &len);
		end = fmt__escaped(text, raw, len);
	}
	*end = '\0';
	return (size_t)(end - text);
}

static void print_json_name(FILE *to, const char *member, const char *name, size_t max)
{
	char escaped[FMT_JSON_MAX(TABLE_NAME_LEN)], *end;
	int lossy = 0;

	end = fmt__json_string(escaped, name, max, &lossy);
	fprintf(to, ",\"%s\":\"%.*s\"", member, (int)(end - escaped), escaped);
	if (!lossy)
		return;
	end = fmt__hex(escaped, name, max);
	fprintf(to, ",\"%s_hex\":\"%.*s\"", member, (int)(end - escaped), escaped);
}

void row_name__json(FILE *to, enum table_by by, const struct table_key *key, const char *name)
{
	char user[TABLE_NAME_LEN];
	const char *raw;
	size_t len;

	if (table_key__is_others(key)) {
		fprintf(to, ",\"others\":true");
		return;
	}
	if (by == BY_PROCESS)
		fprintf(to, ",\"pid\":%llu", (unsigned long long)key->word[0]);
	else if (by == BY_CPU)
		fprintf(to, ",\"cpu\":%llu", (unsigned long long)key->word[0]);
	else if (by == BY_UID)
		fprintf(to, ",\"uid\":%llu", (unsigned long long)key->word[0]);
	else if (by == BY_FILE)
		fprintf(to, ",\"dev\":\"%llu:%llu\",\"ino\":%llu",
			(unsigned long long)key->word[1] >> DEV_MINOR_BITS,
			(unsigned long long)key->word[1] & ((1 << DEV_MINOR_BITS) - 1),
			(unsigned long long)key->word[0]);
	if (!titles[by].name)
		return;
	raw = raw_name(by, key, name, user, &len);
	print_json_name(to, by == BY_FILE ? "file" : by == BY_UID ? "user" : "comm", raw, len);
}
