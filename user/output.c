// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "output.h"

const struct output_ops *output_ops__find(const char *name)
{
	static const struct output_ops *const registry[] = {&output_text, &output_json,
							    &output_csv};

	for (unsigned int i = 0; i < sizeof(registry) / sizeof(registry[0]); i++)
		if (strcmp(registry[i]->name, name) == 0)
			return registry[i];
	return NULL;
}

static char *put_utc_second(char *p, uint64_t wall_ns)
{
	time_t seconds = (time_t)(wall_ns / NS_PER_SECOND);
	struct tm utc = {0};

	gmtime_r(&seconds, &utc);
	return p + strftime(p, LINE_CACHE_TEXT_MAX, "%Y-%m-%dT%H:%M:%S", &utc);
}

char *output__utc(char *p, const struct read_event *event, struct line_cache *cache)
{
	uint64_t wall_ns = wall_clock__at(cache->style.wall, event->boot_ns);

	p = line_cache__seconds(cache, p, wall_ns, put_utc_second);
	*p++ = 'Z';
	return p;
}

char *output__delta(char *p, const struct read_event *event, struct line_cache *cache)
{
	int64_t delta = line_cache__delta(cache, event);

	if (delta < 0)
		*p++ = '-';
	return fmt__u64(p, (uint64_t)(delta < 0 ? -delta : delta));
}
