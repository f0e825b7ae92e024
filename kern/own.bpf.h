/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads that exist only because we trace. Shown, each would cause the next:
 *
 * 1. Those of our own thread group.
 * 2. Those of what we write, by object and not by process name: of the pipe or socket that is our
 *    output or stderr, and of the master of the pty that is. See ends.bpf.h. Reads of the slave,
 *    which is what one types, are not among them.
 * 3. Those further down. Whoever reads such an object passes it on, so what that process has open
 *    for writing at that time counts too, as far as this goes:
 *
 *	its fd 1, be it a pipe, a pty or a socket	| grep x | less
 *	every pty					tmux, sudo, script
 *	every pipe, if the object is its fd 0		| tee >(grep x) log
 *
 *    The last one is for filters only: what a terminal, or a program that runs us, writes to other
 *    pipes says nothing about us. For the same reason no other socket is followed.
 *
 * 4. Those of the command line of the process in the foreground of such a terminal, by whoever
 *    reads the master: tmux does, whenever something was shown.
 *
 * All else that these processes read stays visible, also from a pipe or pty whose other end they
 * have themselves. Taken for a link although it is none: the terminal from which a terminal
 * emulator was started, which is open in it just as in script(1).
 *
 * An object of the third kind is looked for again while the reads go on, and forgotten some seconds
 * after it has last been found: its address may belong to something else by then.
 */
#ifndef READSNOOP_KERN_OWN_BPF_H
#define READSNOOP_KERN_OWN_BPF_H

#include "ends.bpf.h"
#include "file.bpf.h"
#include <bpf/bpf_tracing.h>

/* How a program was entered: that says where it finds the file that is read. */
enum entry { ENTRY_KPROBE, ENTRY_FENTRY, ENTRY_SYSCALL };

#define OWN_OUTPUTS    2 /* what we write ourselves: the output and stderr */
#define OWN_OBJECTS    16
#define OWN_SCAN_FDS   128
#define OWN_SCAN_EVERY 100000000ULL   /* ns, for one object */
#define OWN_KEEP       10000000000ULL /* ns */
#define OWN_FOR_EVER   (1ULL << 63)

/*
 * Nobody locks this. Two CPUs that use one place at the same time lose or mix up an entry, and the
 * next scan puts that right.
 */
struct own_object {
	__u64 end;     /* see ends.bpf.h; 0: free */
	__u64 found;   /* CLOCK_MONOTONIC, ns; OWN_FOR_EVER: what we write ourselves */
	__u64 scanned; /* when a reader of it was last looked through */
	__u32 tgid;    /* who passes it on; its own reads of it do not count */
	__u32 reader;  /* the last one's thread group */
	bool is_terminal;
};

/*
 * On a line of its own: read with every read, written rarely. Static, so that the skeleton does not
 * show it.
 */
static struct {
	struct end_operations operations;
	struct own_object objects[OWN_OBJECTS]; /* the first OWN_OUTPUTS are for ever */
	/*
	 * The clock by which entries age is that of the last scan: while nothing is read, nothing
	 * is forgotten.
	 */
	__u64 scanned;
} own __attribute__((aligned(128)));

/*
 * The tracer's thread group in the initial PID namespace, which getpid(2) may not know: user space
 * runs learn_self once, in its own context.
 */
__u32 self_tgid;

/* The open files of the current task, and how many places there are for them. */
static __always_inline __u32 current_files(struct file ***files)
{
	if (has_task_btf()) { /* see there: plain loads */
		struct fdtable *table = bpf_get_current_task_btf()->files->fdt;

		*files = table->fd;
		return table->max_fds;
	} else {
		struct task_struct *task = (struct task_struct *)bpf_get_current_task();
		struct fdtable *table = BPF_CORE_READ(task, files, fdt);

		*files = BPF_CORE_READ(table, fd);
		return BPF_CORE_READ(table, max_fds);
	}
}

/* The file behind a descriptor of the current task; NULL if there is none. */
static __always_inline struct file *file_of_fd(unsigned long fd)
{
	struct file *file = NULL;
	struct file **files;

	if (fd < current_files(&files))
		bpf_probe_read_kernel(&file, sizeof(file), files + fd);
	return file;
}

static __always_inline struct file *file_of(void *ctx, enum entry entry)
{
	switch (entry) {
	case ENTRY_KPROBE:
		return (struct file *)PT_REGS_PARM1((struct pt_regs *)ctx);
	case ENTRY_FENTRY:
		return (struct file *)((__u64 *)ctx)[0];
	default:
		return file_of_fd(BPF_CORE_READ((struct trace_event_raw_sys_enter *)ctx, args[0]));
	}
}

/* The entry of an object that counts, or NULL. */
static __always_inline struct own_object *own__find(__u64 end)
{
	for (int i = 0; i < OWN_OBJECTS; i++) {
		struct own_object *object = &own.objects[i];

		if (end && object->end == end && object->found + OWN_KEEP >= own.scanned)
			return object;
	}
	return NULL;
}

/*
 * If the object behind this file, which is open as fd, passes something on, note it. A global
 * function, so that the verifier looks at it once and not for every fd; hence the address as a
 * number.
 */
__noinline int own__note(__u64 file, __u64 now, __u32 fd, bool is_filter)
{
	__u32 type = type_of((struct file *)file);
	__u64 end = end_written((struct file *)file);
	struct own_object *object, *place = &own.objects[OWN_OUTPUTS];

	if (!end || !(fd == 1 || type == S_IFCHR || (type == S_IFIFO && is_filter)))
		return 0;
	/* In its old place; else in that of the oldest, a free one being older than any. */
	for (int i = 0; i < OWN_OBJECTS; i++) {
		object = &own.objects[i];
		if (object->end == end) {
			place = object;
			break;
		}
		if (object->found < place->found)
			place = object;
	}
	if (place->found == OWN_FOR_EVER)
		return 0;
	if (place->end != end)
		place->scanned = 0;
	place->tgid = bpf_get_current_pid_tgid() >> 32;
	place->is_terminal = type == S_IFCHR;
	place->found = now;
	place->end = end;
	end_learn(&own.operations, (struct file *)file);
	return 1;
}

/* What the current task, which reads this file, has open for writing. */
static __always_inline void own__scan(struct file *file, __u64 now)
{
	struct file **files;
	__u32 end = current_files(&files);
	bool is_filter = file_of_fd(0) == file;

	for (__u32 fd = 1; fd < OWN_SCAN_FDS && fd < end; fd++) {
		struct file *other = NULL;

		bpf_probe_read_kernel(&other, sizeof(other), files + fd);
		if (other)
			own__note((__u64)other, now, fd, is_filter);
	}
}

/*
 * Whether this command line is that of the process in the foreground of a terminal that the current
 * task reads. tmux asks for it whenever something is shown, to name the window.
 */
static __always_inline bool own__names(struct file *file, __u32 tgid)
{
	struct pid *subject = subject_of(file);

	for (int i = 0; i < OWN_OBJECTS; i++) {
		struct own_object *object = &own.objects[i];

		if (object->is_terminal && object->reader == tgid &&
		    foreground_of((struct tty_struct *)object->end) == subject)
			return true;
	}
	return false;
}

/* Whether a read of this file, which may be an end, is one of what we write. */
static __noinline bool own__reads(struct file *file)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;
	struct own_object *object;
	__u64 now;

	if (knows_command_lines() && BPF_CORE_READ(file, f_op) == own.operations.cmdline)
		return own__names(file, tgid);
	object = own__find(end_read(&own.operations, file));
	if (!object || object->tgid == tgid)
		return false;
	if (object->reader != tgid)
		object->reader = tgid;
	now = bpf_ktime_get_ns();
	if (now - object->scanned >= OWN_SCAN_EVERY) {
		object->scanned = now;
		own__scan(file, now);
		own.scanned = now;
	}
	return true;
}

static __always_inline bool is_our_output(struct file *file, enum entry entry)
{
	/* fentry hands over a pointer with its type, which plain loads may follow. */
	const void *operations = entry == ENTRY_FENTRY ? file->f_op : BPF_CORE_READ(file, f_op);

	/* Most files are of no such kind, and cost no more than this. */
	return end_may_be(&own.operations, operations) && own__reads(file);
}

/*
 * Not hits, since readv(2) goes past vfs_read. But who reads so passes it on all the same: whatever
 * uses libevent, such as tmux. The tracepoint is for where there are no kprobes: a first tracepoint
 * on any system call makes every one of them slower, by some 100 instructions.
 */
SEC("kprobe/vfs_readv")
int own_vfs_readv(void *ctx)
{
	is_our_output(file_of(ctx, ENTRY_KPROBE), ENTRY_KPROBE);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_readv")
int own_enter_readv(void *ctx)
{
	is_our_output(file_of(ctx, ENTRY_SYSCALL), ENTRY_SYSCALL);
	return 0;
}

static __always_inline bool is_own(void *ctx, enum entry entry, const struct hit *hit)
{
	if (cfg_probe.hide_self && hit__tgid(hit) == self_tgid)
		return true;
	return cfg_probe.hide_outputs && is_our_output(file_of(ctx, entry), entry);
}

/* Learn what we write to through a descriptor. Whether we cannot follow it here. */
static __always_inline bool learn_output(struct own_object *object, unsigned long fd)
{
	struct file *file = file_of_fd(fd);
	__u32 type = type_of(file);

	object->end = end_written(file);
	object->found = OWN_FOR_EVER;
	object->is_terminal = type == S_IFCHR;
	end_learn(&own.operations, file);
	return (type == S_IFCHR && !(knows_terminals() && own.operations.master)) ||
	       (type == S_IFSOCK && !knows_sockets());
}

/*
 * Run by user space, once and in its own context. The arguments are descriptors: the output,
 * stderr, the master of any pty and the command line of any process.
 */
SEC("raw_tp")
int learn_self(struct bpf_raw_tracepoint_args *ctx)
{
	bool unknown;

	self_tgid = bpf_get_current_pid_tgid() >> 32;
	file__learn_root();
	own.operations.master = BPF_CORE_READ(file_of_fd(ctx->args[2]), f_op);
	own.operations.cmdline = BPF_CORE_READ(file_of_fd(ctx->args[3]), f_op);
	unknown = learn_output(&own.objects[0], ctx->args[0]);
	return learn_output(&own.objects[1], ctx->args[1]) || unknown;
}

#endif
