// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare_spec.h"
#include "option_table.h"
#include "parse.h"

/* A reader cannot be asked for more: the pacer itself needs some 100 ns for each. */
#define PER_SECOND_MAX 10000000

/* Settings of a channel are options of trace, under shorter names. */
static const struct {
	const char *key, *option;
} settings[] = {
	{"wakeup", "wakeup"},
	{"interval", "poll-interval"},
	{"buffer", "buffer-size"},
};

static const struct option_spec *find_option(const char *key)
{
	for (unsigned int i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		if (strcmp(settings[i].key, key) != 0)
			continue;
		for (unsigned int j = 0; j < trace_option_count; j++)
			if (strcmp(trace_option_table[j].name, settings[i].option) == 0)
				return &trace_option_table[j];
	}
	return NULL;
}

static const char *set_one(struct trace_options *options, char *setting)
{
	char *value = strchr(setting, '=');
	const struct option_spec *spec;

	if (!value && options->channel == &channel_ring && strcmp(setting, "kernel") == 0) {
		options->wakeup = 1;
		return NULL;
	}
	if (value)
		*value++ = '\0';
	spec = find_option(setting);
	if (!spec || !value)
		return "behind a channel stand wakeup=N, interval=TIME or buffer=SIZE (and "
		       "ring:kernel)";
	return spec->set(options, value);
}

static const char *parse_channel(struct channel_spec *spec)
{
	char text[SPEC_NAME_MAX], *rest = text, *word;
	const char *wrong = NULL;

	trace_options__init(&spec->options);
	memcpy(text, spec->name, sizeof(text));
	spec->options.channel = channel_ops__find(strsep(&rest, ":"));
	if (!spec->options.channel)
		return "channels are perf, ring, mmap and hash";
	while (!wrong && (word = strsep(&rest, ":")))
		wrong = set_one(&spec->options, word);
	return wrong ? wrong : trace_options__complete(&spec->options);
}

static const char *parse_pace(struct pace *pace)
{
	char text[SPEC_NAME_MAX], *rest = text, *word, *end;

	memcpy(text, pace->name, sizeof(text));
	word = strsep(&rest, ":");
	pace->arrivals = ARRIVALS_CONSTANT;
	pace->per_second = 0;
	pace->burst = 1;
	if (strcmp(word, "flat") == 0)
		return rest ? "flat out has no arrivals to choose" : NULL;
	end = word + strlen(word) - 1;
	if (*word && (*end == 'k' || *end == 'M')) {
		uint64_t factor = *end == 'k' ? 1000 : 1000000;

		*end = '\0';
		if (parse__u64(word, &pace->per_second) || pace->per_second > PER_SECOND_MAX)
			pace->per_second = 0;
		pace->per_second *= factor;
	} else if (parse__u64(word, &pace->per_second)) {
		pace->per_second = 0;
	}
	if (!pace->per_second || pace->per_second > PER_SECOND_MAX)
		return "a rate is 1 to 10M reads a second, such as 1k, 10k or 300000; or flat";
	if (!rest)
		return NULL;
	if (strcmp(rest, "poisson") == 0) {
		pace->arrivals = ARRIVALS_POISSON;
		return NULL;
	}
	if (strncmp(rest, "burst=", 6) == 0 && parse__u32(rest + 6, &pace->burst) == 0 &&
	    pace->burst > 0) {
		pace->arrivals = ARRIVALS_BURST;
		return NULL;
	}
	return "behind a rate stands poisson or burst=N";
}

/* Copy the next word of a comma list. NULL, or what is wrong with it. */
static const char *next_word(const char **text, char name[SPEC_NAME_MAX])
{
	size_t len = strcspn(*text, ",");

	snprintf(name, SPEC_NAME_MAX, "%.*s", (int)len, *text);
	*text += len;
	if (**text)
		(*text)++;
	else
		*text = NULL;
	return len == 0		      ? "an entry is empty"
	       : len >= SPEC_NAME_MAX ? "an entry is too long"
				      : NULL;
}

const char *channel_list__parse(struct channel_list *list, const char *text)
{
	const char *wrong = NULL;

	list->count = 0;
	while (text && !wrong) {
		struct channel_spec *spec = &list->at[list->count];

		if (list->count == COMPARE_CHANNELS_MAX)
			return "at most 16 channels";
		wrong = next_word(&text, spec->name);
		if (!wrong)
			wrong = parse_channel(spec);
		for (unsigned int i = 0; !wrong && i < list->count; i++)
			if (strcmp(list->at[i].name, spec->name) == 0)
				wrong = "an entry is there twice";
		if (!wrong)
			list->count++;
	}
	return wrong;
}

const char *pace_list__parse(struct pace_list *list, const char *text)
{
	const char *wrong = NULL;

	list->count = 0;
	while (text && !wrong) {
		struct pace *pace = &list->at[list->count];

		if (list->count == COMPARE_PACES_MAX)
			return "at most 16 rates";
		wrong = next_word(&text, pace->name);
		if (!wrong)
			wrong = parse_pace(pace);
		for (unsigned int i = 0; !wrong && i < list->count; i++)
			if (strcmp(list->at[i].name, pace->name) == 0)
				wrong = "an entry is there twice";
		if (!wrong)
			list->count++;
	}
	return wrong;
}
