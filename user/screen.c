// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "screen.h"

/* The alternate screen, without a cursor; and back. Every terminal since xterm has both. */
#define ENTER "\x1b[?1049h\x1b[?25l"
#define LEAVE "\x1b[0m\x1b[?25h\x1b[?1049l"

static struct {
	bool taken;
	int fd;	      /* to draw */
	int input_fd; /* for keys; -1: none */
	struct termios original;
} screen = {.fd = -1, .input_fd = -1};

bool screen__possible(int fd)
{
	const char *term = getenv("TERM");

	return isatty(fd) && term && *term && strcmp(term, "dumb") != 0;
}

/* A terminal that was stopped (Ctrl-S) must not keep us from ending. */
static void send(const char *text)
{
	struct pollfd room = {.fd = screen.fd, .events = POLLOUT};

	if (poll(&room, 1, 100) == 1 && write(screen.fd, text, strlen(text)) < 0)
		return; /* it has hung up */
}

int screen__enter(int fd)
{
	struct termios raw;

	screen.fd = fd;
	/* Taken again, after somebody else had stopped us: then the modes are not the original. */
	if (!screen.taken)
		screen.input_fd =
			tcgetattr(STDIN_FILENO, &screen.original) == 0 ? STDIN_FILENO : -1;
	if (screen.input_fd >= 0) {
		raw = screen.original;
		/* Keys at once and unseen; Ctrl-C and Ctrl-Z still make signals. */
		raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		raw.c_cc[VMIN] = 1;
		raw.c_cc[VTIME] = 0;
		if (tcsetattr(screen.input_fd, TCSANOW, &raw) < 0)
			return -errno;
	}
	screen.taken = true;
	send(ENTER);
	return 0;
}

void screen__leave(void)
{
	if (!screen.taken)
		return;
	screen.taken = false;
	tcflow(screen.fd, TCOON);
	send(LEAVE);
	if (screen.input_fd >= 0)
		tcsetattr(screen.input_fd, TCSANOW, &screen.original);
}

void screen__suspend(void)
{
	sigset_t stop;

	screen__leave();
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	/* It is blocked, as we wait for it elsewhere. The unblocking stops us. */
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, NULL);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	screen__enter(screen.fd);
}

int screen__input_fd(void)
{
	return screen.input_fd;
}

/* One key, which may be several bytes. Returns how many. */
static int decode(const char *bytes, int len, int *key)
{
	*key = 0;
	if (bytes[0] != '\x1b') {
		*key = (unsigned char)bytes[0];
		return 1;
	}
	/* ESC [ or ESC O, parameters, and a letter that says which key it is. */
	if (len < 2 || (bytes[1] != '[' && bytes[1] != 'O'))
		return 1;
	for (int i = 2; i < len; i++) {
		if (bytes[i] < '@')
			continue;
		if (i == 2 && (bytes[i] == 'C' || bytes[i] == 'D'))
			*key = bytes[i] == 'C' ? SCREEN_RIGHT : SCREEN_LEFT;
		return i + 1;
	}
	return len;
}

int screen__keys(int *keys, int max)
{
	char bytes[64];
	ssize_t len = read(screen.input_fd, bytes, sizeof(bytes));
	int count = 0;

	if (len <= 0)
		return len < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : -1;
	for (int i = 0; i < len && count < max;) {
		i += decode(bytes + i, (int)len - i, &keys[count]);
		if (keys[count])
			count++;
	}
	return count;
}

void screen__size(unsigned int *rows, unsigned int *columns)
{
	struct winsize size;
	bool known = ioctl(screen.fd, TIOCGWINSZ, &size) == 0;

	*rows = known && size.ws_row ? size.ws_row : 24;
	*columns = known && size.ws_col ? size.ws_col : 80;
}
