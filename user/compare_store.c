// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compare_csv.h"
#include "compare_store.h"
#include "log.h"
#include "version.h"

#define ENVIRONMENT_FILE "environment.csv"
#define RESULTS_FILE	 "results.csv"
#define DELAYS_FILE	 "delays.hlog"
#define PAIRED_FILE	 "paired.csv"

static int complain(const char *what, const char *dir, const char *name, int err)
{
	log__error("%s '%s/%s' failed: %s", what, dir, name, strerror(-err));
	return err;
}

FILE *store__open(const char *dir, const char *name)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "we");
	if (!file)
		complain("writing", dir, name, -errno);
	return file;
}

int store__close(FILE *file, const char *dir, const char *name)
{
	bool failed;

	if (!file)
		return -EIO;
	failed = ferror(file);
	if (fclose(file) || failed)
		return complain("writing", dir, name, errno ? -errno : -EIO);
	return 0;
}

static void file_name(char *name, size_t size, const char *folder, const char *channel,
		      const char *rate, const char *suffix)
{
	int prefix = snprintf(name, size, "%s/", folder);

	snprintf(name + prefix, size - (size_t)prefix, "%s@%s%s", channel, rate, suffix);
	for (char *p = name + prefix; *p; p++)
		if (*p == ':' || *p == '=' || *p == '/')
			*p = '-';
}

void store__distribution_name(char *name, size_t size, const char *channel, const char *rate)
{
	file_name(name, size, "percentiles", channel, rate, ".hgrm");
}

static int make_folder(const char *dir, const char *folder)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", dir, folder);
	return mkdir(path, 0777) < 0 && errno != EEXIST ? complain("making", dir, folder, -errno)
							: 0;
}

static void begin_delays(FILE *to)
{
	fputs("#[Histogram log format version 1.3]\n"
	      "#[readsnoop " READSNOOP_VERSION ": delay from the probe to the reader, ns]\n"
	      "#[StartTime: 0.000 (seconds since epoch)]\n"
	      "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\","
	      "\"Interval_Compressed_Histogram\"\n",
	      to);
}

int store__create(struct store *store, const char *dir, const struct comparison *comparison)
{
	*store = (struct store){.dir = dir};
	if (mkdir(dir, 0777) < 0 && errno != EEXIST) {
		int err = -errno;

		log__error("making the directory '%s' failed: %s", dir, strerror(errno));
		return err;
	}
	store->results = store__open(dir, RESULTS_FILE);
	store->delays = store->results ? store__open(dir, DELAYS_FILE) : NULL;
	store->paired = store->delays && comparison->paired ? store__open(dir, PAIRED_FILE) : NULL;
	if (!store->delays || (comparison->paired && !store->paired))
		return -EIO;
	run_csv__print_header(store->results);
	begin_delays(store->delays);
	if (store->paired)
		pair_csv__print_header(store->paired);
	return 0;
}

/* The repetition is the start of an interval of a second: what the log has no other place for. */
void store__add(struct store *store, const struct comparison *comparison,
		const struct run_record *run, const struct histogram *delays)
{
	char *text;

	run_csv__print(store->results, comparison, run);
	fflush(store->results);
	if (!delays)
		return;
	text = histogram__encode(delays);
	if (text)
		fprintf(store->delays, "Tag=%s@%s,%u.000,1.000,%.3f,%s\n",
			comparison__channel_name(comparison, run->channel),
			comparison->paces.at[run->pace].name, run->rep + 1,
			(double)delays->max / 1e6, text);
	free(text);
	fflush(store->delays);
}

void store__add_error(struct store *store, const struct comparison *comparison,
		      const struct run_error *error)
{
	run_csv__print_error(store->results, comparison, error);
	fflush(store->results);
}

void store__add_pair(struct store *store, const struct comparison *comparison,
		     const struct paired_run *pair)
{
	pair_csv__print(store->paired, comparison, pair);
	fflush(store->paired);
}

int store__add_raw(struct store *store, const struct comparison *comparison,
		   const struct run_record *run, const struct raw_delay *raw, uint64_t count)
{
	char name[256], suffix[32];
	FILE *file;
	int err = make_folder(store->dir, "raw");

	if (err)
		return err;
	snprintf(suffix, sizeof(suffix), ".%u.csv", run->rep + 1);
	file_name(name, sizeof(name), "raw", comparison__channel_name(comparison, run->channel),
		  comparison->paces.at[run->pace].name, suffix);
	file = store__open(store->dir, name);
	if (!file)
		return -EIO;
	fputs("cpu,seq,delay_ns\n", file);
	for (uint64_t i = 0; i < count; i++)
		fprintf(file, "%u,%llu,%llu\n", raw[i].cpu, (unsigned long long)raw[i].seq,
			(unsigned long long)raw[i].delay_ns);
	return store__close(file, store->dir, name);
}

static int write_environment(const char *dir, const struct environment *env)
{
	FILE *file = store__open(dir, ENVIRONMENT_FILE);

	if (!file)
		return -EIO;
	fputs("name,value\n", file);
	for (unsigned int i = 0; i < env->count; i++) {
		fprintf(file, "%s,\"", env->at[i].name);
		for (const char *p = env->at[i].value; *p; p++)
			fputs(*p == '"' ? "\"\"" : (char[]){*p, '\0'}, file);
		fputs("\"\n", file);
	}
	return store__close(file, dir, ENVIRONMENT_FILE);
}

/* A line for each channel and pace that HdrHistogram's own plotter takes. */
static int write_distributions(const char *dir, const struct comparison *comparison)
{
	int err = make_folder(dir, "percentiles");

	for (unsigned int i = 0; !err && i < comparison->channels.count; i++)
		for (unsigned int j = 0; !err && j < comparison->paces.count; j++) {
			char name[256];
			FILE *file;

			if (!comparison->pooled[i][j])
				continue;
			file_name(name, sizeof(name), "percentiles",
				  comparison->channels.at[i].name, comparison->paces.at[j].name,
				  ".hgrm");
			file = store__open(dir, name);
			if (!file)
				return -EIO;
			histogram__print(comparison->pooled[i][j], file);
			err = store__close(file, dir, name);
		}
	return err;
}

int store__finish(struct store *store, const struct comparison *comparison)
{
	int err = store->results ? store__close(store->results, store->dir, RESULTS_FILE) : -EIO;
	int other = store->delays ? store__close(store->delays, store->dir, DELAYS_FILE) : -EIO;

	if (!err)
		err = other;
	other = store->paired ? store__close(store->paired, store->dir, PAIRED_FILE) : 0;
	if (!err)
		err = other;
	if (!err)
		err = write_environment(store->dir, &comparison->env);
	return err ? err : write_distributions(store->dir, comparison);
}

/* --- the way back --- */

struct loading {
	struct comparison *comparison;
	unsigned int next; /* run whose histogram comes next */
};

static int load_environment(struct loading *loading, char *line)
{
	char *value = strchr(line, ','), *to;
	bool quoted = true;

	if (!value || value[1] != '"')
		return -EINVAL;
	*value = '\0';
	value += 2;
	to = value;
	for (const char *from = value; quoted && *from; from++) {
		if (*from == '"' && *++from != '"')
			quoted = false;
		else
			*to++ = *from;
	}
	*to = '\0';
	environment__set(&loading->comparison->env, line, "%s", value);
	return 0;
}

static int load_run(struct loading *loading, char *line)
{
	struct run_record run;
	struct run_error error;
	bool is_error;
	int err = run_csv__parse(loading->comparison, line, &run, &error, &is_error);

	if (err)
		return err;
	return is_error ? comparison__add_error(loading->comparison, &error)
			: comparison__add(loading->comparison, &run, NULL);
}

/* Histograms stand in the order of the runs. */
static int load_delays(struct loading *loading, char *line)
{
	struct comparison *comparison = loading->comparison;
	static struct histogram delays;
	const char *text = strrchr(line, ',');
	int err;

	if (strncmp(line, "Tag=", 4) != 0)
		return 0;
	line[strcspn(line, "\n")] = '\0';
	while (loading->next < comparison->run_count &&
	       comparison->runs[loading->next].channel == PLAN_BASELINE)
		loading->next++;
	if (!text || loading->next == comparison->run_count)
		return -EINVAL;
	err = histogram__decode(&delays, text + 1);
	if (err)
		return err;
	/* The exact one is in the other file. */
	delays.max = comparison->runs[loading->next].delay[PMAX];
	return comparison__pool(comparison, &comparison->runs[loading->next++], &delays);
}

static int load_pair(struct loading *loading, char *line)
{
	struct paired_run pair;
	int err = pair_csv__parse(loading->comparison, line, &pair);

	loading->comparison->paired = true;
	return err ? err : comparison__add_pair(loading->comparison, &pair);
}

static int load_file(const char *dir, const char *name, struct loading *loading, bool optional,
		     int (*take)(struct loading *loading, char *line))
{
	char path[4096], *line = NULL;
	unsigned int number = 0;
	size_t size = 0;
	int err = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "re");
	if (!file && optional && errno == ENOENT)
		return 0;
	if (!file) {
		err = -errno;
		log__error("reading '%s' failed: %s; is it a directory that --output has written?",
			   path, strerror(errno));
		return err;
	}
	while (!err && getline(&line, &size, file) > 0)
		if (number++ > 0) /* the first line is a header */
			err = take(loading, line);
	if (err)
		log__error("reading '%s' failed: line %u is not understood", path, number);
	free(line);
	fclose(file);
	return err;
}

int store__load(const char *dir, struct comparison *comparison)
{
	struct loading loading = {.comparison = comparison};
	int err;

	memset(comparison, 0, sizeof(*comparison));
	err = load_file(dir, RESULTS_FILE, &loading, false, load_run);
	if (!err)
		err = load_file(dir, ENVIRONMENT_FILE, &loading, true, load_environment);
	if (!err)
		err = load_file(dir, DELAYS_FILE, &loading, false, load_delays);
	if (!err)
		err = load_file(dir, PAIRED_FILE, &loading, true, load_pair);
	return err;
}
