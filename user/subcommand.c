// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>
#include <string.h>

#include "compare.h"
#include "doctor.h"
#include "hist.h"
#include "subcommand.h"
#include "top.h"
#include "trace.h"

static const struct subcommand registry[] = {
	{"trace", "show every read as it happens (default)", trace__main},
	{"top", "who reads most, added up in the kernel", top__main},
	{"hist", "histograms of sizes and durations", hist__main},
	{"doctor", "check whether this machine can be traced, and why not", doctor__main},
	{"compare", "compare ways out of the kernel: delay, loss, cost", compare__main},
};

#define SUBCOMMANDS (sizeof(registry) / sizeof(registry[0]))

const struct subcommand *subcommand__at(unsigned int index)
{
	return index < SUBCOMMANDS ? &registry[index] : NULL;
}

const struct subcommand *subcommand__find(const char *name)
{
	for (unsigned int i = 0; i < SUBCOMMANDS; i++)
		if (strcmp(registry[i].name, name) == 0)
			return &registry[i];
	return NULL;
}
