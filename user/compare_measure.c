// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <math.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>

#include "attach.h"
#include "compare_csv.h"
#include "compare_measure.h"
#include "compare_pairs.h"
#include "log.h"
#include "privilege.h"

static int nothing(void *ctx, const struct read_event *event)
{
	(void)ctx;
	(void)event;
	return 0;
}

/* Attach once, so that "auto" is decided, and refused, before anything is measured. */
static int choose_attach(struct compare *compare)
{
	struct trace_options options = compare->options.channels.at[0].options;
	struct channel *channel = NULL;
	struct probe probe = {};
	const struct attach_request request = {
		.options = &options,
		.wake_fd = compare->control.fd,
		.output_fd = -1,
		.sink = nothing,
	};
	int err;

	options.attach = compare->options.attach;
	err = attach__open(&request, &channel, &probe);
	if (err)
		return err;
	compare->options.attach = probe.kind;
	probe__detach(&probe);
	channel__free(channel);
	return 0;
}

/* Of us, and so of the readers and the workload. */
static void set_scheduling(struct environment *env)
{
	struct sched_param param = {};
	int policy = sched_getscheduler(0) & ~SCHED_RESET_ON_FORK;

	sched_getparam(0, &param);
	if (policy == SCHED_FIFO || policy == SCHED_RR)
		environment__set(env, "scheduling", "real-time (%s), priority %d",
				 policy == SCHED_FIFO ? "fifo" : "rr", param.sched_priority);
	else
		environment__set(env, "scheduling", "normal, nice %d",
				 getpriority(PRIO_PROCESS, 0));
}

static void describe(struct compare *compare)
{
	const struct compare_options *options = &compare->options;
	struct environment *env = &compare->result.env;
	char cpus[128] = "";
	size_t len = 0;

	environment__collect(env);
	environment__set(env, "attach", "%s", attach_kind__name(options->attach));
	environment__set(env, "repetitions", "%u", options->reps);
	set_scheduling(env);
	environment__set(env, "paired", "%s", options->paired ? "yes" : "no");
	environment__set(env, "event_bytes", "%zu", sizeof(struct read_event) + options->payload);
	if (options->command) {
		environment__set(env, "workload", "%s", options->command[0]);
	} else {
		for (unsigned int cpu = 0; cpu < compare->cell.cpus.end; cpu++)
			if (compare->cell.cpus.has[cpu] && len < sizeof(cpus) - 8)
				len += (size_t)snprintf(cpus + len, sizeof(cpus) - len, "%s%u",
							len ? "," : "", cpu);
		environment__set(env, "workload",
				 "reads of 1 byte of /dev/zero on CPU %s, %.3g s on each behind "
				 "%.3g s of warm-up",
				 cpus, (double)options->duration_ns / 1e9,
				 (double)options->warmup_ns / 1e9);
	}
	if (strcmp(environment__get(env, "emulated"), "yes") == 0)
		log__notice("this machine is emulated: its time is not that of any hardware, so "
			    "only the counts mean something");
	if (cpu_set__count(&compare->cell.online) < 2)
		log__notice("there is only one CPU: reader and workload take turns on it");
}

int compare__prepare(struct compare *compare)
{
	struct compare_options *options = &compare->options;
	int err = privilege__check();

	if (!err)
		err = control__open(&compare->control);
	if (!err)
		err = cell__init(&compare->cell, options, &compare->control);
	if (!err)
		err = choose_attach(compare);
	if (err)
		return err;
	compare->result.channels = options->channels;
	compare->result.paces = options->paces;
	compare->result.paired = options->paired;
	compare->plan = (struct plan){
		.paces = options->paces.count,
		.reps = options->reps,
		.subjects = options->paired ? 1 : options->channels.count,
	};
	describe(compare);
	if (options->output_dir)
		err = store__create(&compare->store, options->output_dir, &compare->result);
	return err;
}

static void fill_workload(const struct compare *compare, struct run_record *run)
{
	const struct pacer_result *workload = &compare->cell.shared->workload;

	run->made = workload->made;
	run->workload_ns = workload->wall_ns;
	run->read_ns = workload->made ? (double)workload->read_ns / (double)workload->made
				      : (double)workload->wall_ns;
	run->late_p50 = histogram__percentile(&workload->lateness, 50000);
	run->late_p99 = histogram__percentile(&workload->lateness, 99000);
	run->late_max = workload->lateness.max;
	run->bpf_ns = -1;
	run->steal_percent = compare->cell.steal_percent;
}

/* What else calls the program dilutes the mean, so it only counts where the workload is nearly all.
 */
#define BPF_SHARE 0.9

static void fill_reader(const struct compare *compare, struct run_record *run, unsigned int index)
{
	const struct reader_result *reader = &compare->cell.shared->reader[index];
	const struct ledger_row *row = &reader->ledger;
	uint64_t warm = compare->cell.shared->workload.warm_made;

	run->delivered = reader->delivered;
	run->lost = reader->missing;
	if (compare->options.command) {
		run->made = run->delivered + run->lost;
		run->read_ns = run->made ? run->read_ns / (double)run->made : 0;
	}
	run->cpu_ns = reader->cpu_ns;
	run->wall_ns = reader->wall_ns;
	run->wakeups = reader->wakeups;
	run->early = reader->early;
	/* Statistics were on while the warm-up lasted on the first of its CPUs. */
	warm /= cpu_set__count(&compare->cell.cpus);
	if (reader->bpf_runs && (double)warm >= (double)reader->bpf_runs * BPF_SHARE)
		run->bpf_ns = (double)reader->bpf_ns / (double)reader->bpf_runs;
	run->hits = row->hits;
	run->filtered = row->filtered;
	run->own = row->own;
	run->ledger_delivered = row->delivered;
	run->ledger_lost = row->lost;
	run->ledger_failed = ledger_row__failed(row);
	run->replaced = row->coalesced;
	run_record__set_delays(run, &reader->delays);
}

/* As the files have it, so that what is read back is the same. */
static double to_thousandths(double value)
{
	return round(value * 1000) / 1000;
}

/* Into the result, and into the files as well. */
static int record(struct compare *compare, struct run_record *run, const struct histogram *delays)
{
	run->read_ns = to_thousandths(run->read_ns);
	run->bpf_ns = to_thousandths(run->bpf_ns);
	run->steal_percent = to_thousandths(run->steal_percent);
	if (compare->options.output_dir)
		store__add(&compare->store, &compare->result, run, delays);
	return comparison__add(&compare->result, run, delays);
}

static int record_raw(struct compare *compare, const struct run_record *run, unsigned int index)
{
	uint64_t count = compare->cell.shared->reader[index].raw_count;

	if (!compare->options.raw)
		return 0;
	if (count > compare->cell.raw_max) {
		log__notice("%s at %s: the raw delays of the first %llu of %llu events are kept",
			    comparison__channel_name(&compare->result, run->channel),
			    compare->result.paces.at[run->pace].name,
			    (unsigned long long)compare->cell.raw_max, (unsigned long long)count);
		count = compare->cell.raw_max;
	}
	return store__add_raw(&compare->store, &compare->result, run, compare->cell.raw[index],
			      count);
}

static int record_pair(struct compare *compare, const struct plan_item *item)
{
	struct paired_run pair = {.pace = item->pace, .rep = item->rep};
	int err = pairs__join(&compare->cell, &pair);

	if (err == -EOVERFLOW) {
		log__notice("%s: too many events to match them one by one",
			    compare->result.paces.at[item->pace].name);
		return 0;
	}
	pair.first_sooner_percent = to_thousandths(pair.first_sooner_percent);
	if (!err && compare->options.output_dir)
		store__add_pair(&compare->store, &compare->result, &pair);
	return err ? err : comparison__add_pair(&compare->result, &pair);
}

static int record_cell(struct compare *compare, const struct plan_item *item, unsigned int count)
{
	struct run_record run = {.pace = item->pace, .rep = item->rep, .channel = PLAN_BASELINE};
	int err = 0;

	fill_workload(compare, &run);
	if (!count)
		return record(compare, &run, NULL);
	for (unsigned int i = 0; !err && i < count; i++) {
		struct run_record traced = run;

		traced.channel = item->subject + i;
		fill_reader(compare, &traced, i);
		err = record(compare, &traced, &compare->cell.shared->reader[i].delays);
		if (!err)
			err = record_raw(compare, &traced, i);
	}
	return !err && count > 1 ? record_pair(compare, item) : err;
}

static int record_failure(struct compare *compare, const struct plan_item *item, const char *why)
{
	struct run_error error = {item->pace, item->subject, item->rep, ""};

	snprintf(error.why, sizeof(error.why), "%s", why);
	progress__clear(&compare->progress);
	log__error("the ledger of '%s' at %s does not close: %s",
		   comparison__channel_name(&compare->result, item->subject),
		   compare->result.paces.at[item->pace].name, why);
	if (compare->options.output_dir)
		store__add_error(&compare->store, &compare->result, &error);
	return comparison__add_error(&compare->result, &error);
}

static void note_steal(struct compare *compare)
{
	double steal = compare->cell.steal_percent;

	compare->measured++;
	compare->steal_sum += steal;
	if (steal > compare->steal_max)
		compare->steal_max = steal;
	environment__set(&compare->result.env, "steal_percent",
			 "%.2f on average, at most %.2f in a run",
			 compare->steal_sum / compare->measured, compare->steal_max);
}

static int measure_one(struct compare *compare, const struct plan_item *item)
{
	const struct trace_options *channels[CELL_CHANNELS] = {};
	unsigned int count = item->subject == PLAN_BASELINE ? 0 : compare->options.paired ? 2 : 1;
	char why[sizeof(((struct run_error *)0)->why)];
	int err;

	for (unsigned int i = 0; i < count; i++)
		channels[i] = &compare->options.channels.at[item->subject + i].options;
	err = cell__run(&compare->cell, &compare->options.paces.at[item->pace], channels, count,
			why, sizeof(why));
	if (err == -EBADMSG)
		return record_failure(compare, item, why);
	if (err)
		return err;
	note_steal(compare);
	return record_cell(compare, item, count);
}

/* A command runs once before all, so that its files are in memory. */
static int warm_up_command(struct compare *compare)
{
	char why[1];

	if (!compare->options.command)
		return 0;
	return cell__run(&compare->cell, &compare->options.paces.at[0], NULL, 0, why, sizeof(why));
}

int compare__measure(struct compare *compare)
{
	unsigned int length = plan__length(&compare->plan);
	int err = warm_up_command(compare);

	progress__start(&compare->progress, length, compare->options.verbosity >= LOG_NOTICES);
	for (unsigned int i = 0; !err && i < length; i++) {
		struct plan_item item = plan__at(&compare->plan, i);

		progress__show(&compare->progress, &compare->result, &item);
		err = measure_one(compare, &item);
	}
	progress__clear(&compare->progress);
	if (err == -EINTR)
		log__notice("interrupted; %u of %u measurements are finished", compare->measured,
			    length);
	environment__set(&compare->result.env, "finished", "%u of %u measurements",
			 compare->measured, length);
	return err;
}
