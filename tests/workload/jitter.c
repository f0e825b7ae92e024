// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads at random moments, and whether a tracer shows each of them soon:
 *
 *	readsnoop --format json -n jitter | jitter --rounds 300
 *
 * A round is a few one-byte reads with random gaps. Then nothing more happens until all of them
 * have arrived on stdin: no later event helps a lost one along, so it stays away for good, and
 * no other delay can be mistaken for that. One thread reads, the other one, of another name,
 * takes the time of each line on its arrival.
 */
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S    ((uint64_t)1000000000)
#define NS_PER_US   ((uint64_t)1000)
#define AROUND_MAX  8
#define ARRIVED_MAX 1000000

struct options {
	uint64_t rounds, seconds, burst, max_gap_us, within_us, patience_ms, seed;
	uint64_t around_us[AROUND_MAX];
	unsigned int arounds;
	const char *comm;
	int cpu; /* -1: any */
};

static struct options options = {
	.rounds = UINT64_MAX,
	.seconds = UINT64_MAX / NS_PER_S / 4,
	.burst = 3,
	.max_gap_us = 15000,
	.within_us = 300,
	.patience_ms = 2000,
	.comm = "jitter",
	.cpu = -1,
};

static struct {
	pthread_mutex_t lock;
	pthread_cond_t news;
	uint64_t lines; /* header and reads */
	bool closed;
	uint64_t delay_ns[ARRIVED_MAX]; /* of the reads */
} arrived = {.lock = PTHREAD_MUTEX_INITIALIZER};

static const char usage_text[] =
	"usage: readsnoop --format json -n NAME | jitter [OPTION]...\n"
	"\n"
	"Reads at random moments; waits after each burst until all have arrived on stdin.\n"
	"Prints \"jitter_seed= rounds= events= late= p50_us= p99_us= max_us=\".\n"
	"\n"
	"  --rounds N       bursts (default: until the time is over)\n"
	"  --seconds S      stop after this time (default: after --rounds)\n"
	"  --burst N        at most N reads each (default 3)\n"
	"  --max-gap US     longest gap before a read (default 15000)\n"
	"  --around US      choose many gaps near this one; may be given 8 times\n"
	"  --within US      how near (default 300)\n"
	"  --patience MS    what has not arrived after this time is late (default 2000)\n"
	"  --seed N         repeat a run's choices (default: from the clock)\n"
	"  --comm NAME      of the reading thread (default jitter)\n"
	"  --cpu N          where it runs (default: anywhere)\n";

static uint64_t clock_ns(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

static struct timespec timespec_of(uint64_t ns)
{
	return (struct timespec){.tv_sec = (time_t)(ns / NS_PER_S),
				 .tv_nsec = (long)(ns % NS_PER_S)};
}

static uint64_t number(const char *option, const char *text)
{
	unsigned long long value;
	char *end;

	errno = 0;
	value = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno)
		error(1, 0, "--%s wants a number, not '%s'", option, text);
	return value;
}

static void parse_options(int argc, char **argv)
{
	static const struct {
		const char *name;
		uint64_t *to;
	} numbers[] = {
		{"rounds", &options.rounds},	{"seconds", &options.seconds},
		{"burst", &options.burst},	{"max-gap", &options.max_gap_us},
		{"within", &options.within_us}, {"patience", &options.patience_ms},
		{"seed", &options.seed},
	};
	enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]), AROUND = NUMBERS, COMM, CPU, HELP };
	struct option table[HELP + 2] = {
		[AROUND] = {"around", required_argument, NULL, AROUND},
		[COMM] = {"comm", required_argument, NULL, COMM},
		[CPU] = {"cpu", required_argument, NULL, CPU},
		[HELP] = {"help", no_argument, NULL, HELP},
	};
	int key;

	for (int i = 0; i < NUMBERS; i++)
		table[i] = (struct option){numbers[i].name, required_argument, NULL, i};
	while ((key = getopt_long(argc, argv, "", table, NULL)) >= 0) {
		if (key == HELP) {
			fputs(usage_text, stdout);
			exit(0);
		}
		if (key > HELP)
			exit(1);
		if (key < NUMBERS)
			*numbers[key].to = number(numbers[key].name, optarg);
		else if (key == COMM)
			options.comm = optarg;
		else if (key == CPU)
			options.cpu = (int)number("cpu", optarg);
		else if (options.arounds < AROUND_MAX)
			options.around_us[options.arounds++] = number("around", optarg);
	}
	if (argv[optind] || !options.burst)
		error(1, 0, "wrong usage; see --help");
}

static void on_line(const char *line, uint64_t now)
{
	const char *at = strstr(line, "\"boot_ns\":");
	bool is_read = strncmp(line, "{\"type\":\"read\",", 15) == 0;

	if (is_read && !at)
		error(1, 0, "a read without its time: %s", line);
	if (!is_read && strncmp(line, "{\"type\":\"header\",", 17) != 0)
		return;
	pthread_mutex_lock(&arrived.lock);
	if (is_read && arrived.lines <= ARRIVED_MAX)
		arrived.delay_ns[arrived.lines - 1] = now - strtoull(at + 10, NULL, 10);
	arrived.lines++;
	pthread_cond_signal(&arrived.news);
	pthread_mutex_unlock(&arrived.lock);
}

/* The thread that takes the times. */
static void *arrivals(void *arg)
{
	static char buffer[1 << 16];
	size_t kept = 0;
	ssize_t n;

	prctl(PR_SET_NAME, "arrivals");
	while ((n = read(STDIN_FILENO, buffer + kept, sizeof(buffer) - kept)) > 0) {
		uint64_t now = clock_ns(CLOCK_BOOTTIME);
		char *line = buffer, *end;

		kept += (size_t)n;
		while ((end = memchr(line, '\n', kept))) {
			*end = '\0';
			on_line(line, now);
			kept -= (size_t)(end + 1 - line);
			line = end + 1;
		}
		memmove(buffer, line, kept);
	}
	pthread_mutex_lock(&arrived.lock);
	arrived.closed = true;
	pthread_cond_signal(&arrived.news);
	pthread_mutex_unlock(&arrived.lock);
	return arg;
}

/* False if that many lines have not come in time. */
static bool wait_for_lines(uint64_t lines, uint64_t ns)
{
	struct timespec deadline = timespec_of(clock_ns(CLOCK_MONOTONIC) + ns);
	bool came;
	int err = 0;

	pthread_mutex_lock(&arrived.lock);
	while (arrived.lines < lines && !arrived.closed && !err)
		err = pthread_cond_timedwait(&arrived.news, &arrived.lock, &deadline);
	came = arrived.lines >= lines;
	if (!came && arrived.closed)
		error(1, 0, "the tracer has ended");
	pthread_mutex_unlock(&arrived.lock);
	return came;
}

static uint64_t random_below(uint64_t limit)
{
	static uint64_t state;

	if (!state)
		state = options.seed * 2 + 1;
	/* xorshift64 */
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return limit ? (state >> 11) % limit : 0;
}

static uint64_t random_gap(void)
{
	uint64_t near;

	if (!options.arounds || random_below(4) == 0)
		return random_below((options.max_gap_us + 1) * NS_PER_US);
	near = options.around_us[random_below(options.arounds)];
	near = near > options.within_us ? near - options.within_us : 0;
	return near * NS_PER_US + random_below(2 * options.within_us * NS_PER_US + 1);
}

/* The last stretch without sleeping, to hit what is only a moment long. */
static void wait_until(uint64_t when)
{
	struct timespec early = timespec_of(when - 100 * NS_PER_US);

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &early, NULL);
	while (clock_ns(CLOCK_MONOTONIC) < when)
		;
}

static void set_up(void)
{
	pthread_condattr_t attr;
	pthread_t thread;
	cpu_set_t set;
	int err;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&arrived.news, &attr);
	err = pthread_create(&thread, NULL, arrivals, NULL);
	if (err)
		error(1, err, "cannot start a thread");
	if (prctl(PR_SET_NAME, options.comm))
		error(1, errno, "cannot set the name");
	if (options.cpu < 0)
		return;
	CPU_ZERO(&set);
	CPU_SET((size_t)options.cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		error(1, errno, "cannot run on CPU %d", options.cpu);
}

static int by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void report(uint64_t rounds, uint64_t events, uint64_t late)
{
	uint64_t n, *delays = arrived.delay_ns;

	pthread_mutex_lock(&arrived.lock);
	n = arrived.lines > 0 ? arrived.lines - 1 : 0;
	n = n < ARRIVED_MAX ? n : ARRIVED_MAX;
	qsort(delays, n, sizeof(*delays), by_size);
	printf("jitter_seed=%" PRIu64 " rounds=%" PRIu64 " events=%" PRIu64 " late=%" PRIu64
	       " p50_us=%" PRIu64 " p99_us=%" PRIu64 " max_us=%" PRIu64 "\n",
	       options.seed, rounds, events, late, n ? delays[n / 2] / NS_PER_US : 0,
	       n ? delays[n * 99 / 100] / NS_PER_US : 0, n ? delays[n - 1] / NS_PER_US : 0);
	pthread_mutex_unlock(&arrived.lock);
	if (fflush(stdout))
		error(1, errno, "cannot write");
}

int main(int argc, char **argv)
{
	uint64_t rounds = 0, events = 0, late = 0, last, end, patience;
	int fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	char byte;

	options.seed = clock_ns(CLOCK_REALTIME) % 1000000007;
	parse_options(argc, argv);
	if (fd < 0)
		error(1, errno, "cannot open /dev/zero");
	patience = options.patience_ms * NS_PER_S / 1000;
	set_up();
	if (!wait_for_lines(1, 60 * NS_PER_S))
		error(1, 0, "the tracer does not begin");
	last = clock_ns(CLOCK_MONOTONIC);
	for (end = last + options.seconds * NS_PER_S; rounds < options.rounds && last < end;
	     rounds++) {
		for (uint64_t n = 1 + random_below(options.burst); n > 0; n--) {
			wait_until(last + random_gap());
			if (read(fd, &byte, 1) != 1)
				error(1, errno, "cannot read");
			last = clock_ns(CLOCK_MONOTONIC);
			events++;
		}
		/* Once late, always late, until the next event; count it once. */
		if (!wait_for_lines(1 + events, patience))
			late++;
	}
	report(rounds, events, late);
	return 0;
}
