// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text_file.h"

static int read_all(int fd, char *text, size_t size)
{
	size_t len = 0;
	ssize_t n = 1;

	while (n && len < size) {
		n = read(fd, text + len, size - len);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0)
			len += (size_t)n;
	}
	if (len == size)
		return -E2BIG;
	if (len && text[len - 1] == '\n')
		len--;
	text[len] = '\0';
	return 0;
}

int text_file__read(int dir, const char *path, char *text, size_t size)
{
	int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
	int err = fd < 0 ? -errno : read_all(fd, text, size);

	if (fd >= 0)
		close(fd);
	if (err)
		text[0] = '\0';
	return err;
}

int text_file__read_number(const char *path, long long *number)
{
	char text[64], *end;
	int err = text_file__read(AT_FDCWD, path, text, sizeof(text));

	if (err)
		return err;
	*number = strtoll(text, &end, 10);
	return end == text || *end ? -EINVAL : 0;
}

static int stream_has_word(FILE *stream, const char *word)
{
	char *line = NULL;
	size_t size = 0;
	int found = 0;

	while (!found && getline(&line, &size, stream) > 0) {
		char *rest = line, *token;

		while (!found && (token = strsep(&rest, " \t\n")))
			found = strcmp(token, word) == 0;
	}
	free(line);
	return !found && ferror(stream) ? -EIO : found;
}

int text_file__has_word(int dir, const char *path, const char *word)
{
	int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
	FILE *stream = fd < 0 ? NULL : fdopen(fd, "r");
	int found = stream ? 0 : -errno;

	if (!stream) {
		if (fd >= 0)
			close(fd);
		return found;
	}
	found = stream_has_word(stream, word);
	fclose(stream);
	return found;
}
