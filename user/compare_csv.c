// SPDX-License-Identifier: GPL-2.0-only
/*
 * results.csv and its relatives: the table below is the only place that names their columns.
 */
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "compare_csv.h"

enum column_type { COLUMN_U64, COLUMN_DOUBLE };

static const struct {
	const char *name;
	enum column_type type;
	size_t offset;
} columns[] = {
#define U64(name, member)                                                                          \
	{                                                                                          \
		name, COLUMN_U64, offsetof(struct run_record, member)                              \
	}
#define DOUBLE(name, member)                                                                       \
	{                                                                                          \
		name, COLUMN_DOUBLE, offsetof(struct run_record, member)                           \
	}
	U64("made", made),
	U64("delivered", delivered),
	U64("lost", lost),
	DOUBLE("read_ns", read_ns),
	U64("workload_ns", workload_ns),
	U64("late_p50_ns", late_p50),
	U64("late_p99_ns", late_p99),
	U64("late_max_ns", late_max),
	U64("p50_ns", delay[P50]),
	U64("p90_ns", delay[P90]),
	U64("p99_ns", delay[P99]),
	U64("p999_ns", delay[P999]),
	U64("max_ns", delay[PMAX]),
	U64("reader_cpu_ns", cpu_ns),
	U64("reader_wall_ns", wall_ns),
	U64("wakeups", wakeups),
	U64("early", early),
	DOUBLE("bpf_ns", bpf_ns),
	DOUBLE("steal_percent", steal_percent),
	U64("session_hits", hits),
	U64("session_filtered", filtered),
	U64("session_own", own),
	U64("session_delivered", ledger_delivered),
	U64("session_lost", ledger_lost),
	U64("session_failed", ledger_failed),
	U64("session_replaced", replaced),
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

#define UNTRACED "untraced"

const char *comparison__channel_name(const struct comparison *comparison, unsigned int channel)
{
	return channel == PLAN_BASELINE ? UNTRACED : comparison->channels.at[channel].name;
}

static void print_key(FILE *to, const struct comparison *comparison, unsigned int channel,
		      unsigned int pace, unsigned int rep)
{
	fprintf(to, "%s,%s,%u", comparison__channel_name(comparison, channel),
		comparison->paces.at[pace].name, rep + 1);
}

static void print_column(FILE *to, const struct run_record *run, unsigned int i)
{
	const void *member = (const char *)run + columns[i].offset;

	if (columns[i].type == COLUMN_U64)
		fprintf(to, "%" PRIu64, *(const uint64_t *)member);
	else
		fprintf(to, "%.3f", *(const double *)member);
}

void run_csv__print_header(FILE *to)
{
	fputs("channel,rate,rep,status", to);
	for (unsigned int i = 0; i < COLUMNS; i++)
		fprintf(to, ",%s", columns[i].name);
	fputs(",why\n", to);
}

void run_csv__print(FILE *to, const struct comparison *comparison, const struct run_record *run)
{
	print_key(to, comparison, run->channel, run->pace, run->rep);
	fputs(",ok", to);
	for (unsigned int i = 0; i < COLUMNS; i++) {
		fputc(',', to);
		print_column(to, run, i);
	}
	fputs(",\n", to);
}

void run_csv__print_json(FILE *to, const struct comparison *comparison,
			 const struct run_record *run)
{
	fprintf(to, "{\"channel\":\"%s\",\"rate\":\"%s\",\"rep\":%u",
		comparison__channel_name(comparison, run->channel),
		comparison->paces.at[run->pace].name, run->rep + 1);
	for (unsigned int i = 0; i < COLUMNS; i++) {
		fprintf(to, ",\"%s\":", columns[i].name);
		print_column(to, run, i);
	}
	fputc('}', to);
}

void run_csv__print_error(FILE *to, const struct comparison *comparison,
			  const struct run_error *error)
{
	print_key(to, comparison, error->channel, error->pace, error->rep);
	fputs(",error", to);
	for (unsigned int i = 0; i < COLUMNS; i++)
		fputc(',', to);
	fprintf(to, ",\"%s\"\n", error->why);
}

/* --- the way back --- */

/* The index of a name, which is added if it is new; or -EINVAL. */
static int intern_channel(struct comparison *comparison, const char *name)
{
	struct channel_list *list = &comparison->channels, one;

	if (strcmp(name, UNTRACED) == 0)
		return PLAN_BASELINE;
	for (unsigned int i = 0; i < list->count; i++)
		if (strcmp(list->at[i].name, name) == 0)
			return (int)i;
	if (list->count == COMPARE_CHANNELS_MAX || channel_list__parse(&one, name) ||
	    one.count != 1)
		return -EINVAL;
	list->at[list->count] = one.at[0];
	return (int)list->count++;
}

static int intern_pace(struct comparison *comparison, const char *name)
{
	struct pace_list *list = &comparison->paces, one = {.count = 1};

	for (unsigned int i = 0; i < list->count; i++)
		if (strcmp(list->at[i].name, name) == 0)
			return (int)i;
	if (strcmp(name, PACE_COMMAND) == 0)
		strcpy(one.at[0].name, name);
	else if (pace_list__parse(&one, name) || one.count != 1)
		return -EINVAL;
	if (list->count == COMPARE_PACES_MAX)
		return -EINVAL;
	list->at[list->count] = one.at[0];
	return (int)list->count++;
}

/* Cut the next field off a line; "" behind the last. */
static const char *next_field(char **line)
{
	char *field = strsep(line, ",");

	return field ? field : "";
}

static int parse_number(const char *text, enum column_type type, void *member)
{
	char *end;

	errno = 0;
	if (type == COLUMN_U64)
		*(uint64_t *)member = strtoull(text, &end, 10);
	else
		*(double *)member = strtod(text, &end);
	return errno || end == text || *end ? -EINVAL : 0;
}

static int parse_key(struct comparison *comparison, char **line, unsigned int *channel,
		     unsigned int *pace, unsigned int *rep)
{
	int channel_index = intern_channel(comparison, next_field(line));
	int pace_index = intern_pace(comparison, next_field(line));
	uint64_t number = 0;

	if (channel_index < 0 || pace_index < 0 ||
	    parse_number(next_field(line), COLUMN_U64, &number) || !number || number > FIGURE_MAX)
		return -EINVAL;
	*channel = (unsigned int)channel_index;
	*pace = (unsigned int)pace_index;
	*rep = (unsigned int)number - 1;
	return 0;
}

int run_csv__parse(struct comparison *comparison, char *line, struct run_record *run,
		   struct run_error *error, bool *is_error)
{
	const char *status;

	memset(run, 0, sizeof(*run));
	line[strcspn(line, "\n")] = '\0';
	if (parse_key(comparison, &line, &run->channel, &run->pace, &run->rep))
		return -EINVAL;
	status = next_field(&line);
	*is_error = strcmp(status, "error") == 0;
	if (!*is_error && strcmp(status, "ok") != 0)
		return -EINVAL;
	for (unsigned int i = 0; i < COLUMNS; i++) {
		const char *field = next_field(&line);

		if (!*is_error &&
		    parse_number(field, columns[i].type, (char *)run + columns[i].offset))
			return -EINVAL;
	}
	if (!*is_error)
		return 0;
	*error = (struct run_error){run->pace, run->channel, run->rep, ""};
	if (line)
		snprintf(error->why, sizeof(error->why), "%.*s",
			 (int)strcspn(line + (*line == '"'), "\""), line + (*line == '"'));
	return 0;
}

void pair_csv__print_header(FILE *to)
{
	fputs("rate,rep,both,only_first,only_second,neither,first_sooner_percent,"
	      "difference_p50_ns\n",
	      to);
}

void pair_csv__print(FILE *to, const struct comparison *comparison, const struct paired_run *pair)
{
	fprintf(to, "%s,%u,%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%.3f,%.3f\n",
		comparison->paces.at[pair->pace].name, pair->rep + 1, pair->both, pair->only_first,
		pair->only_second, pair->neither, pair->first_sooner_percent, pair->difference_ns);
}

int pair_csv__parse(struct comparison *comparison, char *line, struct paired_run *pair)
{
	uint64_t rep, *const counts[] = {&rep, &pair->both, &pair->only_first, &pair->only_second,
					 &pair->neither};
	int pace;

	line[strcspn(line, "\n")] = '\0';
	pace = intern_pace(comparison, next_field(&line));
	if (pace < 0)
		return -EINVAL;
	pair->pace = (unsigned int)pace;
	for (unsigned int i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		if (parse_number(next_field(&line), COLUMN_U64, counts[i]))
			return -EINVAL;
	pair->rep = (unsigned int)rep - 1;
	return parse_number(next_field(&line), COLUMN_DOUBLE, &pair->first_sooner_percent) ||
			       parse_number(next_field(&line), COLUMN_DOUBLE, &pair->difference_ns)
		       ? -EINVAL
		       : 0;
}
