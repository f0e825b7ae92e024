/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a line has in common with the one before, ready-made: in a flood nearly all events come
 * from one thread, in one second.
 */
#ifndef READSNOOP_USER_LINE_CACHE_H
#define READSNOOP_USER_LINE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "../common/event.h"
#include "clock.h"
#include "fmt.h"
#include "style.h"

#define LINE_CACHE_TEXT_MAX 256

/* Zero it before use, and set style. */
struct line_cache {
	struct line_style style;
	bool late;	    /* for the next event: a younger one has been shown before */
	uint64_t newest_ns; /* boot time of the event shown last, stragglers aside; 0: none yet */
	uint64_t second;    /* in ns: the start of the second that seconds_text shows */
	size_t seconds_len;
	char seconds_text[LINE_CACHE_TEXT_MAX];
	uint32_t cpu; /* what place_text shows, its end being the digits of seq */
	uint64_t seq;
	size_t place_len;
	char place_text[LINE_CACHE_TEXT_MAX];
	char who[24]; /* the members of the event that who_text shows: comm, tid, tgid */
	size_t who_len;
	char who_text[LINE_CACHE_TEXT_MAX];
};

_Static_assert(offsetof(struct read_event, cpu) - offsetof(struct read_event, comm) == 24,
	       "comm, tid and tgid lie together");

/* Most texts are short, and a copy of fixed size is a few moves. p has room for 64 bytes. */
static inline char *line_cache__copy(char *p, const char *text, size_t len)
{
	if (len <= 32)
		memcpy(p, text, 32);
	else if (len <= 64)
		memcpy(p, text, 64);
	else
		memcpy(p, text, len);
	return p + len;
}

/* What happens rarely stays out of the way of what happens always. */
#define LINE_CACHE_RARE __attribute__((noinline, cold))

LINE_CACHE_RARE static void line_cache__set_second(struct line_cache *cache, uint64_t ns,
						   char *(*render)(char *p, uint64_t ns))
{
	cache->seconds_len = (size_t)(render(cache->seconds_text, ns) - cache->seconds_text);
	cache->second = ns - ns % NS_PER_SECOND;
}

/* What render writes for the second that ns is in, and nine decimals. */
static inline char *line_cache__seconds(struct line_cache *cache, char *p, uint64_t ns,
					char *(*render)(char *p, uint64_t ns))
{
	if (ns - cache->second >= NS_PER_SECOND || !cache->seconds_len)
		line_cache__set_second(cache, ns, render);
	p = line_cache__copy(p, cache->seconds_text, cache->seconds_len);
	return fmt__fraction(p, (uint32_t)(ns - cache->second));
}

/*
 * Time since the event shown before, in ns. That of a straggler is 0: it does not count for the
 * next one either. Negative only where events come as they arrive.
 */
static inline int64_t line_cache__delta(struct line_cache *cache, const struct read_event *event)
{
	int64_t delta = (int64_t)(event->boot_ns - cache->newest_ns);

	if (cache->late || !cache->newest_ns)
		delta = 0;
	if (!cache->late)
		cache->newest_ns = event->boot_ns;
	return delta;
}

/* Add one to the digits at the end. False: they were all nines. */
static inline bool line_cache__count_on(struct line_cache *cache)
{
	char *digit = cache->place_text + cache->place_len - 1;

	while (*digit == '9')
		*digit-- = '0';
	if (*digit < '0' || *digit > '9')
		return false;
	++*digit;
	return true;
}

/* What render writes for cpu and seq, which ends with the digits of seq. */
static inline char *line_cache__place(struct line_cache *cache, char *p,
				      const struct read_event *event,
				      char *(*render)(char *p, const struct read_event *event))
{
	bool next = cache->place_len && event->cpu == cache->cpu && event->seq == cache->seq + 1;

	if (!next || !line_cache__count_on(cache))
		cache->place_len = (size_t)(render(cache->place_text, event) - cache->place_text);
	cache->cpu = event->cpu;
	cache->seq = event->seq;
	return line_cache__copy(p, cache->place_text, cache->place_len);
}

/* What render writes for the thread of the event, which depends on comm, tid and tgid alone. */
static inline char *line_cache__who(struct line_cache *cache, char *p,
				    const struct read_event *event,
				    char *(*render)(char *p, const struct read_event *event,
						    const struct line_style *style))
{
	if (memcmp(cache->who, event->comm, sizeof(cache->who)) != 0 || !cache->who_len) {
		memcpy(cache->who, event->comm, sizeof(cache->who));
		cache->who_len =
			(size_t)(render(cache->who_text, event, &cache->style) - cache->who_text);
	}
	return line_cache__copy(p, cache->who_text, cache->who_len);
}

/* The style has changed. */
static inline void line_cache__forget(struct line_cache *cache)
{
	cache->seconds_len = cache->place_len = cache->who_len = 0;
}

#endif
