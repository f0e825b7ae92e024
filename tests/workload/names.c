// SPDX-License-Identifier: GPL-2.0-only
/*
 * "names N": N reads of one byte, each under another name: n0, n1, ... Link it statically: the
 * dynamic loader reads the libraries it loads.
 */
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	unsigned long count = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
	int fd = open("/dev/zero", O_RDONLY);
	char name[32], byte;

	if (!count)
		error(1, 0, "usage: names N");
	if (fd < 0)
		error(1, errno, "cannot open '/dev/zero'");
	for (unsigned long i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "n%lu", i);
		prctl(PR_SET_NAME, name);
		if (read(fd, &byte, 1) != 1)
			error(1, errno, "cannot read '/dev/zero'");
	}
	return 0;
}
