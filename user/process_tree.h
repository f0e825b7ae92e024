/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Put processes that exist already into the map of the fork tracker (kern/follow.bpf.h).
 */
#ifndef READSNOOP_USER_PROCESS_TREE_H
#define READSNOOP_USER_PROCESS_TREE_H

#include <stdint.h>

/*
 * Both need the fork tracker attached, so that what forks or exits meanwhile is noticed by one side
 * or the other. 0 or a negative errno.
 */

/* One process, unless it has exited. */
int process_tree__add(int tree_fd, uint32_t tgid);

/*
 * All that descends from what is in the map. A process whose parent has exited belongs to init, and
 * nobody knows any more from whom it descends.
 */
int process_tree__add_descendants(int tree_fd);

#endif
