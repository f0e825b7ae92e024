// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mmap channel: the reader looks straight into the kernel's memory (see kern/mmap.bpf.c), and
 * hands each event to the sink where it lies. No system call and no copy.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <bpf/libbpf.h>

#include "../common/mmap_slot.h"
#include "../common/read_details.h"
#include "channel.h"
#include "control.h"
#include "log.h"
#include "mmap.skel.h"

/* The array holds a ring for every possible CPU, also for those that never come online. */
#define TOTAL_BYTES_MAX (512ULL << 20)

/* How many events at most before the producer hears that their slots are free. */
#define GIVE_BACK_EVERY 1024

struct cpu_ring {
	const char *slots;
	__u64 *limit;	/* in the CPU's counter row: events that may be written so far */
	uint64_t taken; /* events taken */
	uint64_t last;	/* number of the last one */
};

struct mmap_channel {
	struct channel channel; /* first: the two are cast into each other */
	struct mmap_bpf *skeleton;
	struct ring_buffer *bell;
	struct cpu_ring *rings; /* by CPU id */
	void *slots;
	size_t slots_size;
	uint32_t slots_per_cpu; /* a power of two */
	size_t slot_bytes;	/* a struct mmap_slot, or a struct read_details */
	unsigned int
		next_cpu; /* where the next drain begins: a stop must not favour the first ones */
};

static struct mmap_channel *mmap_channel(struct channel *channel)
{
	return (struct mmap_channel *)channel;
}

static struct channel *mmap__alloc(void)
{
	struct mmap_channel *mm = calloc(1, sizeof(*mm));

	return mm ? &mm->channel : NULL;
}

/* The bell says only that there is something. */
static int on_bell(void *ctx, void *data, size_t size)
{
	(void)ctx;
	(void)data;
	(void)size;
	return 0;
}

static void choose_slots(struct mmap_channel *mm, uint64_t bytes_per_cpu)
{
	uint64_t limit = TOTAL_BYTES_MAX / mm->channel.cpus;
	uint64_t slots = 1;

	if (bytes_per_cpu > limit) {
		log__verbose(
			"the mmap channel takes at most %llu bytes for each of %u possible CPUs",
			(unsigned long long)limit, mm->channel.cpus);
		bytes_per_cpu = limit;
	}
	while (slots * mm->slot_bytes < bytes_per_cpu)
		slots <<= 1;
	if (slots * mm->slot_bytes > limit)
		slots >>= 1;
	mm->slots_per_cpu = (uint32_t)slots;
	mm->channel.buffer_bytes = slots * mm->slot_bytes;
}

static size_t slot_bytes(const struct probe_config *probe)
{
	if (!probe->details)
		return sizeof(struct mmap_slot) + probe->padding;
	return probe->path ? READ_DETAILS_PATH_BYTES : READ_DETAILS_NAME_BYTES;
}

static int map_slots(struct mmap_channel *mm)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	mm->slots_size = mm->channel.cpus * mm->channel.buffer_bytes;
	mm->slots_size = (mm->slots_size + page - 1) / page * page;
	mm->slots = mmap(NULL, mm->slots_size, PROT_READ, MAP_SHARED,
			 bpf_map__fd(mm->skeleton->maps.slots), 0);
	if (mm->slots == MAP_FAILED) {
		mm->slots = NULL;
		return -errno;
	}
	mm->rings = calloc(mm->channel.cpus, sizeof(*mm->rings));
	if (!mm->rings)
		return -ENOMEM;
	for (unsigned int cpu = 0; cpu < mm->channel.cpus; cpu++) {
		struct cpu_counters *row = &mm->skeleton->bss->counters[cpu];

		row->first_slot = cpu * mm->slots_per_cpu;
		row->slot_mask = mm->slots_per_cpu - 1;
		row->limit = mm->slots_per_cpu;
		mm->rings[cpu].slots = (char *)mm->slots + row->first_slot * mm->slot_bytes;
		mm->rings[cpu].limit = &row->limit;
	}
	return 0;
}

static int mmap__open(struct channel *channel, const struct channel_options *options)
{
	struct mmap_channel *mm = mmap_channel(channel);
	int err;

	mm->skeleton = mmap_bpf__open();
	if (!mm->skeleton)
		return -errno;
	channel->object = mm->skeleton->obj;
	err = channel__prepare(channel, options);
	if (err)
		return err;
	mm->slot_bytes = slot_bytes(&options->probe);
	choose_slots(mm, options->buffer_bytes);
	mm->skeleton->rodata->cfg_probe = options->probe;
	mm->skeleton->rodata->cfg_wakeup = options->wakeup;
	bpf_map__set_value_size(mm->skeleton->maps.slots, (__u32)mm->slot_bytes);
	bpf_map__set_max_entries(mm->skeleton->maps.slots, channel->cpus * mm->slots_per_cpu);
	err = mmap_bpf__load(mm->skeleton);
	if (!err)
		err = channel__complete(channel, options);
	if (!err)
		err = map_slots(mm);
	if (err)
		return err;
	mm->bell = ring_buffer__new(bpf_map__fd(mm->skeleton->maps.bell), on_bell, NULL, NULL);
	if (!mm->bell)
		return -errno;
	channel->rows = mm->skeleton->bss->counters;
	channel->tree_overflows = &mm->skeleton->bss->tree_overflows;
	channel->reader_awake = &mm->skeleton->bss->reader_awake;
	return control__watch_channel(channel->wake_fd, bpf_map__fd(mm->skeleton->maps.bell),
				      false);
}

/* The slots of all events taken are free again. */
static void give_back(const struct mmap_channel *mm, struct cpu_ring *ring)
{
	__atomic_store_n(ring->limit, ring->taken + mm->slots_per_cpu, __ATOMIC_RELEASE);
}

/* Returns what the sink said last. */
static int drain_ring(const struct mmap_channel *mm, struct cpu_ring *ring)
{
	uint64_t mask = mm->slots_per_cpu - 1, before = ring->taken;
	int stop = 0;

	while (!stop) {
		const struct read_event *event =
			(void *)(ring->slots + (ring->taken & mask) * mm->slot_bytes);
		const uint64_t *number = __builtin_assume_aligned(&event->seq, 8);
		/* Pairs with publish(): behind the number, the rest of the event is there. */
		uint64_t seq = __atomic_load_n(number, __ATOMIC_ACQUIRE);

		if (seq <= ring->last)
			break;
		ring->last = seq;
		stop = mm->channel.sink(mm->channel.sink_ctx, event);
		if (++ring->taken % GIVE_BACK_EVERY == 0)
			give_back(mm, ring);
	}
	if (ring->taken != before)
		give_back(mm, ring);
	return stop;
}

static int mmap__drain(struct channel *channel)
{
	struct mmap_channel *mm = mmap_channel(channel);
	int stop = 0;

	for (unsigned int i = 0; i < channel->cpus && !stop; i++) {
		stop = drain_ring(mm, &mm->rings[mm->next_cpu]);
		mm->next_cpu = (mm->next_cpu + 1) % channel->cpus;
	}
	return stop != 0;
}

/* The bells heard so far are answered by the drain that follows. */
static int mmap__hear(struct channel *channel)
{
	int err = ring_buffer__consume(mmap_channel(channel)->bell);

	return err < 0 ? err : 0;
}

static void mmap__free(struct channel *channel)
{
	struct mmap_channel *mm = mmap_channel(channel);

	ring_buffer__free(mm->bell);
	if (mm->slots)
		munmap(mm->slots, mm->slots_size);
	free(mm->rings);
	mmap_bpf__destroy(mm->skeleton);
	free(mm);
}

const struct channel_ops channel_mmap = {
	.name = "mmap",
	.summary = "memory-mapped ring per CPU, written by plain stores: the cheapest",
	.buffer_unit = "per possible CPU",
	.alloc = mmap__alloc,
	.open = mmap__open,
	.woken = mmap__hear,
	.drain = mmap__drain,
	.free = mmap__free,
};
