/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Talk goes to stderr through here, one line per message with the program's name in front, and
 * libbpf's messages with it; stdout is for data.
 */
#ifndef READSNOOP_USER_LOG_H
#define READSNOOP_USER_LOG_H

enum log_level {
	LOG_ERRORS,  /* -q */
	LOG_NOTICES, /* the default */
	LOG_VERBOSE, /* -v: what was chosen and why, libbpf's warnings */
	LOG_DEBUG    /* -v -v: everything libbpf says */
};

/* The level after one more -v. */
enum log_level log_level__raise(enum log_level level);

/* Set the level, and send libbpf's messages the same way. */
void log__init(enum log_level level);
enum log_level log__level(void);

/* What failed first, the subject in quotes, the mend where it is known, no full stop. */
__attribute__((format(printf, 1, 2))) void log__error(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log__notice(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log__verbose(const char *fmt, ...);

#endif
