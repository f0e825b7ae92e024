// SPDX-License-Identifier: GPL-2.0-only
/*
 * What --details adds to a line.
 */
#include <stdbool.h>
#include <string.h>

#include "details.h"
#include "fmt.h"
#include "output_details.h"
#include "printable.h"

static char *put_member(char *p, const char *name, uint64_t value)
{
	return fmt__u64(fmt__str(p, name), value);
}

/* What output_text.c puts before these columns. */
#define TIME_COLUMNS 15
#define CPU_WIDTH    3
#define ID_WIDTH     7
#define COMM_WIDTH   (READ_COMM_LEN - 1)
/* "131072/131072", the largest read of most programs; and up to a tenth of a second in us. */
#define BYTES_WIDTH    13
#define DURATION_WIDTH 9

const char output_details__titles[] = " CPU     PID COMM                RET/ASKED  DUR (us) FILE";

/* What lies between start and p, right-aligned if it is narrower. */
static char *align_right(char *start, char *p, unsigned int width)
{
	size_t len = (size_t)(p - start);
	size_t pad = len < width ? width - len : 0;

	memmove(start + pad, start, len);
	memset(start, ' ', pad);
	return p + pad;
}

static char *put_text_bytes(char *p, const struct read_details *details)
{
	const char *error = details__errno_name(details->ret);
	char *start = p;

	if (error)
		p = fmt__str(p, error);
	else if (details->ret < 0)
		p = put_member(p, "-", -(uint64_t)details->ret);
	else
		p = fmt__u64(p, (uint64_t)details->ret);
	p = put_member(p, "/", details->requested);
	return align_right(start, p, BYTES_WIDTH);
}

static char *put_text_duration(char *p, uint64_t ns)
{
	uint64_t rest = ns % 1000;

	p = fmt__u64_right(p, ns / 1000, DURATION_WIDTH - 4);
	*p++ = '.';
	*p++ = (char)('0' + rest / 100);
	*p++ = (char)('0' + rest / 10 % 10);
	*p++ = (char)('0' + rest % 10);
	return p;
}

/* On a terminal a name that needs more than its column is cut: others stand behind it. */
static char *put_text_comm(char *p, const char *comm, const struct line_style *style)
{
	const struct line_style column = {
		.utf8 = style->utf8,
		.width = style->width ? COMM_WIDTH : 0,
	};
	char *end = printable__put(p, comm, READ_COMM_LEN, &column, 0);

	for (unsigned int used = printable__columns(p, end); used < COMM_WIDTH; used++)
		*end++ = ' ';
	return end;
}

/* False if it is cut. */
static bool put_whole(char **p, const char *s, size_t len, const struct line_style *style,
		      unsigned int column)
{
	const struct line_style unlimited = {.utf8 = style->utf8};
	char whole[4 * DETAILS_FILE_MAX + 1];
	char *end = printable__put(*p, s, len, style, column);
	bool is_whole =
		!style->width || end - *p == printable__put(whole, s, len, &unlimited, 0) - whole;

	*p = end;
	return is_whole;
}

/*
 * What distinguishes paths is at their end: if one is too wide, its first directories give way to
 * "...", as many as must; if nothing else helps, it is the last name, and if need be that is cut.
 */
static char *put_text_path(char *p, const char *file, size_t len, const struct line_style *style,
			   unsigned int column)
{
	const char *from = file, *end = file + len;
	char *shown = p;

	if (put_whole(&shown, file, len, style, column))
		return shown;
	while ((from = memchr(from + 1, '/', (size_t)(end - from) - 1))) {
		file = from + 1;
		shown = fmt__str(p, "...");
		if (put_whole(&shown, from, (size_t)(end - from), style, column + 3))
			return shown;
	}
	return printable__put(p, file, (size_t)(end - file), style, column);
}

static char *put_text_file(char *p, const struct read_details *details,
			   const struct line_style *style, unsigned int column)
{
	char file[DETAILS_FILE_MAX];
	size_t len = details__file(details, file);

	return len ? put_text_path(p, file, len, style, column) : fmt__str(p, "-");
}

char *output_details__text(char *p, const struct read_details *details,
			   const struct line_style *style)
{
	char *start = p;

	*p++ = ' ';
	p = fmt__u64_right(p, details->head.cpu, CPU_WIDTH);
	*p++ = ' ';
	p = fmt__u64_right(p, details->head.tgid, ID_WIDTH);
	*p++ = ' ';
	p = put_text_comm(p, details->head.comm, style);
	*p++ = ' ';
	p = put_text_bytes(p, details);
	*p++ = ' ';
	p = put_text_duration(p, details->duration_ns);
	*p++ = ' ';
	p = put_text_file(p, details, style, TIME_COLUMNS + printable__columns(start, p));
	*p++ = '\n';
	return p;
}

const char output_details__csv_names[] = ",requested,ret,errno,duration_ns,file";

char *output_details__csv(char *p, const struct read_details *details)
{
	const char *error = details__errno_name(details->ret);
	char file[DETAILS_FILE_MAX];
	size_t len = details__file(details, file);

	p = put_member(p, ",", details->requested);
	if (details->ret < 0)
		p = put_member(p, ",-", -(uint64_t)details->ret);
	else
		p = put_member(p, ",", (uint64_t)details->ret);
	*p++ = ',';
	p = fmt__str(p, error ? error : "");
	p = put_member(p, ",", details->duration_ns);
	*p++ = ',';
	return fmt__csv(p, file, len);
}

static char *put_json_file(char *p, const struct read_details *details)
{
	char file[DETAILS_FILE_MAX];
	size_t len = details__file(details, file);
	int lossy = 0;

	if (!len)
		return fmt__str(p, ",\"file\":null");
	p = fmt__str(p, ",\"file\":\"");
	p = fmt__json_string(p, file, len, &lossy);
	*p++ = '"';
	if (!lossy)
		return p;
	p = fmt__str(p, ",\"file_hex\":\"");
	p = fmt__hex(p, file, len);
	*p++ = '"';
	return p;
}

char *output_details__json(char *p, const struct read_details *details)
{
	const char *error = details__errno_name(details->ret);

	p = put_member(p, ",\"requested\":", details->requested);
	if (details->ret < 0)
		p = put_member(p, ",\"ret\":-", -(uint64_t)details->ret);
	else
		p = put_member(p, ",\"ret\":", (uint64_t)details->ret);
	if (error) {
		p = fmt__str(fmt__str(p, ",\"errno\":\""), error);
		*p++ = '"';
	}
	p = put_member(p, ",\"duration_ns\":", details->duration_ns);
	return put_json_file(p, details);
}
