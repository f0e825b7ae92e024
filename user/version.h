/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_VERSION_H
#define READSNOOP_USER_VERSION_H

#define READSNOOP_VERSION "0.1.0"

#endif
