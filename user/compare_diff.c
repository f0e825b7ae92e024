// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <math.h>
#include <string.h>

#include "compare_judge.h"
#include "compare_print.h"
#include "log.h"

struct diff {
	FILE *to;
	const struct comparison *first, *second;
	unsigned int compared, different, unjudged;
};

static int find_channel(const struct comparison *comparison, const char *name)
{
	for (unsigned int i = 0; i < comparison->channels.count; i++)
		if (strcmp(comparison->channels.at[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int find_pace(const struct comparison *comparison, const char *name)
{
	for (unsigned int i = 0; i < comparison->paces.count; i++)
		if (strcmp(comparison->paces.at[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* The machine itself was that much faster or slower: no slow-down is known better than that. */
static double drift_ns(const struct diff *diff, unsigned int first_pace, unsigned int second_pace)
{
	struct summary first, second;

	comparison__summarize(diff->first, PLAN_BASELINE, first_pace, &first);
	comparison__summarize(diff->second, PLAN_BASELINE, second_pace, &second);
	return fabs(first.slowdown_ns.median - second.slowdown_ns.median);
}

static void print_pair(FILE *to, const struct figure *first, const struct figure *second,
		       bool in_us)
{
	const struct figure *const both[] = {first, second};

	for (unsigned int i = 0; i < 2; i++) {
		char text[32] = "-";

		if (both[i]->count && in_us)
			format_us(text, sizeof(text), both[i]->median);
		else if (both[i]->count)
			snprintf(text, sizeof(text), "%.0f", both[i]->median);
		fprintf(to, "%10s", text);
	}
}

static void diff_cell(struct diff *diff, unsigned int first_channel, unsigned int second_channel,
		      unsigned int first_pace, unsigned int second_pace)
{
	struct summary first, second;
	struct judgement judgement;
	char text[160];

	comparison__summarize(diff->first, first_channel, first_pace, &first);
	comparison__summarize(diff->second, second_channel, second_pace, &second);
	if (!first.runs || !second.runs)
		return;
	judgement__make(&judgement, &first, &second, drift_ns(diff, first_pace, second_pace));
	diff->compared++;
	diff->different += judgement__differs(&judgement);
	diff->unjudged += !judgement__is_judged(&judgement);
	fprintf(diff->to, "%-20s%-8s", diff->first->channels.at[first_channel].name,
		diff->first->paces.at[first_pace].name);
	print_pair(diff->to, &first.delay[P50], &second.delay[P50], true);
	print_pair(diff->to, &first.delay[P99], &second.delay[P99], true);
	print_pair(diff->to, &first.slowdown_ns, &second.slowdown_ns, false);
	fprintf(diff->to, "  %s\n", judgement__say(&judgement, text, sizeof(text)));
}

static void diff_channel(struct diff *diff, unsigned int first_channel, unsigned int second_channel)
{
	for (unsigned int i = 0; i < diff->first->paces.count; i++) {
		int other = find_pace(diff->second, diff->first->paces.at[i].name);

		if (other >= 0)
			diff_cell(diff, first_channel, second_channel, i, (unsigned int)other);
	}
}

/* What else than the channels was another. */
static void print_environments(const struct diff *diff)
{
	const struct environment *env = &diff->first->env;

	for (unsigned int i = 0; i < env->count; i++) {
		const char *name = env->at[i].name;
		const char *other = environment__get(&diff->second->env, name);

		if (strcmp(name, "finished") == 0)
			continue;
		if (!other || strcmp(env->at[i].value, other) != 0)
			fprintf(diff->to, "%-14sA: %s\n%-14sB: %s\n", name, env->at[i].value, "",
				other ? other : "not said");
	}
}

static int diff_channels(struct diff *diff, const struct channel_list *channels)
{
	int first, second;

	if (!channels) {
		for (unsigned int i = 0; i < diff->first->channels.count; i++) {
			second = find_channel(diff->second, diff->first->channels.at[i].name);
			if (second >= 0)
				diff_channel(diff, i, (unsigned int)second);
		}
		return 0;
	}
	first = find_channel(diff->first, channels->at[0].name);
	second = find_channel(diff->second, channels->at[1].name);
	if (first < 0 || second < 0) {
		log__error("the channel '%s' is not in the %s run",
			   channels->at[first < 0 ? 0 : 1].name, first < 0 ? "first" : "second");
		return -ENOENT;
	}
	diff_channel(diff, (unsigned int)first, (unsigned int)second);
	return 0;
}

int compare__print_diff(FILE *to, const struct comparison *first, const struct comparison *second,
			const struct channel_list *channels)
{
	struct diff diff = {.to = to, .first = first, .second = second};
	unsigned int reps = comparison__reps(first), others = comparison__reps(second);
	char text[400];
	int err;

	print_environments(&diff);
	if (channels)
		fprintf(to, "%-14sA: %s\n%-14sB: %s\n", "channel", channels->at[0].name, "",
			channels->at[1].name);
	fprintf(to, "\n%-28s%20s%20s%20s\n%-20s%-8s%10s%10s%10s%10s%10s%10s\n", "", "p50 delay, us",
		"p99 delay, us", "slow-down, ns", "channel", "rate", "A", "B", "A", "B", "A", "B");
	err = diff_channels(&diff, channels);
	if (!err && !diff.compared) {
		log__error("no channel and rate is in both runs");
		err = -ENOENT;
	}
	if (err)
		return err;
	fprintf(to, "\n%s\n", judgement__rule(reps < others ? reps : others, text, sizeof(text)));
	fprintf(to,
		"Nor is a slow-down that has changed by less than the untraced read has.\n"
		"%u of %u cells differ; no difference seen in %u; %u not judged.\n",
		diff.different, diff.compared, diff.compared - diff.different - diff.unjudged,
		diff.unjudged);
	return 0;
}
