// SPDX-License-Identifier: GPL-2.0-only
/* Lab 05, in user space: look into the map every few milliseconds, and take what is there. */
#include <getopt.h>
#include <time.h>
#include <bpf/bpf.h>

#include "lab.h"
#include "hashpoll.h"
#include "hashpoll.skel.h"

struct poller {
	struct hashpoll_bpf *skel;
	unsigned int interval; /* milliseconds between two looks */
	bool hold;	       /* stop at the next call of hold() */
	__u32 keys;	       /* the map may have the keys from 0 to keys - 1 */
	unsigned long long consumed;
};

static int parse_options(struct poller *p, int argc, char **argv)
{
	int key;

	*p = (struct poller){.interval = 100};
	while ((key = getopt(argc, argv, "i:s")) >= 0) {
		if (key == 'i')
			p->interval = (unsigned int)atoi(optarg);
		else if (key == 's')
			p->hold = true;
		else
			return -EINVAL;
	}
	return p->interval ? 0 : -EINVAL;
}

/*
 * With -s, stop here, once, until "kill -CONT": what the kernel does meanwhile happens between what
 * is above the call and what is below it. Without -s, this does nothing.
 */
static inline void hold(struct poller *p)
{
	if (!p->hold)
		return;
	p->hold = false;
	fputs("stopped; kill -CONT lets it go on\n", stderr);
	raise(SIGSTOP);
}

static inline void print_message(__u32 cpu, const struct message *message)
{
	printf("%llu.%09llu cpu %u seq %lld %.16s\n",
	       (unsigned long long)message->boot_ns / 1000000000,
	       (unsigned long long)message->boot_ns % 1000000000, cpu, (long long)message->seq,
	       message->comm);
}

/* How many keys the map may have: one for each CPU that the kernel may ever run on. */
static int count_keys(void)
{
#ifdef SOLUTION
	return libbpf_num_possible_cpus();
#else
	/* Assignment 3 */
	return 1;
#endif
}

/*
 * Take one hit of that CPU, if there is one: print the message, count its seq down, and put the
 * message back; or delete the key, when nothing is left. Returns 0 or a negative errno.
 */
static int take(struct poller *p, __u32 cpu)
{
#ifdef SOLUTION
	int map = bpf_map__fd(p->skel->maps.messages);
	struct message message;
	int err;

	err = bpf_map_lookup_elem(map, &cpu, &message);
	if (err)
		return err == -ENOENT ? 0 : err;
	/* What the kernel writes from here to the update or the deletion is lost. */
	hold(p);
	print_message(cpu, &message);
	p->consumed++;
	message.seq--;
	if (message.seq <= 0)
		return bpf_map_delete_elem(map, &cpu);
	return bpf_map_update_elem(map, &cpu, &message, BPF_EXIST);
#else
	/* Assignment 4; call hold() between the lookup and what follows it. */
	(void)p;
	(void)cpu;
	return 0;
#endif
}

static int poll_loop(struct poller *p)
{
	struct timespec interval = {
		.tv_sec = p->interval / 1000,
		.tv_nsec = p->interval % 1000 * 1000000,
	};
	__u32 cpu;
	int err;

	for (;;) {
		nanosleep(&interval, NULL);
		if (lab_stopped)
			return 0;
		for (cpu = 0; cpu < p->keys; cpu++) {
			err = take(p, cpu);
			if (err)
				return err;
		}
	}
}

#ifdef SOLUTION
static unsigned long long count_remaining(const struct poller *p)
{
	int map = bpf_map__fd(p->skel->maps.messages);
	unsigned long long remaining = 0;
	struct message message;
	__u32 cpu;

	for (cpu = 0; cpu < p->keys; cpu++) {
		if (!bpf_map_lookup_elem(map, &cpu, &message) && message.seq > 0)
			remaining += (unsigned long long)message.seq;
	}
	return remaining;
}

/* Each hit that was produced must be somewhere. */
static void print_books(const struct poller *p)
{
	unsigned long long produced = p->skel->bss->produced, remaining = count_remaining(p);
	long long lost = (long long)(produced - p->consumed - remaining);

	printf("produced %llu, consumed %llu, remaining %llu, lost %lld\n", produced, p->consumed,
	       remaining, lost);
}
#else
/*
 * Assignment 5: print a line like "produced 9, consumed 5, remaining 3, lost 1". What remains is
 * the sum of what is in the map.
 */
static void print_books(const struct poller *p)
{
	(void)p;
}
#endif

static int run(struct poller *p)
{
	int err = count_keys();

	if (err < 0)
		return lab__fail("cannot count the CPUs", err);
	p->keys = (__u32)err;
	bpf_map__set_max_entries(p->skel->maps.messages, p->keys);
	err = hashpoll_bpf__load(p->skel);
	if (err)
		return lab__fail("cannot load the program", err);
	err = hashpoll_bpf__attach(p->skel);
	if (err)
		return lab__fail("cannot attach the program", err);
	lab__ready();
	err = poll_loop(p);
	if (err)
		return lab__fail("cannot poll the map", err);
	/* Before the books are closed nothing may be added to them. */
	hashpoll_bpf__detach(p->skel);
	print_books(p);
	return 0;
}

int main(int argc, char **argv)
{
	struct poller p;
	int status;

	lab__begin();
	if (parse_options(&p, argc, argv)) {
		fprintf(stderr, "usage: hashpoll [-i MILLISECONDS] [-s]\n");
		return 2;
	}
	p.skel = hashpoll_bpf__open();
	if (!p.skel)
		return lab__fail("cannot open the program", -errno);
	status = run(&p);
	hashpoll_bpf__destroy(p.skel);
	return status;
}
