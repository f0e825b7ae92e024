// SPDX-License-Identifier: GPL-2.0-only
#include <linux/magic.h>
#include <string.h>

#include "details.h"
#include "fmt.h"

/* fs/pipe.c and net/socket.c keep theirs to themselves, as do others that have no name. */
static char *put_numbered(char *p, const char *kind, uint64_t inode)
{
	p = fmt__str(fmt__str(p, kind), ":[");
	p = fmt__u64(p, inode);
	return fmt__str(p, "]");
}

/* As the d_dname() of its file system would (pipefs, sockfs, anon_inodefs; else simple_dname). */
static char *put_nameless(char *p, const struct read_details *details)
{
	const char *name = details->names;

	if (details->fs_magic == PIPEFS_MAGIC)
		return put_numbered(p, "pipe", details->inode);
	if (details->fs_magic == SOCKFS_MAGIC)
		return put_numbered(p, "socket", details->inode);
	if (details->fs_magic == ANON_INODE_FS_MAGIC)
		return fmt__str(fmt__str(p, "anon_inode:"), name);
	if (!*name)
		return put_numbered(p, "nameless", details->inode);
	if (details->file & READ_FILE_PATH)
		*p++ = '/';
	return fmt__str(fmt__str(p, name), " (deleted)");
}

/* The names stand in the record from the file's own up to the uppermost. */
static char *put_path(char *p, const struct read_details *details)
{
	const char *end = details->names + details->file_bytes;

	if (details->file & READ_FILE_CUT)
		p = fmt__str(p, "...");
	if (end == details->names)
		*p++ = '/';
	while (end > details->names) {
		const char *name = --end; /* its NUL */

		while (name > details->names && name[-1])
			name--;
		if (details->file & READ_FILE_PATH)
			*p++ = '/';
		p = mempcpy(p, name, (size_t)(end - name));
		end = name;
	}
	return p;
}

size_t details__file(const struct read_details *details, char *to)
{
	char *p = to;

	if (!details->fs_magic && !details->inode)
		return 0;
	if (details->file & READ_FILE_NAMELESS)
		return (size_t)(put_nameless(p, details) - to);
	p = put_path(p, details);
	if (details->file & READ_FILE_DELETED)
		p = fmt__str(p, " (deleted)");
	return (size_t)(p - to);
}

const char *details__errno_name(int64_t ret)
{
	/* include/linux/errno.h: the kernel answers most of them by doing the call once more. */
	static const struct {
		int number;
		const char *name;
	} inner[] = {
		{512, "ERESTARTSYS"},		{513, "ERESTARTNOINTR"}, {514, "ERESTARTNOHAND"},
		{516, "ERESTART_RESTARTBLOCK"}, {517, "EPROBE_DEFER"},	 {524, "ENOTSUPP"},
		{529, "EIOCBQUEUED"},
	};

	if (ret >= 0 || ret < -4095)
		return NULL;
	for (unsigned int i = 0; i < sizeof(inner) / sizeof(inner[0]); i++)
		if (inner[i].number == -ret)
			return inner[i].name;
	return strerrorname_np((int)-ret);
}
