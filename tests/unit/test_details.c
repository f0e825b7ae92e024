// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a record with details becomes: the file's name from its parts, and the lines.
 */
#include <errno.h>
#include <linux/magic.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/details.h"
#include "../../user/output.h"
#include "../../user/writer.h"

#define NAMES(literal) literal, sizeof(literal)

static struct read_details record(uint32_t magic, uint32_t file, const char *names, size_t len)
{
	struct read_details made = {
		.head = {.boot_ns = 5000000123456789, .seq = 1, .cpu = 3, .tgid = 123, .tid = 456},
		.duration_ns = 1002003,
		.requested = 4096,
		.ret = 100,
		.inode = 77,
		.fs_magic = magic,
		.file = file,
		.file_bytes = (uint32_t)len,
	};

	memcpy(made.head.comm, "cat", 4);
	memcpy(made.names, names, len);
	return made;
}

static void check_file(uint32_t magic, uint32_t file, const char *names, size_t len,
		       const char *expected)
{
	struct read_details details = record(magic, file, names, len);
	char text[DETAILS_FILE_MAX + 1];

	text[details__file(&details, text)] = '\0';
	assert_string_equal(text, expected);
}

static void names_become_a_path(void **state)
{
	const uint32_t path = READ_FILE_PATH;

	(void)state;
	check_file(EXT4_SUPER_MAGIC, path, NAMES("c\0bb\0a"), "/a/bb/c");
	check_file(EXT4_SUPER_MAGIC, path, NAMES("top"), "/top");
	check_file(EXT4_SUPER_MAGIC, path, "", 0, "/");
	check_file(EXT4_SUPER_MAGIC, path | READ_FILE_DELETED, NAMES("c\0a"), "/a/c (deleted)");
	check_file(EXT4_SUPER_MAGIC, path | READ_FILE_CUT, NAMES("c\0b"), ".../b/c");
	check_file(EXT4_SUPER_MAGIC, path | READ_FILE_CUT | READ_FILE_DELETED, NAMES("c\0b"),
		   ".../b/c (deleted)");
}

static void one_name_has_no_slash(void **state)
{
	(void)state;
	check_file(EXT4_SUPER_MAGIC, 0, NAMES("c"), "c");
	check_file(EXT4_SUPER_MAGIC, READ_FILE_DELETED, NAMES("c"), "c (deleted)");
	check_file(EXT4_SUPER_MAGIC, 0, "", 0, "/");
}

static void nameless_files_are_called_by_kind(void **state)
{
	const uint32_t nameless = READ_FILE_NAMELESS, path = nameless | READ_FILE_PATH;

	(void)state;
	check_file(PIPEFS_MAGIC, nameless, NAMES(""), "pipe:[77]");
	check_file(PIPEFS_MAGIC, path, NAMES(""), "pipe:[77]");
	check_file(SOCKFS_MAGIC, path, NAMES("TCP"), "socket:[77]");
	check_file(ANON_INODE_FS_MAGIC, path, NAMES("[eventfd]"), "anon_inode:[eventfd]");
	check_file(TMPFS_MAGIC, path, NAMES("memfd:x"), "/memfd:x (deleted)");
	check_file(TMPFS_MAGIC, nameless, NAMES("memfd:x"), "memfd:x (deleted)");
	check_file(1, path, NAMES(""), "nameless:[77]");
}

static void no_file_has_no_name(void **state)
{
	struct read_details details = record(0, 0, "", 0);
	char text[DETAILS_FILE_MAX];

	(void)state;
	details.inode = 0;
	assert_int_equal(details__file(&details, text), 0);
}

static void errors_have_names(void **state)
{
	(void)state;
	assert_string_equal(details__errno_name(-EAGAIN), "EAGAIN");
	assert_string_equal(details__errno_name(-EBADF), "EBADF");
	assert_string_equal(details__errno_name(-512), "ERESTARTSYS");
	assert_null(details__errno_name(0));
	assert_null(details__errno_name(9));
	assert_null(details__errno_name(-4095));
	assert_null(details__errno_name(INT64_MIN));
}

static void check_line(const struct output_ops *ops, const struct read_details *details,
		       const char *expected)
{
	struct line_cache cache = {0};
	char line[WRITER_LINE_MAX];

	*ops->details(line, details, &cache) = '\0';
	assert_string_equal(line, expected);
}

static void a_read_of_bytes(void **state)
{
	struct read_details details = record(EXT4_SUPER_MAGIC, READ_FILE_PATH, NAMES("f\n\0d\xff"));

	(void)state;
	check_line(&output_text, &details,
		   " 5000000.123456   3     123 cat                  100/4096  1002.003 "
		   "/d\\xff/f\\x0a\n");
	check_line(&output_json, &details,
		   "{\"type\":\"read\",\"boot_ns\":5000000123456789,\"cpu\":3,\"seq\":1,"
		   "\"pid\":123,\"tid\":456,\"comm\":\"cat\",\"requested\":4096,\"ret\":100,"
		   "\"duration_ns\":1002003,\"file\":\"/d\\ufffd/f\\u000a\","
		   "\"file_hex\":\"2f64ff2f660a\"}\n");
}

/* The line ends with file, in that many columns of a terminal. */
static void check_width(const struct read_details *details, unsigned int width, const char *file)
{
	struct line_cache cache = {.style = {.width = width, .utf8 = true}};
	char line[WRITER_LINE_MAX];

	*output_text.details(line, details, &cache) = '\0';
	assert_string_equal(line + 68, file);
}

static void a_path_gives_up_its_beginning(void **state)
{
	struct read_details details =
		record(EXT4_SUPER_MAGIC, READ_FILE_PATH, NAMES("f\xc3\xa9.c\0lib\0usr"));

	(void)state;
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	check_width(&details, 0, "/usr/lib/f\xc3\xa9.c\n");
	check_width(&details, 68 + 13, "/usr/lib/f\xc3\xa9.c\n");
	check_width(&details, 68 + 12, ".../lib/f\xc3\xa9.c\n");
	check_width(&details, 68 + 11, ".../f\xc3\xa9.c\n");
	check_width(&details, 68 + 8, ".../f\xc3\xa9.c\n");
	check_width(&details, 68 + 7, "f\xc3\xa9.c\n");
	check_width(&details, 68 + 3, "f\xc3\xa9>\n");
	details = record(PIPEFS_MAGIC, READ_FILE_NAMELESS, NAMES(""));
	check_width(&details, 68 + 9, "pipe:[77]\n");
	check_width(&details, 68 + 8, "pipe:[7>\n");
}

static void names_keep_to_their_column(void **state)
{
	struct line_cache terminal = {.style = {.width = 80, .utf8 = true}},
			  pipe = {.style = {.utf8 = true}};
	struct read_details details = record(EXT4_SUPER_MAGIC, 0, NAMES("0123456789ab"));
	char line[WRITER_LINE_MAX];

	(void)state;
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	memcpy(details.head.comm, "caf\xc3\xa9", 6);
	*output_text.details(line, &details, &terminal) = '\0';
	assert_string_equal(line, " 5000000.123456   3     123 caf\xc3\xa9                 "
				  "100/4096  1002.003 0123456789ab\n");
	memset(details.head.comm, 0x1b, READ_COMM_LEN - 1);
	*output_text.details(line, &details, &terminal) = '\0';
	assert_string_equal(line, " 5000000.123456   3     123 \\x1b\\x1b\\x1b>        "
				  "100/4096  1002.003 0123456789ab\n");
	memcpy(details.head.comm, "0123456\033\033", 10);
	*output_text.details(line, &details, &pipe) = '\0';
	assert_string_equal(line, " 5000000.123456   3     123 0123456\\x1b\\x1b      "
				  "100/4096  1002.003 0123456789ab\n");
}

static void a_read_that_failed(void **state)
{
	struct read_details details = record(0, 0, "", 0);

	(void)state;
	details.inode = 0;
	details.ret = -EBADF;
	details.duration_ns = 7;
	memcpy(details.head.comm, "fifteen-bytes-x", 16);
	check_line(&output_text, &details,
		   " 5000000.123456   3     123 fifteen-bytes-x    EBADF/4096     0.007 -\n");
	check_line(&output_json, &details,
		   "{\"type\":\"read\",\"boot_ns\":5000000123456789,\"cpu\":3,\"seq\":1,"
		   "\"pid\":123,\"tid\":456,\"comm\":\"fifteen-bytes-x\",\"requested\":4096,"
		   "\"ret\":-9,\"errno\":\"EBADF\",\"duration_ns\":7,\"file\":null}\n");
	/* Drivers may return what no header names. */
	details.ret = -4095;
	check_line(&output_text, &details,
		   " 5000000.123456   3     123 fifteen-bytes-x    -4095/4096     0.007 -\n");
}

static unsigned int count_commas(const char *line)
{
	unsigned int commas = 0;

	for (; *line; line++)
		commas += *line == ',';
	return commas;
}

/* Each line of CSV has as many fields as the first has names. */
static void csv_names_its_fields(void **state)
{
	struct read_details details = record(EXT4_SUPER_MAGIC, 0, NAMES("f"));
	struct session session = {.details = true};
	struct gap gap = {.first = 1, .last = 2};
	char line[WRITER_LINE_MAX];

	(void)state;
	for (enum clock_kind clock = CLOCK_BOOT; clock <= CLOCK_DELTA; clock++) {
		struct wall_clock wall = {0};
		struct line_cache cache = {.style = {.clock = clock, .wall = &wall}};
		FILE *to = fmemopen(line, sizeof(line), "w");
		unsigned int commas;

		session.style.clock = clock;
		output_csv.header(to, &session);
		fclose(to);
		commas = count_commas(line);
		assert_non_null(
			strstr(line, ",comm,late,lost,requested,ret,errno,duration_ns,file\n"));
		*output_csv.details(line, &details, &cache) = '\0';
		assert_int_equal(count_commas(line), commas);
		*output_csv.gap(line, 0, &gap, &session) = '\0';
		assert_int_equal(count_commas(line), commas);
	}
}

/* The longest line that other people's names can make. */
static void lines_are_bounded(void **state)
{
	const struct output_ops *const formats[] = {&output_text, &output_json};
	struct read_details details =
		record(EXT4_SUPER_MAGIC, READ_FILE_PATH | READ_FILE_CUT | READ_FILE_DELETED, "", 0);
	static char line[WRITER_LINE_MAX];

	(void)state;
	memset(details.names, 0xff, sizeof(details.names));
	details.file_bytes = sizeof(details.names);
	details.names[sizeof(details.names) - 1] = '\0';
	details.requested = details.duration_ns = UINT64_MAX;
	details.ret = INT64_MIN;
	memset(details.head.comm, 0xff, READ_COMM_LEN);
	for (unsigned int i = 0; i < 2; i++) {
		struct line_cache cache = {0};

		assert_true(formats[i]->details(line, &details, &cache) - line <=
			    WRITER_LINE_MAX / 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_become_a_path),
		cmocka_unit_test(one_name_has_no_slash),
		cmocka_unit_test(nameless_files_are_called_by_kind),
		cmocka_unit_test(no_file_has_no_name),
		cmocka_unit_test(errors_have_names),
		cmocka_unit_test(a_read_of_bytes),
		cmocka_unit_test(a_path_gives_up_its_beginning),
		cmocka_unit_test(names_keep_to_their_column),
		cmocka_unit_test(a_read_that_failed),
		cmocka_unit_test(csv_names_its_fields),
		cmocka_unit_test(lines_are_bounded),
	};

	return cmocka_run_group_tests_name("details", tests, NULL, NULL);
}
