/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The small files in which the kernel says how it is.
 */
#ifndef READSNOOP_USER_TEXT_FILE_H
#define READSNOOP_USER_TEXT_FILE_H

#include <stddef.h>

/*
 * All of a file as text, the line feed at its end left out. dir: as for openat(2). 0 or a negative
 * errno, -E2BIG if it does not fit; text is then empty.
 */
int text_file__read(int dir, const char *path, char *text, size_t size);

/*
 * A file that is one number. 0 or a negative errno, -EINVAL if it is none.
 */
int text_file__read_number(const char *path, long long *number);

/* Whether a file of any size has this word, between white space. 1, 0 or a negative errno. */
int text_file__has_word(int dir, const char *path, const char *word);

#endif
