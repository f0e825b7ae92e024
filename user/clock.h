/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Times in ns, as integers.
 */
#ifndef READSNOOP_USER_CLOCK_H
#define READSNOOP_USER_CLOCK_H

#include <stdint.h>
#include <time.h>

#define NS_PER_SECOND 1000000000ULL

static inline uint64_t clock__ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * NS_PER_SECOND + (uint64_t)now.tv_nsec;
}

/* CLOCK_BOOTTIME in ns, which goes on during suspend. */
static inline uint64_t clock__boot_ns(void)
{
	return clock__ns(CLOCK_BOOTTIME);
}

/*
 * The clock of the events: boot time as the kernel side has it, which in a time namespace is not
 * ours. clock__init() finds out; until then they are taken for the same.
 */
void clock__init(void);
uint64_t clock__event_ns(void);

static inline struct timespec clock__timespec(uint64_t ns)
{
	return (struct timespec){.tv_sec = (time_t)(ns / NS_PER_SECOND),
				 .tv_nsec = (long)(ns % NS_PER_SECOND)};
}

/*
 * What the wall clock showed at the time of an event. The distance of the two clocks changes only
 * when somebody sets the wall clock: both are slewed alike (kernel/time/timekeeping.c).
 */
#define WALL_EPOCHS 8

struct wall_clock {
	struct {
		uint64_t since_ns;  /* event time from which it holds */
		uint64_t offset_ns; /* to be added, modulo 2^64 */
	} epochs[WALL_EPOCHS];	    /* the newest first */
};

/* Compare the clocks. */
void wall_clock__init(struct wall_clock *wall);

/*
 * The wall clock may have been set: what happened before keeps the time that it had. By how much,
 * in ns; 0 if it was not set.
 */
int64_t wall_clock__update(struct wall_clock *wall);

/* The same with given readings of both clocks. */
int64_t wall_clock__see(struct wall_clock *wall, uint64_t event_ns, uint64_t wall_ns);

/* Wall time of an event, in ns since 1970. */
uint64_t wall_clock__at(const struct wall_clock *wall, uint64_t event_ns);

#endif
