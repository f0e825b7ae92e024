// SPDX-License-Identifier: GPL-2.0-only
/*
 * A workload with a known answer: exactly --count calls of read(2) or pread(2), and no other read
 * by whatever way. Link it statically: the dynamic loader reads the libraries it loads.
 */
#include <ctype.h>
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <limits.h>
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

#define NS_PER_S    1000000000ull
#define THREADS_MAX 1024
#define CPU_MAX	    8191
#define BYTES_MAX   (1u << 30)

struct options {
	int cpu; /* -1: any */
	int wait_fd;
	bool ready, set_uid, use_pread;
	uid_t uid;
	unsigned int threads;
	uint64_t count, rate;
	size_t size;
	const char *comm, *file;
};

/* The reads with the numbers first, first + step, ... are this thread's. */
struct worker {
	const struct options *options;
	const struct timespec *start;
	pthread_barrier_t *go;
	pthread_t thread;
	uint64_t first, step;
	int fd;
	char *buffer;
	uint64_t calls, bytes;
	int err;
};

static const char usage_text[] =
	"usage: reads [OPTION]...\n"
	"\n"
	"Make an exact number of reads, then print \"reads: pid= cpu= count= bytes= ns=\".\n"
	"\n"
	"  --cpu N       run on this CPU only (default: any, shown as -1)\n"
	"  --count N     reads by all threads together (default 1)\n"
	"  --size BYTES  bytes to ask for in each (default 1)\n"
	"  --comm NAME   the name of all threads; \\xNN and \\\\ are undone, the kernel cuts at 15\n"
	"  --file PATH   what to read (default /dev/zero)\n"
	"  --pread       pread(2) at offset 0 instead of read(2)\n"
	"  --rate N      at most N reads per second, evenly spaced\n"
	"  --threads N   share the reads among N new threads (default 1: the process itself)\n"
	"  --ready       print READY and wait for a line, or the end, of stdin (not reading it)\n"
	"  --wait-fd FD  the same with another file descriptor, without READY\n"
	"  --uid N       become this user first\n";

static uint64_t number(const char *option, const char *text, uint64_t min, uint64_t max)
{
	unsigned long long value;
	char *end;

	errno = 0;
	value = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || value < min || value > max)
		error(1, 0, "--%s wants a number from %" PRIu64 " to %" PRIu64 ", not '%s'", option,
		      min, max, text);
	return value;
}

static int option_number(const char *option, const char *text, int max)
{
	return (int)number(option, text, 0, (uint64_t)max);
}

static void parse_option(struct options *o, int key, const char *name)
{
	switch (key) {
	case 'c':
		o->cpu = option_number(name, optarg, CPU_MAX);
		break;
	case 'n':
		o->count = number(name, optarg, 0, INT64_MAX);
		break;
	case 's':
		o->size = (size_t)number(name, optarg, 0, BYTES_MAX);
		break;
	case 'C':
		o->comm = optarg;
		break;
	case 'f':
		o->file = optarg;
		break;
	case 'p':
		o->use_pread = true;
		break;
	case 'r':
		o->rate = number(name, optarg, 1, NS_PER_S);
		break;
	case 't':
		o->threads = (unsigned int)number(name, optarg, 1, THREADS_MAX);
		break;
	case 'R':
		o->ready = true;
		break;
	case 'w':
		o->wait_fd = option_number(name, optarg, INT_MAX);
		break;
	case 'u':
		o->set_uid = true;
		o->uid = (uid_t)number(name, optarg, 0, UINT32_MAX - 1);
		break;
	case 'h':
		fputs(usage_text, stdout);
		exit(0);
	default:
		exit(1);
	}
}

static void parse_options(struct options *o, int argc, char **argv)
{
	static const struct option table[] = {
		{"cpu", required_argument, NULL, 'c'},
		{"count", required_argument, NULL, 'n'},
		{"size", required_argument, NULL, 's'},
		{"comm", required_argument, NULL, 'C'},
		{"file", required_argument, NULL, 'f'},
		{"pread", no_argument, NULL, 'p'},
		{"rate", required_argument, NULL, 'r'},
		{"threads", required_argument, NULL, 't'},
		{"ready", no_argument, NULL, 'R'},
		{"wait-fd", required_argument, NULL, 'w'},
		{"uid", required_argument, NULL, 'u'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int key, index = 0;

	while ((key = getopt_long(argc, argv, "", table, &index)) >= 0)
		parse_option(o, key, table[index].name);
	if (argv[optind])
		error(1, 0, "unexpected argument '%s'", argv[optind]);
	if (o->ready && o->wait_fd < 0)
		o->wait_fd = STDIN_FILENO;
}

/* The byte that "xNN" stands for; 0 if that is not what is there. */
static unsigned int escaped_byte(const char *text)
{
	char digits[3] = "";

	if (text[0] != 'x' || !isxdigit((unsigned char)text[1]) ||
	    !isxdigit((unsigned char)text[2]))
		return 0;
	memcpy(digits, text + 1, 2);
	return (unsigned int)strtoul(digits, NULL, 16);
}

/* "\\" and "\xNN" become the byte they stand for. */
static void set_comm(const char *text)
{
	char comm[256];
	unsigned int byte;
	size_t n = 0;

	while (*text && n < sizeof(comm) - 1) {
		byte = (unsigned char)*text++;
		if (byte == '\\' && *text == '\\') {
			text++;
		} else if (byte == '\\') {
			byte = escaped_byte(text);
			if (!byte)
				error(1, 0, "--comm: bad escape '\\%s'", text);
			text += 3;
		}
		comm[n++] = (char)byte;
	}
	comm[n] = '\0';
	if (prctl(PR_SET_NAME, comm))
		error(1, errno, "cannot set the name");
}

static void pin(int cpu)
{
	cpu_set_t *set = CPU_ALLOC(CPU_MAX + 1);
	size_t size = CPU_ALLOC_SIZE(CPU_MAX + 1);

	if (!set)
		error(1, errno, "cannot allocate");
	CPU_ZERO_S(size, set);
	CPU_SET_S((size_t)cpu, size, set);
	if (sched_setaffinity(0, size, set))
		error(1, errno, "cannot run on CPU %d", cpu);
	CPU_FREE(set);
}

/* By poll(), since a read would be one too many. */
static void wait_for_go(const struct options *o)
{
	struct pollfd fd = {.fd = o->wait_fd, .events = POLLIN};

	if (o->ready && (puts("READY") == EOF || fflush(stdout)))
		error(1, errno, "cannot write");
	while (poll(&fd, 1, -1) < 0) {
		if (errno != EINTR)
			error(1, errno, "cannot wait for file descriptor %d", o->wait_fd);
	}
	if (fd.revents & POLLNVAL)
		error(1, EBADF, "cannot wait for file descriptor %d", o->wait_fd);
}

/* The moment of read number k, from the start, so that delays do not add up. */
static void sleep_until(const struct timespec *start, uint64_t k, uint64_t rate)
{
	uint64_t ns = (uint64_t)start->tv_nsec + k % rate * NS_PER_S / rate;
	struct timespec at = {
		.tv_sec = start->tv_sec + (time_t)(k / rate + ns / NS_PER_S),
		.tv_nsec = (long)(ns % NS_PER_S),
	};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR)
		;
}

static void *work(void *arg)
{
	struct worker *w = arg;
	const struct options *o = w->options;
	uint64_t k;
	ssize_t n;

	/* once for "all are here", once for "the clock has been read" */
	pthread_barrier_wait(w->go);
	pthread_barrier_wait(w->go);
	for (k = w->first; k < o->count; k += w->step) {
		if (o->rate)
			sleep_until(w->start, k, o->rate);
		n = o->use_pread ? pread(w->fd, w->buffer, o->size, 0)
				 : read(w->fd, w->buffer, o->size);
		if (n < 0) {
			w->err = errno;
			break;
		}
		w->calls++;
		w->bytes += (uint64_t)n;
	}
	return NULL;
}

/* All that allocates or opens happens here, before the clock starts. */
static void set_up(struct worker *w, const struct options *o, unsigned int index)
{
	w->options = o;
	w->first = index;
	w->step = o->threads;
	w->fd = open(o->file, O_RDONLY | O_CLOEXEC);
	if (w->fd < 0)
		error(1, errno, "cannot open '%s'", o->file);
	w->buffer = malloc(o->size + 1);
	if (!w->buffer)
		error(1, errno, "cannot allocate %zu bytes", o->size);
	memset(w->buffer, 1, o->size + 1); /* no page faults in the loop */
}

static uint64_t ns_between(const struct timespec *from, const struct timespec *to)
{
	return (uint64_t)(to->tv_sec - from->tv_sec) * NS_PER_S + (uint64_t)to->tv_nsec -
	       (uint64_t)from->tv_nsec;
}

/* Start the threads, wait for them, and return the time they took. */
static uint64_t run(struct worker *workers, unsigned int n)
{
	struct timespec start, end;
	pthread_barrier_t go;
	unsigned int i;
	int err;

	pthread_barrier_init(&go, NULL, n + 1);
	for (i = 0; i < n; i++) {
		workers[i].go = &go;
		workers[i].start = &start;
		err = pthread_create(&workers[i].thread, NULL, work, &workers[i]);
		if (err)
			error(1, err, "cannot start thread %u", i);
	}
	pthread_barrier_wait(&go);
	clock_gettime(CLOCK_MONOTONIC, &start);
	pthread_barrier_wait(&go);
	for (i = 0; i < n; i++)
		pthread_join(workers[i].thread, NULL);
	clock_gettime(CLOCK_MONOTONIC, &end);
	return ns_between(&start, &end);
}

/* One thread is the process itself: its PID and its only TID are the same. */
static uint64_t run_alone(struct worker *worker)
{
	struct timespec start, end;
	pthread_barrier_t go;

	pthread_barrier_init(&go, NULL, 1);
	worker->go = &go;
	worker->start = &start;
	clock_gettime(CLOCK_MONOTONIC, &start);
	work(worker);
	clock_gettime(CLOCK_MONOTONIC, &end);
	return ns_between(&start, &end);
}

static void report(const struct options *o, const struct worker *workers, uint64_t ns)
{
	uint64_t calls = 0, bytes = 0;
	unsigned int i;

	for (i = 0; i < o->threads; i++) {
		if (workers[i].err)
			error(1, workers[i].err, "cannot read '%s'", o->file);
		calls += workers[i].calls;
		bytes += workers[i].bytes;
	}
	printf("reads: pid=%d cpu=%d count=%" PRIu64 " bytes=%" PRIu64 " ns=%" PRIu64 "\n",
	       getpid(), o->cpu, calls, bytes, ns);
	if (fflush(stdout))
		error(1, errno, "cannot write");
}

int main(int argc, char **argv)
{
	static struct worker workers[THREADS_MAX];
	struct options o = {
		.cpu = -1, .wait_fd = -1, .threads = 1, .count = 1, .size = 1, .file = "/dev/zero"};
	unsigned int i;

	parse_options(&o, argc, argv);
	if (o.comm)
		set_comm(o.comm);
	if (o.cpu >= 0)
		pin(o.cpu);
	if (o.set_uid && setresuid(o.uid, o.uid, o.uid))
		error(1, errno, "cannot become user %u", o.uid);
	for (i = 0; i < o.threads; i++)
		set_up(&workers[i], &o, i);
	if (o.wait_fd >= 0)
		wait_for_go(&o);
	report(&o, workers, o.threads > 1 ? run(workers, o.threads) : run_alone(workers));
	return 0;
}
