// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "trace.h"

static const struct {
	const char *name;
	int (*main)(int argc, char *argv[]);
} subcommands[] = {
	{"trace", trace__main},
};

int main(int argc, char *argv[])
{
	for (unsigned int i = 0; argc > 1 && i < sizeof(subcommands) / sizeof(subcommands[0]); i++)
		if (strcmp(argv[1], subcommands[i].name) == 0)
			return subcommands[i].main(argc - 1, argv + 1);
	return trace__main(argc, argv);
}
