// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"

/* Two readings of the same distance agree better than this. */
#define JITTER_NS 100000

/* Our boot time less the kernel's. */
static uint64_t namespace_ns;

/* Lines of "clock seconds nanoseconds" (time_namespaces(7)); no file: no namespaces. */
void clock__init(void)
{
	FILE *file = fopen("/proc/self/timens_offsets", "re");
	int64_t seconds, ns;
	char name[16];

	if (!file)
		return;
	while (fscanf(file, "%15s %" SCNd64 " %" SCNd64, name, &seconds, &ns) == 3)
		if (strcmp(name, "boottime") == 0)
			namespace_ns = (uint64_t)seconds * NS_PER_SECOND + (uint64_t)ns;
	fclose(file);
}

uint64_t clock__event_ns(void)
{
	return clock__boot_ns() - namespace_ns;
}

/* Read both at once: of a few tries the one that took the shortest time. */
static void read_both(uint64_t *event_ns, uint64_t *wall_ns)
{
	uint64_t best = UINT64_MAX;

	*event_ns = *wall_ns = 0;
	for (int i = 0; i < 8; i++) {
		uint64_t before = clock__event_ns();
		uint64_t wall = clock__ns(CLOCK_REALTIME);
		uint64_t took = clock__event_ns() - before;

		if (took >= best)
			continue;
		best = took;
		*event_ns = before + took / 2;
		*wall_ns = wall;
	}
}

void wall_clock__init(struct wall_clock *wall)
{
	uint64_t event_ns, wall_ns;

	read_both(&event_ns, &wall_ns);
	for (int i = 0; i < WALL_EPOCHS; i++) {
		wall->epochs[i].since_ns = 0;
		wall->epochs[i].offset_ns = wall_ns - event_ns;
	}
}

int64_t wall_clock__see(struct wall_clock *wall, uint64_t event_ns, uint64_t wall_ns)
{
	uint64_t offset = wall_ns - event_ns;
	int64_t step = (int64_t)(offset - wall->epochs[0].offset_ns);

	if (step > -JITTER_NS && step < JITTER_NS)
		return 0;
	memmove(&wall->epochs[1], &wall->epochs[0], (WALL_EPOCHS - 1) * sizeof(wall->epochs[0]));
	wall->epochs[0].since_ns = event_ns;
	wall->epochs[0].offset_ns = offset;
	return step;
}

int64_t wall_clock__update(struct wall_clock *wall)
{
	uint64_t event_ns, wall_ns;

	read_both(&event_ns, &wall_ns);
	return wall_clock__see(wall, event_ns, wall_ns);
}

uint64_t wall_clock__at(const struct wall_clock *wall, uint64_t event_ns)
{
	int i = 0;

	while (event_ns < wall->epochs[i].since_ns && i < WALL_EPOCHS - 1)
		i++;
	return event_ns + wall->epochs[i].offset_ns;
}
