/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that can happen: wakeups by the channel, signals, the end of the duration, CPUs
 * coming online, the output closing. All of it is waited for in one place, with one system call
 * while idle; no code runs in a signal handler.
 */
#ifndef READSNOOP_USER_CONTROL_H
#define READSNOOP_USER_CONTROL_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

struct control {
	int fd; /* an epoll instance for all of it, and for the channel's wakeups */
	int signal_fd, timer_fd, hotplug_fd, clock_fd, stats_fd;
	int input_fd;		/* borrowed; -1: none */
	sigset_t signals;	/* that come through signal_fd */
	sigset_t original_mask; /* for children, with the next */
	void (*original_sigpipe)(int);
	struct epoll_event ready[16]; /* of the last wait, from next to count */
	int ready_next, ready_count;
};

/* For one that is not open yet, or no more. */
#define CONTROL_CLOSED                                                                             \
	((struct control){.fd = -1,                                                                \
			  .signal_fd = -1,                                                         \
			  .timer_fd = -1,                                                          \
			  .hotplug_fd = -1,                                                        \
			  .clock_fd = -1,                                                          \
			  .stats_fd = -1,                                                          \
			  .input_fd = -1})

enum control_kind {
	CONTROL_NOTHING,
	CONTROL_SIGNAL, /* value: SIGINT, SIGTERM or SIGHUP */
	CONTROL_REPORT, /* SIGUSR1 */
	CONTROL_CHILD,	/* SIGCHLD */
	CONTROL_TIME_IS_UP,
	CONTROL_STATS,	      /* another interval of --stats is over */
	CONTROL_CLOCK_SET,    /* somebody has set the wall clock */
	CONTROL_CHANNEL,      /* the kernel side woke us */
	CONTROL_CPU_ONLINE,   /* value: the CPU */
	CONTROL_INPUT,	      /* there are keys to read */
	CONTROL_SCREEN,	      /* value: SIGWINCH, SIGTSTP or SIGCONT */
	CONTROL_OUTPUT_CLOSED /* nobody reads it any more */
};

struct control_event {
	enum control_kind kind;
	unsigned int value;
	bool from_terminal; /* a signal that the kernel sent, to the whole process group */
};

/*
 * Block the signals and take them over; from now on they only come through here. 0 or a negative
 * errno.
 */
int control__open(struct control *control);
void control__close(struct control *control);

/* Report when the other end of fd (borrowed) is closed; fds that cannot tell are ignored. */
void control__watch_output(struct control *control, int fd);

/*
 * For who draws on the terminal: take over the signals that concern it, too, and report when fd
 * (borrowed; -1: none) can be read. 0 or a negative errno.
 */
int control__watch_screen(struct control *control, int fd);

/* The keyboard has gone. */
void control__forget_input(struct control *control);

/* Start the clock of --duration. 0 or a negative errno. */
int control__start_timer(struct control *control, uint64_t ns);

/* Report every ns that pass. 0 or a negative errno. */
int control__start_stats(struct control *control, uint64_t ns);

/* Report when the wall clock is set. 0 or a negative errno. */
int control__watch_clock(struct control *control);

/* Report CPUs that come online. 0 or a negative errno; tracing goes well without. */
int control__watch_cpus(struct control *control);

/*
 * Let fd (borrowed) wake us, as CONTROL_CHANNEL: on each wakeup that the kernel side sends (false),
 * or as long as there is something in the channel (level). 0 or a negative errno. Closing fd ends
 * it.
 */
int control__watch_channel(int control_fd, int fd, bool level);

/*
 * Sleep until something happens, at most timeout_ns (-1: as long as it takes), or until room_fd
 * can be written (-1: none).
 */
void control__wait(struct control *control, int64_t timeout_ns, int room_fd);

/* The next thing of those that ended the last wait. */
struct control_event control__next(struct control *control);

#endif
