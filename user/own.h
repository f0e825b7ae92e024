/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The user side of kern/own.bpf.h: which reads are ours, or caused by what we write.
 */
#ifndef READSNOOP_USER_OWN_H
#define READSNOOP_USER_OWN_H

#include "../common/probe_config.h"

struct bpf_object;

/* Leave out our own reads; and those of output_fd and stderr, if reading them takes a read. */
void own__configure(struct probe_config *config, int output_fd);

/*
 * After the load and before the probe is attached: let the kernel side look at who we are, and at
 * these two files. A notice is logged if it does not understand one of them. 0 or a negative errno.
 */
int own__learn(struct bpf_object *object, int output_fd);

#endif
