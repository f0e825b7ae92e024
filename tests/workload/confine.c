// SPDX-License-Identifier: GPL-2.0-only
/*
 * Run a command with less than we may do, as containers do it:
 *
 *	confine [--deny bpf|perf_event_open]... [--errno N] [--caps NUMBER,...] COMMAND [ARG]...
 *
 * --deny makes that system call fail with errno N (default 1, EPERM) by a seccomp filter; "none"
 * installs a filter that lets everything through. --caps drops all capabilities but those numbers
 * ("" for none) from the bounding set, so that root's command has no others.
 */
#include <errno.h>
#include <getopt.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define DENY_MAX 4

static struct {
	int deny[DENY_MAX];
	unsigned int denied;
	int error;
	const char *caps; /* NULL: all */
} options = {.error = EPERM};

static void die(const char *what)
{
	fprintf(stderr, "confine: %s: %s\n", what, strerror(errno));
	exit(125);
}

static int syscall_number(const char *name)
{
	if (strcmp(name, "bpf") == 0)
		return SYS_bpf;
	if (strcmp(name, "perf_event_open") == 0)
		return SYS_perf_event_open;
	if (strcmp(name, "none") == 0)
		return -1;
	errno = EINVAL;
	die(name);
	return -1;
}

static void install_filter(void)
{
	struct sock_filter filter[1 + 2 * DENY_MAX + 1];
	struct sock_fprog program = {.filter = filter};

	filter[program.len++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
							     offsetof(struct seccomp_data, nr));
	for (unsigned int i = 0; i < options.denied; i++) {
		filter[program.len++] = (struct sock_filter)BPF_JUMP(
			BPF_JMP | BPF_JEQ | BPF_K, (unsigned int)options.deny[i], 0, 1);
		filter[program.len++] = (struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned int)options.error);
	}
	filter[program.len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
		die("installing the seccomp filter");
}

static bool is_kept(unsigned long capability)
{
	const char *p = options.caps;
	char *end;

	while (*p) {
		if (strtoul(p, &end, 10) == capability)
			return true;
		p = *end ? end + 1 : end;
	}
	return false;
}

static void drop_capabilities(void)
{
	for (unsigned long i = 0; prctl(PR_CAPBSET_READ, i) >= 0; i++)
		if (!is_kept(i) && prctl(PR_CAPBSET_DROP, i) < 0)
			die("dropping a capability");
}

static void parse(int argc, char *argv[])
{
	static const struct option long_options[] = {
		{"deny", required_argument, NULL, 'd'},
		{"errno", required_argument, NULL, 'e'},
		{"caps", required_argument, NULL, 'c'},
		{0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "+", long_options, NULL)) != -1) {
		if (option == 'd' && options.denied < DENY_MAX)
			options.deny[options.denied++] = syscall_number(optarg);
		else if (option == 'e')
			options.error = atoi(optarg);
		else if (option == 'c')
			options.caps = optarg;
		else
			exit(125);
	}
}

int main(int argc, char *argv[])
{
	parse(argc, argv);
	if (options.denied)
		install_filter();
	if (options.caps)
		drop_capabilities();
	if (!argv[optind]) {
		fprintf(stderr, "confine: no command\n");
		return 125;
	}
	execvp(argv[optind], argv + optind);
	die(argv[optind]);
}
