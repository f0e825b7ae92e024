/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_BASE64_H
#define READSNOOP_USER_BASE64_H

#include <stddef.h>

/* Allocated; NULL without memory. */
char *base64__encode(const unsigned char *from, size_t len);

/* Bytes written, or -EINVAL. to has room for 3/4 of the text. */
int base64__decode(unsigned char *to, const char *text);

#endif
