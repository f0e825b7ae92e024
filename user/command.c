// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "exit_code.h"
#include "log.h"

/*
 * The child's side. It must not read, or the trace would show it: so it waits with poll(2) for
 * the go, and tells it from the hang-up of a parent that has died or given up.
 */
static void run_child(char *const argv[], const struct control *control, int go_fd, int error_fd)
{
	struct pollfd go = {.fd = go_fd, .events = POLLIN};
	int err;

	while (poll(&go, 1, -1) < 0 && errno == EINTR)
		;
	if (!(go.revents & POLLIN))
		_exit(EXIT_FAILED);
	signal(SIGPIPE, control->original_sigpipe);
	sigprocmask(SIG_SETMASK, &control->original_mask, NULL);
	execvp(argv[0], argv);
	err = errno;
	if (write(error_fd, &err, sizeof(err)) != sizeof(err))
		_exit(EXIT_FAILED);
	_exit(err == ENOENT ? EXIT_NO_COMMAND : EXIT_NO_EXEC);
}

int command__fork(struct command *command, char *const argv[], const struct control *control)
{
	int go[2], error[2], err;

	if (pipe2(go, O_CLOEXEC) < 0)
		return -errno;
	if (pipe2(error, O_CLOEXEC) < 0) {
		err = -errno;
		goto close_go;
	}
	command->argv = argv;
	command->pid = fork();
	if (command->pid < 0) {
		err = -errno;
		command->pid = 0;
		goto close_error;
	}
	if (command->pid == 0) {
		/* Our own end would keep the hang-up from us. */
		close(go[1]);
		run_child(argv, control, go[0], error[1]);
	}
	close(go[0]);
	close(error[1]);
	command->go_fd = go[1];
	command->error_fd = error[0];
	return 0;

close_error:
	close(error[0]);
	close(error[1]);
close_go:
	close(go[0]);
	close(go[1]);
	return err;
}

int command__start(struct command *command)
{
	int exec_errno;
	ssize_t got;

	/* A child that somebody has killed meanwhile shows below: nothing comes, and it has ended.
	 */
	if (write(command->go_fd, "", 1) != 1)
		log__verbose("'%s' was killed before it could run", command->argv[0]);
	close(command->go_fd);
	/* End of file: the exec closed it. */
	do {
		got = read(command->error_fd, &exec_errno, sizeof(exec_errno));
	} while (got < 0 && errno == EINTR);
	close(command->error_fd);
	if (got != sizeof(exec_errno))
		return 0;
	command__wait(command);
	log__error("running '%s' failed: %s", command->argv[0], strerror(exec_errno));
	return -exec_errno;
}

static void set_status(struct command *command, int status)
{
	command->ended = true;
	command->exit_code =
		WIFSIGNALED(status) ? EXIT_SIGNAL + WTERMSIG(status) : WEXITSTATUS(status);
}

bool command__poll(struct command *command)
{
	int status;

	if (!command->ended && waitpid(command->pid, &status, WNOHANG) == command->pid)
		set_status(command, status);
	return command->ended;
}

void command__wait(struct command *command)
{
	int status;

	while (!command->ended)
		if (waitpid(command->pid, &status, 0) == command->pid)
			set_status(command, status);
		else if (errno != EINTR)
			break;
}

void command__drop(struct command *command)
{
	if (!command->pid || command->ended)
		return;
	close(command->go_fd);
	close(command->error_fd);
	command__wait(command);
}
