// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel knows of a process's BPF objects, so that a grader need not believe what the
 * process prints. Objects are found by name among those that the process holds open, values by
 * the types in their BTF. All numbers are printed in decimal.
 */
#include <errno.h>
#include <error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "peek.h"

static const char usage_text[] =
	"usage: peek COMMAND PID [ARG]...\n"
	"\n"
	"  progs PID                       ID TYPE NAME RUNS of each program\n"
	"  links PID                       KIND TARGET PROGRAM-ID of each attachment\n"
	"  maps PID                        ID TYPE NAME KEYSIZE VALUESIZE MAXENTRIES\n"
	"  members PID MAP                 NAME TYPE OFFSET SIZE of the value's members\n"
	"  dump PID MAP [MEMBER]           KEY VALUE of each entry\n"
	"  value PID MAP KEY [MEMBER]      one value\n"
	"  padding PID MAP KEY             OFFSET HEX of the value's bytes outside its members\n"
	"  set PID MAP KEY VALUE [MEMBER]  change it; the other members stay\n"
	"  global PID NAME [MEMBER]        a global variable\n"
	"  set-global PID NAME VALUE       change it\n"
	"  rings PID                       SIZE HEAD TAIL of each perf ring that it reads\n"
	"  ring PID MAP                    the same of a BPF ring buffer\n"
	"\n"
	"PID 0 means all objects of the system. A value of a per-CPU map is one number for\n"
	"each possible CPU. A KEY is a number, or text for keys of more than 8 bytes.\n"
	"HEAD and TAIL: bytes that the kernel has written and the process has read, ever.\n"
	"RUNS counts while the sysctl kernel.bpf_stats_enabled is 1.\n"
	"Exit status: 0, or 1 if there is no such thing.\n";

struct command {
	const char *name;
	int min_args, max_args; /* after the PID */
	void (*run)(int pid, char **args);
};

static const struct command commands[] = {
	{"progs", 0, 0, peek__progs},	  {"links", 0, 0, peek__links},
	{"maps", 0, 0, peek__maps},	  {"members", 1, 1, peek__members},
	{"dump", 1, 2, peek__dump},	  {"value", 2, 3, peek__value},
	{"padding", 2, 2, peek__padding}, {"set", 3, 4, peek__set},
	{"global", 1, 2, peek__global},	  {"set-global", 2, 2, peek__set_global},
	{"rings", 0, 0, peek__rings},	  {"ring", 1, 1, peek__ring},
};

int main(int argc, char **argv)
{
	size_t i;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(usage_text, stdout);
		return 0;
	}
	for (i = 0; argc > 2 && i < sizeof(commands) / sizeof(*commands); i++) {
		const struct command *c = &commands[i];
		int args = argc - 3;

		if (strcmp(argv[1], c->name) || args < c->min_args || args > c->max_args)
			continue;
		libbpf_set_print(NULL);
		c->run(atoi(argv[2]), argv + 3);
		if (fflush(stdout))
			error(1, errno, "cannot write");
		return 0;
	}
	fputs(usage_text, stderr);
	return 2;
}
