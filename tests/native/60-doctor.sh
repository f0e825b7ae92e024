#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
. "${0%/*}/../session/doctor.sh"

plain
rights
seccomp
surroundings

# This kernel may lack what the one in the guest has.
if [ ! -e /sys/bus/event_source/devices/kprobe/type ]; then
	diagnosed 'no kprobes in this kernel' 0 kprobes warn 'this kernel has no kprobes' env
	blocks kprobes kprobe
	check_eq 'no kprobes in this kernel: the trial' warn \
		"$(member "$dir/doctor" trial kprobe verdict)"
fi

# tracefs unmounted for these, and nobody may mount it.
without_tracefs()
{
	unshare -m sh -c 'umount -l /sys/kernel/debug /sys/kernel/tracing 2>/dev/null; exec "$@"' sh \
		confine --caps $BPF,$PERFMON "$@"
}
diagnosed 'no tracefs' 3 tracefs warn 'tracefs is not mounted' without_tracefs
blocks tracefs tracepoint

little_to_lock()
{
	sh -c 'ulimit -l 64; exec "$@"' sh confine --caps $ADMIN,$BPF,$PERFMON "$@"
}
diagnosed 'little memory to lock' 3 memlock warn 'too little memory may be locked' little_to_lock
finish
