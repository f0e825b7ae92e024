// SPDX-License-Identifier: GPL-2.0-only
/*
 * A workload with a known answer: exactly --good programs started, and --bad calls of execve(2)
 * that fail, all by one user. One child each, so that nothing else of that user runs.
 */
#include <errno.h>
#include <error.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char usage_text[] =
	"usage: launch [OPTION]...\n"
	"\n"
	"  --good N  start a program N times that does nothing (default 0)\n"
	"  --bad N   try N times to start a program that does not exist (default 0)\n"
	"  --uid N   as this user (default 1000)\n";

/* What a started program does. */
static const char nothing[] = "--nothing";

/* In the child. A failed call is what was asked for if bad. */
static void start(uid_t uid, int bad)
{
	char *argv[] = {"launch", (char *)nothing, NULL};
	char *envp[] = {NULL};

	if (setresuid(uid, uid, uid))
		_exit(2);
	execve(bad ? "/no/such/program" : "/proc/self/exe", argv, envp);
	_exit(bad && errno == ENOENT ? 0 : 3);
}

static void repeat(unsigned long times, uid_t uid, int bad)
{
	int status;
	pid_t pid;

	while (times--) {
		pid = fork();
		if (!pid)
			start(uid, bad);
		if (pid < 0 || waitpid(pid, &status, 0) != pid)
			error(1, errno, "cannot start a process");
		if (status)
			error(1, 0, "a process failed with wait status %d", status);
	}
}

static unsigned long number(const char *text)
{
	unsigned long value;
	char *end;

	errno = 0;
	value = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno)
		error(1, 0, "'%s' is not a number", text);
	return value;
}

int main(int argc, char **argv)
{
	static const struct option table[] = {
		{"good", required_argument, NULL, 'g'},
		{"bad", required_argument, NULL, 'b'},
		{"uid", required_argument, NULL, 'u'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	unsigned long good = 0, bad = 0;
	uid_t uid = 1000;
	int key;

	if (argc == 2 && strcmp(argv[1], nothing) == 0)
		return 0;
	while ((key = getopt_long(argc, argv, "", table, NULL)) >= 0) {
		switch (key) {
		case 'g':
			good = number(optarg);
			break;
		case 'b':
			bad = number(optarg);
			break;
		case 'u':
			uid = (uid_t)number(optarg);
			break;
		case 'h':
			fputs(usage_text, stdout);
			return 0;
		default:
			return 1;
		}
	}
	if (argv[optind])
		error(1, 0, "unexpected argument '%s'", argv[optind]);
	repeat(good, uid, 0);
	repeat(bad, uid, 1);
	printf("launch: started=%lu failed=%lu\n", good, bad);
	return 0;
}
