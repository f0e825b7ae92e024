// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts what is loaded into the kernel: "programs=N maps=N links=N". What a killed tracer
 * leaves behind shows here. Needs root.
 */
#include <errno.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int count(int next_id_command)
{
	union bpf_attr attr;
	int n = 0;

	memset(&attr, 0, sizeof(attr));
	while (syscall(SYS_bpf, next_id_command, &attr, sizeof(attr)) == 0) {
		attr.start_id = attr.next_id;
		n++;
	}
	return errno == ENOENT ? n : -1;
}

int main(void)
{
	int programs = count(BPF_PROG_GET_NEXT_ID), maps = count(BPF_MAP_GET_NEXT_ID);

	if (programs < 0 || maps < 0) {
		perror("bpfcount");
		return 1;
	}
	printf("programs=%d maps=%d links=%d\n", programs, maps, count(BPF_LINK_GET_NEXT_ID));
	return 0;
}
