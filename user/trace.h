/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_TRACE_H
#define READSNOOP_USER_TRACE_H

struct pump;
struct trace_options;

/* What a session does between its set-up and its ledger. */
struct trace_body {
	/* The probe is attached. Say so. 0 or a negative errno, logged. */
	int (*begin)(struct pump *pump);
	/* Run until pump->stop. */
	void (*run)(struct pump *pump);
	/* The probe is detached. Show what is still to be shown, and leave the books in order. */
	void (*finish)(struct pump *pump);
	void *ctx; /* for them, as pump->body_ctx */
};

/* Set up, run, account. options: borrowed. The exit status; errors are logged. */
int trace__run(const struct trace_options *options, const struct trace_body *body);

/* "readsnoop trace": show events as they come. The exit status. */
int trace__main(int argc, char *argv[]);

#endif
