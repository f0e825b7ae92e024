// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "clock.h"
#include "command.h"
#include "compare_books.h"
#include "compare_cell.h"
#include "log.h"

/* While waiting for something that is not an event of struct control. */
#define LOOK_NS 500000

/* Attaching takes milliseconds; an emulated machine with a loaded host below, seconds. */
#define READY_LIMIT_NS (60 * NS_PER_SECOND)

/* Flat out nobody knows how many events will come; more than these are not kept. */
#define RAW_MAX_UNKNOWN (2ULL << 20)

/* One run, while it lasts. */
struct cell_run {
	struct cell *cell;
	const struct pace *pace;
	unsigned int count;
	struct trace_options options[CELL_CHANNELS];
	pid_t readers[CELL_CHANNELS];
	pid_t workload; /* the pacer; 0: none, or a command */
	struct command command;
	bool command_runs;
	int stats_fd;
};

static void *share(size_t size)
{
	/* Nothing that is measured shall meet its first page fault. */
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

static uint64_t raw_needed(const struct compare_options *options, unsigned int cpus)
{
	uint64_t most = 0;

	for (unsigned int i = 0; i < options->paces.count; i++) {
		const struct pace *pace = &options->paces.at[i];
		uint64_t reads = pacer__reads(pace, options->duration_ns);

		if (!pace->per_second)
			reads = RAW_MAX_UNKNOWN;
		if (reads > most)
			most = reads;
	}
	return most * cpus;
}

static int choose_cpus(struct cell *cell)
{
	const struct cpu_set *wanted = &cell->options->cpus;
	int err = cpus__online(&cell->online);

	if (err)
		return err;
	cell->cpus = *wanted;
	if (!wanted->end) {
		unsigned int first = 0;

		while (first + 1 < cell->online.end && !cell->online.has[first])
			first++;
		cell->cpus.has[first] = true;
		cell->cpus.end = first + 1;
	}
	for (unsigned int cpu = 0; cpu < cell->cpus.end; cpu++)
		if (cell->cpus.has[cpu] && (cpu >= cell->online.end || !cell->online.has[cpu])) {
			log__error("CPU %u is not online; see "
				   "/sys/devices/system/cpu/online",
				   cpu);
			return -ENODEV;
		}
	return 0;
}

int cell__init(struct cell *cell, const struct compare_options *options, struct control *control)
{
	int err;

	cell->options = options;
	cell->control = control;
	err = choose_cpus(cell);
	if (err)
		return err;
	/* Nobody else has this name, so a filter by it lets exactly our reads pass. */
	snprintf(cell->comm, sizeof(cell->comm), "rs-%012llx",
		 (unsigned long long)((clock__boot_ns() ^ (uint64_t)getpid() << 32) &
				      0xffffffffffff));
	cell->shared = share(sizeof(*cell->shared));
	if (!cell->shared)
		goto no_memory;
	if (!options->raw && !options->paired)
		return 0;
	cell->raw_max = raw_needed(options, cpu_set__count(&cell->cpus));
	for (unsigned int i = 0; i < (options->paired ? 2U : 1U); i++) {
		cell->raw[i] = share(cell->raw_max * sizeof(struct raw_delay) + 1);
		if (!cell->raw[i])
			goto no_memory;
	}
	return 0;

no_memory:
	log__error("sharing memory with the measuring processes failed: %s", strerror(errno));
	return -ENOMEM;
}

void cell__free(struct cell *cell)
{
	if (cell->shared)
		munmap(cell->shared, sizeof(*cell->shared));
	for (unsigned int i = 0; i < CELL_CHANNELS; i++)
		if (cell->raw[i])
			munmap(cell->raw[i], cell->raw_max * sizeof(struct raw_delay) + 1);
}

/* --- starting and ending processes --- */

static void end_process(pid_t *pid, int signo)
{
	int status;

	if (*pid <= 0)
		return;
	kill(*pid, signo);
	while (waitpid(*pid, &status, 0) < 0 && errno == EINTR)
		;
	*pid = 0;
}

/* True if it has gone, which it is then no longer waited for. */
static bool has_ended(pid_t *pid)
{
	int status;

	if (*pid <= 0 || waitpid(*pid, &status, WNOHANG) != *pid)
		return false;
	*pid = 0;
	return true;
}

/* Wait a moment. -EINTR if the user wants an end. */
static int wait_a_moment(struct cell_run *run, int64_t ns)
{
	struct control_event event;

	control__wait(run->cell->control, ns, -1);
	while ((event = control__next(run->cell->control)).kind != CONTROL_NOTHING)
		if (event.kind == CONTROL_SIGNAL)
			return -EINTR;
	return 0;
}

/* The command's stdout would stand between our results. */
static int fork_command(struct cell_run *run)
{
	int saved = dup(STDOUT_FILENO);
	int err;

	dup2(STDERR_FILENO, STDOUT_FILENO);
	err = command__fork(&run->command, run->cell->options->command, run->cell->control);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	if (err)
		log__error("forking for the command failed: %s", strerror(-err));
	return err;
}

static int await_readers(struct cell_run *run)
{
	uint64_t deadline = clock__boot_ns() + READY_LIMIT_NS;
	unsigned int i = 0;
	int err = 0;

	while (!err && i < run->count) {
		struct reader_result *result = &run->cell->shared->reader[i];

		if (__atomic_load_n(&result->ready, __ATOMIC_ACQUIRE)) {
			i++;
			continue;
		}
		if (has_ended(&run->readers[i]))
			return result->error ? result->error : -ECHILD;
		err = wait_a_moment(run, LOOK_NS);
		if (!err && clock__boot_ns() > deadline)
			err = -ETIMEDOUT;
	}
	return err;
}

static int start_readers(struct cell_run *run, const struct trace_options *const channels[])
{
	struct cell *cell = run->cell;

	for (unsigned int i = 0; i < run->count; i++) {
		struct reader_job job = {
			.options = &run->options[i],
			.command = run->command.pid,
			.pacer = &cell->shared->workload,
			.raw = cell->raw[i],
			.raw_max = cell->raw_max,
		};

		run->options[i] = *channels[i];
		run->options[i].attach = cell->options->attach;
		/* A list of its own: the others stay as the user wrote them. */
		if (!run->command.pid &&
		    filters__add_names(&run->options[i].filters.comms.wanted, cell->comm))
			return -ENOMEM;
		run->readers[i] = compare_reader__fork(&job, &cell->shared->reader[i]);
		if (run->readers[i] < 0)
			return run->readers[i];
	}
	return await_readers(run);
}

/* --- the workload --- */

static int start_pacer(struct cell_run *run)
{
	struct cell *cell = run->cell;
	struct pacer_job job = {
		.pace = run->pace,
		.cpus = &cell->cpus,
		.online = &cell->online,
		.warmup_ns = cell->options->warmup_ns,
		.duration_ns = cell->options->duration_ns,
		.stats_fd = run->stats_fd,
	};

	memcpy(job.comm, cell->comm, sizeof(job.comm));
	memcpy(job.readers, run->readers, sizeof(job.readers));
	run->workload = pacer__fork(&job, &cell->shared->workload);
	return run->workload < 0 ? run->workload : 0;
}

static int run_pacer(struct cell_run *run)
{
	int err = start_pacer(run);

	/* The pacer has it: when its warm-up ends, statistics are off. */
	if (run->stats_fd >= 0)
		close(run->stats_fd);
	run->stats_fd = -1;
	while (!err && !has_ended(&run->workload))
		err = wait_a_moment(run, 100 * 1000000LL);
	if (!err)
		err = -run->cell->shared->workload.error;
	if (err && err != -EINTR)
		log__error("the workload failed: %s", strerror(-err));
	return err;
}

static int run_command(struct cell_run *run)
{
	struct pacer_result *result = &run->cell->shared->workload;
	uint64_t start = clock__boot_ns();
	int err;

	run->command_runs = true;
	err = command__start(&run->command);
	if (err)
		return err;
	while (!err && !command__poll(&run->command))
		err = wait_a_moment(run, 100 * 1000000LL);
	result->wall_ns = result->read_ns = clock__boot_ns() - start;
	run->cell->command_status = run->command.exit_code;
	return err;
}

/* Jiffies of all CPUs so far: stolen by the hypervisor, and all. */
static void read_steal(uint64_t *steal, uint64_t *all)
{
	unsigned long long part[8] = {};
	FILE *file = fopen("/proc/stat", "re");

	*steal = *all = 0;
	if (!file)
		return;
	/* user nice system idle iowait irq softirq steal */
	if (fscanf(file, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &part[0], &part[1],
		   &part[2], &part[3], &part[4], &part[5], &part[6], &part[7]) == 8)
		for (unsigned int i = 0; i < 8; i++)
			*all += part[i];
	*steal = part[7];
	fclose(file);
}

static int run_workload(struct cell_run *run)
{
	uint64_t steal, all, steal_after, all_after;
	int err;

	read_steal(&steal, &all);
	err = run->command.pid ? run_command(run) : run_pacer(run);
	read_steal(&steal_after, &all_after);
	run->cell->steal_percent =
		all_after > all ? (double)(steal_after - steal) * 100 / (double)(all_after - all)
				: 0;
	return err;
}

static int stop_readers(struct cell_run *run)
{
	int err = 0;

	/* All at once: two that are paired go on to the same moment. */
	for (unsigned int i = 0; i < run->count; i++)
		if (run->readers[i] > 0)
			kill(run->readers[i], SIGTERM);
	for (unsigned int i = 0; i < run->count; i++) {
		end_process(&run->readers[i], SIGTERM);
		if (!err)
			err = run->cell->shared->reader[i].error;
	}
	return err;
}

/* Statistics cost two looks at the clock for each hit, so they are only on during the warm-up. */
static int turn_on_statistics(const struct cell_run *run)
{
	if (!run->count || run->command.pid || !run->cell->options->warmup_ns)
		return -1;
	return bpf_enable_stats(BPF_STATS_RUN_TIME);
}

static void reset(struct cell *cell)
{
	memset(cell->shared, 0, sizeof(*cell->shared));
	/* A command has no warm-up; the pacer says when its own is over. */
	pacer_result__set_warm(&cell->shared->workload, cell->options->command ? 0 : UINT64_MAX);
}

static int conduct(struct cell_run *run, const struct trace_options *const channels[])
{
	int err = run->cell->options->command ? fork_command(run) : 0;

	if (!err)
		err = start_readers(run, channels);
	if (err)
		return err;
	run->stats_fd = turn_on_statistics(run);
	err = run_workload(run);
	return err ? err : stop_readers(run);
}

static void end_command(struct cell_run *run)
{
	if (!run->command_runs) {
		command__drop(&run->command);
		return;
	}
	if (!run->command.ended)
		kill(run->command.pid, SIGTERM);
	command__wait(&run->command);
}

int cell__run(struct cell *cell, const struct pace *pace,
	      const struct trace_options *const channels[], unsigned int count, char *why,
	      size_t why_size)
{
	struct cell_run run = {.cell = cell, .pace = pace, .count = count, .stats_fd = -1};
	int err;

	reset(cell);
	err = conduct(&run, channels);
	for (unsigned int i = 0; i < count; i++)
		filters__fini(&run.options[i].filters);
	if (err) {
		end_process(&run.workload, SIGKILL);
		for (unsigned int i = 0; i < count; i++)
			end_process(&run.readers[i], SIGTERM);
		end_command(&run);
	}
	for (unsigned int i = 0; !err && i < count; i++)
		err = books__check(&cell->shared->workload, &cell->shared->reader[i],
				   run.command.pid != 0, why, why_size);
	return err;
}
