// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "trace.h"

static const struct {
	const char *name;
	int (*main)(int argc, char *argv[]);
} subcommands[] = {
	{"trace", trace__main},
};

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
	occupy_standard_fds();
	for (unsigned int i = 0; argc > 1 && i < sizeof(subcommands) / sizeof(subcommands[0]); i++)
		if (strcmp(argv[1], subcommands[i].name) == 0)
			return subcommands[i].main(argc - 1, argv + 1);
	return trace__main(argc, argv);
}
