/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One read that has returned, with --details: the record of common/event.h and what more is known.
 *
 * A record is as long as its file name needs: perf and ring carry no more than that, an mmap slot
 * has room for the longest. The names come as the kernel side finds them, the file's first, then
 * those of the directories above it, each with its NUL; user space puts the path together.
 */
#ifndef READSNOOP_COMMON_READ_DETAILS_H
#define READSNOOP_COMMON_READ_DETAILS_H

#include "event.h"

/* NAME_MAX and a NUL: no single name needs more. */
#define READ_NAME_BYTES 256
/* Once a path has more than this, no further name is added. */
#define READ_PATH_BYTES 1024
/* Names and mount points on the way up. */
#define READ_PATH_STEPS 64

enum read_file {
	READ_FILE_CUT = 1,     /* with --path: the names of the uppermost directories are missing */
	READ_FILE_DELETED = 2, /* has no name any more: what is here is the last one */
	READ_FILE_NAMELESS = 4, /* in no directory: a pipe, a socket, memory */
	READ_FILE_PATH = 8	/* with --path: the directories' names follow the file's own */
};

struct read_details {
	struct read_event head; /* boot_ns is the time of the return */
	__u32 file_bytes;	/* of names[] in use */
	__u64 duration_ns;
	__u64 requested; /* bytes */
	__s64 ret;	 /* bytes, or a negative errno */
	__u64 inode;	 /* 0: there is no file */
	__u32 fs_magic;	 /* of its file system, see linux/magic.h */
	__u32 file;	 /* bits of enum read_file */
	char names[READ_PATH_BYTES + READ_NAME_BYTES];
} __attribute__((packed, aligned(4)));

/* A record without details may be made longer, to see what its length costs. */
#define READ_PADDING_MAX (READ_PATH_BYTES + READ_NAME_BYTES)

/* What comes before the names, and the longest record with a file's own name and with its path. */
#define READ_DETAILS_BYTES	__builtin_offsetof(struct read_details, names)
#define READ_DETAILS_NAME_BYTES (READ_DETAILS_BYTES + READ_NAME_BYTES)
#define READ_DETAILS_PATH_BYTES sizeof(struct read_details)

_Static_assert(__builtin_offsetof(struct read_details, duration_ns) == 48, "duration_ns");
_Static_assert(READ_DETAILS_BYTES == 88, "names");
_Static_assert(READ_DETAILS_NAME_BYTES % 8 == 0 && READ_DETAILS_PATH_BYTES % 8 == 0,
	       "slots must lie without gaps");

#endif
