// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "clock.h"
#include "control.h"
#include "hotplug.h"

#define READY_MAX ((int)(sizeof(((struct control *)0)->ready) / sizeof(struct epoll_event)))

/* Seconds since 1970, and the most that the kernel takes for a wall clock (TIME_SETTOD_SEC_MAX). */
#define CLOCK_NEVER 8277292036LL

/* Stands for all fds of the channel. */
#define CHANNEL (-1)

static int watch(struct control *control, int fd, uint32_t events)
{
	struct epoll_event interest = {.events = events, .data.fd = fd};

	return epoll_ctl(control->fd, EPOLL_CTL_ADD, fd, &interest) < 0 ? -errno : 0;
}

/* nohup(1) says so by ignoring it, and a blocked signal would reach a signalfd all the same. */
static bool is_ignored(int signo)
{
	struct sigaction action;

	return sigaction(signo, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static int take_signals(struct control *control)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGCHLD, SIGWINCH};
	sigset_t *set = &control->signals;

	/* If it were ignored, the kernel would not tell us how the command ended. */
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(set);
	for (unsigned int i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (signals[i] != SIGHUP || !is_ignored(SIGHUP))
			sigaddset(set, signals[i]);
	/* A closed pipe shall be an error of write(2), which can be handled. */
	control->original_sigpipe = signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_BLOCK, set, &control->original_mask);
	control->signal_fd = signalfd(-1, set, SFD_CLOEXEC | SFD_NONBLOCK);
	return control->signal_fd < 0 ? -errno : watch(control, control->signal_fd, EPOLLIN);
}

int control__open(struct control *control)
{
	int err;

	*control = CONTROL_CLOSED;
	control->fd = epoll_create1(EPOLL_CLOEXEC);
	if (control->fd < 0)
		return -errno;
	err = take_signals(control);
	if (err)
		control__close(control);
	return err;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void control__close(struct control *control)
{
	close_fd(&control->signal_fd);
	close_fd(&control->timer_fd);
	close_fd(&control->hotplug_fd);
	close_fd(&control->clock_fd);
	close_fd(&control->stats_fd);
	close_fd(&control->fd);
}

void control__watch_output(struct control *control, int fd)
{
	/* Errors and hang-ups are reported without being asked for. */
	watch(control, fd, 0);
}

int control__watch_screen(struct control *control, int fd)
{
	static const int signals[] = {SIGTSTP, SIGCONT, SIGQUIT};

	for (unsigned int i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaddset(&control->signals, signals[i]);
	sigprocmask(SIG_BLOCK, &control->signals, NULL);
	if (signalfd(control->signal_fd, &control->signals, 0) < 0)
		return -errno;
	control->input_fd = fd;
	return fd < 0 ? 0 : watch(control, fd, EPOLLIN);
}

void control__forget_input(struct control *control)
{
	epoll_ctl(control->fd, EPOLL_CTL_DEL, control->input_fd, NULL);
	control->input_fd = -1;
}

static int start_timer(struct control *control, int *fd, clockid_t clock, int flags,
		       struct itimerspec when)
{
	*fd = timerfd_create(clock, TFD_CLOEXEC | TFD_NONBLOCK);
	if (*fd < 0 || timerfd_settime(*fd, flags, &when, NULL) < 0)
		return -errno;
	return watch(control, *fd, EPOLLIN);
}

int control__start_timer(struct control *control, uint64_t ns)
{
	struct itimerspec when = {.it_value = clock__timespec(ns)};

	return start_timer(control, &control->timer_fd, CLOCK_BOOTTIME, 0, when);
}

int control__start_stats(struct control *control, uint64_t ns)
{
	struct itimerspec when = {clock__timespec(ns), clock__timespec(ns)};

	return start_timer(control, &control->stats_fd, CLOCK_MONOTONIC, 0, when);
}

int control__watch_clock(struct control *control)
{
	/* A moment that never comes, unless the clock is set (timerfd_create(2)). */
	struct itimerspec never = {.it_value = {.tv_sec = CLOCK_NEVER}};

	return start_timer(control, &control->clock_fd, CLOCK_REALTIME,
			   TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, never);
}

int control__watch_channel(int control_fd, int fd, bool level)
{
	/*
	 * Edges, where every needed wakeup is sent: while the reader is awake it shall not be told
	 * again and again what it is going to look at anyway.
	 */
	struct epoll_event interest = {.events = level ? EPOLLIN : EPOLLIN | EPOLLET,
				       .data.fd = CHANNEL};

	return epoll_ctl(control_fd, EPOLL_CTL_ADD, fd, &interest) < 0 ? -errno : 0;
}

int control__watch_cpus(struct control *control)
{
	control->hotplug_fd = hotplug__open();
	if (control->hotplug_fd < 0)
		return control->hotplug_fd;
	return watch(control, control->hotplug_fd, EPOLLIN);
}

static struct control_event from_signal(const struct control *control)
{
	struct signalfd_siginfo info;

	if (read(control->signal_fd, &info, sizeof(info)) != sizeof(info))
		return (struct control_event){.kind = CONTROL_NOTHING};
	switch (info.ssi_signo) {
	case SIGUSR1:
		return (struct control_event){.kind = CONTROL_REPORT};
	case SIGCHLD:
		return (struct control_event){.kind = CONTROL_CHILD};
	case SIGWINCH:
	case SIGTSTP:
	case SIGCONT:
		return (struct control_event){.kind = CONTROL_SCREEN, .value = info.ssi_signo};
	default:
		return (struct control_event){CONTROL_SIGNAL, info.ssi_signo,
					      info.ssi_code == SI_KERNEL};
	}
}

static struct control_event from_hotplug(const struct control *control)
{
	struct control_event event = {.kind = CONTROL_NOTHING};

	if (hotplug__next(control->hotplug_fd, &event.value) == 1)
		event.kind = CONTROL_CPU_ONLINE;
	return event;
}

/* Reading it back fails with ECANCELED once the clock was set, and arms it again. */
static struct control_event from_clock(const struct control *control)
{
	uint64_t expired;

	if (read(control->clock_fd, &expired, sizeof(expired)) < 0 && errno == ECANCELED)
		return (struct control_event){.kind = CONTROL_CLOCK_SET};
	return (struct control_event){.kind = CONTROL_NOTHING};
}

static struct control_event from_stats(const struct control *control)
{
	uint64_t expired;

	if (read(control->stats_fd, &expired, sizeof(expired)) < 0)
		return (struct control_event){.kind = CONTROL_NOTHING};
	return (struct control_event){.kind = CONTROL_STATS};
}

static struct control_event from_fd(struct control *control, int fd)
{
	if (fd == CHANNEL)
		return (struct control_event){.kind = CONTROL_CHANNEL};
	if (fd == control->signal_fd)
		return from_signal(control);
	if (fd == control->input_fd)
		return (struct control_event){.kind = CONTROL_INPUT};
	if (fd == control->hotplug_fd)
		return from_hotplug(control);
	if (fd == control->clock_fd)
		return from_clock(control);
	if (fd == control->stats_fd)
		return from_stats(control);
	if (fd == control->timer_fd) {
		close_fd(&control->timer_fd);
		return (struct control_event){.kind = CONTROL_TIME_IS_UP};
	}
	/* Once is enough, and it would be reported for ever. */
	epoll_ctl(control->fd, EPOLL_CTL_DEL, fd, NULL);
	return (struct control_event){.kind = CONTROL_OUTPUT_CLOSED};
}

/* With nanoseconds, or for a second fd, which epoll_wait(2) does not have. False: time is over. */
static bool wait_with_ppoll(const struct control *control, int64_t timeout_ns, int room_fd)
{
	struct pollfd fds[] = {
		{.fd = control->fd, .events = POLLIN},
		{.fd = room_fd, .events = POLLOUT},
	};
	struct timespec timeout = clock__timespec(timeout_ns < 0 ? 0 : (uint64_t)timeout_ns);

	return ppoll(fds, 2, timeout_ns < 0 ? NULL : &timeout, NULL) > 0 && fds[0].revents;
}

void control__wait(struct control *control, int64_t timeout_ns, int room_fd)
{
	bool idle = timeout_ns < 0 && room_fd < 0;

	control->ready_next = control->ready_count = 0;
	if (!idle && !wait_with_ppoll(control, timeout_ns, room_fd))
		return;
	control->ready_count = epoll_wait(control->fd, control->ready, READY_MAX, idle ? -1 : 0);
}

struct control_event control__next(struct control *control)
{
	/* A message that means nothing must not hide what stands behind it. */
	while (control->ready_next < control->ready_count) {
		int fd = control->ready[control->ready_next++].data.fd;
		struct control_event event = from_fd(control, fd);

		if (event.kind != CONTROL_NOTHING)
			return event;
	}
	return (struct control_event){.kind = CONTROL_NOTHING};
}
