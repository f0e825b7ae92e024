#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
. "${0%/*}/../session/doctor.sh"

plain
rights
seccomp
surroundings

# switched FILE VALUE NAME STATUS CHECK VERDICT WORDS [COMMAND...]: diagnosed, while FILE is VALUE
switched()
{
	local file=$1 before
	before=$(cat "$file")
	echo "$2" >"$file"
	shift 2
	[ $# -gt 5 ] || set -- "$@" env
	diagnosed "$@"
	echo "$before" >"$file"
}

# hidden FROM ONTO NAME STATUS CHECK VERDICT WORDS: diagnosed, while FROM is mounted ONTO
hidden()
{
	local onto=$2
	mount --bind "$1" "$onto"
	shift 2
	diagnosed "$@" env
	umount "$onto"
}

few_rights="confine --caps $BPF,$PERFMON"
old=
case $(uname -r) in 5.10*) old=1 ;; esac

switched /sys/kernel/debug/kprobes/enabled 0 'kprobes off' 0 kprobes warn 'switched off'
blocks kprobes kprobe
switched /proc/sys/kernel/ftrace_enabled 0 'ftrace off' 0 ftrace warn 'kernel.ftrace_enabled is 0'
blocks ftrace kprobe fentry
switched /proc/sys/net/core/bpf_jit_enable 0 'JIT off' 0 jit warn 'net.core.bpf_jit_enable is 0'

grep -v vfs_read /proc/kallsyms >"$dir/kallsyms"
# It is there all the same, so the trial wins.
hidden "$dir/kallsyms" /proc/kallsyms 'no symbol' 0 symbol note 'has no symbol vfs_read'
mkdir "$dir/empty"
hidden "$dir/empty" /sys/kernel/btf 'no BTF' 4 btf fail 'has no type information'
blocks btf kprobe fentry tracepoint

source=/sys/devices/system/clocksource/clocksource0/current_clocksource
switched $source acpi_pm 'slow clock' 0 clock warn 'acpi_pm, which is slow'

# On 5.10 the limit on locked memory stops these before.
if [ -z "$old" ]; then
	switched /proc/sys/kernel/perf_event_paranoid 3 'paranoid' 3 perf warn \
		'kernel.perf_event_paranoid is 3' $few_rights
	umount /sys/kernel/tracing
	# A look into it mounts tracefs there.
	ls /sys/kernel/debug/tracing/ >/dev/null
	umount /sys/kernel/debug/tracing
	umount /sys/kernel/debug
	switched /proc/sys/kernel/perf_event_paranoid 2 'no tracefs' 0 tracefs warn \
		'tracefs is not mounted' $few_rights
	blocks tracefs tracepoint
	mount -t tracefs tracefs /sys/kernel/tracing
	mount -t debugfs debugfs /sys/kernel/debug
else
	diagnosed 'little memory to lock for BPF' 3 memlock fail 'are too few for BPF' $few_rights
fi

# 4 CPUs possible, 2 online.
diagnosed 'two CPUs of four' 0 cpus note '2 of 4 possible ones online: 8192 KiB of buffers' env
echo 1 >/sys/devices/system/cpu/cpu2/online
echo 1 >/sys/devices/system/cpu/cpu3/online
diagnosed 'all CPUs' 0 cpus ok 'all 4 online: 16384 KiB of buffers' env
echo 0 >/sys/devices/system/cpu/cpu2/online
echo 0 >/sys/devices/system/cpu/cpu3/online

# in_cgroup COMMAND...: with 20 MiB, which is enough for the default, but not for mmap's buffers
in_cgroup()
{
	sh -c 'echo 0 >/sys/fs/cgroup/small/cgroup.procs; exec "$@"' sh "$@"
}
echo +memory >/sys/fs/cgroup/cgroup.subtree_control
mkdir /sys/fs/cgroup/small
echo 20M >/sys/fs/cgroup/small/memory.max
diagnosed 'little memory' 0 memory warn '20 MiB are little (/sys/fs/cgroup/small/memory.max)' in_cgroup
# Since 5.11 the memory of BPF maps counts.
if [ -z "$old" ]; then
	in_cgroup readsnoop -q -d 200ms --channel mmap --buffer-size 16M >"$dir/out" 2>"$dir/err"
	check_eq 'too little memory: exit status' 1 $?
	check_eq 'too little memory: the same words' \
		"readsnoop: $(member "$dir/doctor" check memory evidence); $(member "$dir/doctor" check memory mend)" \
		"$(cat "$dir/err")"
fi
echo 4M >/sys/fs/cgroup/small/memory.max
in_cgroup readsnoop doctor --json >"$dir/doctor"
check_eq 'no memory: exit status of doctor, which survives it' 1 $?
check_eq 'no memory: the trial' 'Cannot allocate memory: see memory' \
	"$(member "$dir/doctor" trial kprobe evidence)"
finish
