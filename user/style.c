// SPDX-License-Identifier: GPL-2.0-only
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "style.h"

const char *clock_kind__name(int kind)
{
	static const char *const names[] = {
		[CLOCK_BOOT] = "boot", [CLOCK_WALL] = "wall", [CLOCK_DELTA] = "delta"};

	return kind <= CLOCK_DELTA ? names[kind] : NULL;
}

unsigned int style__width(int fd)
{
	struct winsize size;

	return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool style__no_color(void)
{
	const char *no_color = getenv("NO_COLOR");

	return no_color && *no_color;
}

static bool choose_color(enum color_choice color, int fd)
{
	const char *term = getenv("TERM");

	if (color != COLOR_AUTO)
		return color == COLOR_ALWAYS;
	return isatty(fd) && !style__no_color() && !(term && strcmp(term, "dumb") == 0);
}

/* Only the character set is taken from the locale: numbers shall look the same everywhere. */
static bool locale_is_utf8(void)
{
	return setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void style__init(struct line_style *style, enum clock_kind clock, const struct wall_clock *wall,
		 enum color_choice color, int fd)
{
	*style = (struct line_style){
		.clock = clock,
		.wall = wall,
		.color = choose_color(color, fd),
		.utf8 = locale_is_utf8(),
		.width = style__width(fd),
	};
	tzset();
	if (clock == CLOCK_WALL)
		style__set_day(style, wall_clock__at(wall, clock__event_ns()));
}

static struct tm local_time(uint64_t wall_ns)
{
	time_t seconds = (time_t)(wall_ns / NS_PER_SECOND);
	struct tm local = {0};

	localtime_r(&seconds, &local);
	return local;
}

void style__set_day(struct line_style *style, uint64_t wall_ns)
{
	struct tm midnight = local_time(wall_ns);

	midnight.tm_hour = midnight.tm_min = midnight.tm_sec = 0;
	midnight.tm_isdst = -1;
	style->day_ns = (uint64_t)mktime(&midnight) * NS_PER_SECOND;
	midnight.tm_mday++;
	midnight.tm_isdst = -1;
	style->day_end_ns = (uint64_t)mktime(&midnight) * NS_PER_SECOND;
	/* Where clocks are put forward at midnight, or the calendar is odd. */
	if (wall_ns < style->day_ns || wall_ns >= style->day_end_ns) {
		style->day_ns = wall_ns;
		style->day_end_ns = wall_ns + 3600 * NS_PER_SECOND;
	}
}

unsigned int style__format_time(char *p, unsigned int max, const char *format, uint64_t wall_ns)
{
	struct tm local = local_time(wall_ns);

	return (unsigned int)strftime(p, max, format, &local);
}
