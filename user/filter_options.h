/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The options that say which reads are wanted, for the table of any subcommand whose struct of
 * options begins with a struct filters.
 */
#ifndef READSNOOP_USER_FILTER_OPTIONS_H
#define READSNOOP_USER_FILTER_OPTIONS_H

#include "filters.h"

const char *filter_option__pid(void *target, const char *argument);
const char *filter_option__not_pid(void *target, const char *argument);
const char *filter_option__tid(void *target, const char *argument);
const char *filter_option__not_tid(void *target, const char *argument);
const char *filter_option__uid(void *target, const char *argument);
const char *filter_option__not_uid(void *target, const char *argument);
const char *filter_option__comm(void *target, const char *argument);
const char *filter_option__not_comm(void *target, const char *argument);
const char *filter_option__cgroup(void *target, const char *argument);
const char *filter_option__cpu(void *target, const char *argument);
const char *filter_option__follow(void *target, const char *argument);
const char *filter_option__sample(void *target, const char *argument);

/* Rows of a table of struct option_spec. */
/* clang-format off */
#define FILTER_OPTIONS \
	{"pid", 'p', "PID,...", "only these processes", filter_option__pid}, \
	{"not-pid", 'P', "PID,...", "all but these processes", filter_option__not_pid}, \
	{"tid", 't', "TID,...", "only these threads", filter_option__tid}, \
	{"not-tid", 'T', "TID,...", "all but these threads", filter_option__not_tid}, \
	{"uid", 'u', "USER,...", "only these users, by id or name", filter_option__uid}, \
	{"not-uid", 'U', "USER,...", "all but these users", filter_option__not_uid}, \
	{"comm", 'n', "NAME,...", "only threads of these names", filter_option__comm}, \
	{"not-comm", 'N', "NAME,...", "all but threads of these names", filter_option__not_comm}, \
	{"cgroup", 0, "PATH", "only this cgroup (v2) and those below it", filter_option__cgroup}, \
	{"cpu", 0, "LIST", "only on these CPUs (0-3,5)", filter_option__cpu}, \
	{"follow", 0, NULL, "with --pid: their descendants too", filter_option__follow}, \
	{"sample", 0, "1/N", "one read in N, chosen at random", filter_option__sample}
/* clang-format on */

#endif
