// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

#include "subcommand.h"

/* A file that we open must not become stdout by accident. Read-only tells that it was closed. */
static void occupy_standard_fds(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDONLY);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int main(int argc, char *argv[])
{
	const struct subcommand *named = argc > 1 ? subcommand__find(argv[1]) : NULL;

	occupy_standard_fds();
	if (named)
		return named->main(argc - 1, argv + 1);
	return subcommand__at(0)->main(argc, argv);
}
