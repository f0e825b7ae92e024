# SPDX-License-Identifier: GPL-2.0-only
# For the tests of whole sessions, which run natively and in the guest alike. The wrappers in
# tests/native and tests/vm set ATTACHES, the kinds of probe to test.
# shellcheck shell=sh disable=SC3043,SC2034

tests=${0%/*}/..
. "$tests/lib.sh"

# In the guest everything is in /bin.
build=$tests/../build
[ ! -x "$build/readsnoop" ] || PATH=$build:$build/tests/workload:$PATH

if [ "$(id -u)" != 0 ]; then
	echo 'tracing needs root'
	exit 77
fi

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM

# start_trace FILE [OPTION]...: a JSON trace into FILE, attached when this returns.
start_trace()
{
	local file=$1
	shift
	rm -f "$file"
	# Without the fd that a test may hold open for others.
	readsnoop --format json -o "$file" "$@" 2>"$file.err" 3>&- &
	trace_pid=$!
	wait_for 20 test -s "$file"
}

# stop_trace: as Ctrl-C does; sets trace_status.
stop_trace()
{
	kill -INT $trace_pid
	wait $trace_pid
	trace_status=$?
}

# total FILE NAME: a number from the summary's total.
total()
{
	sed -n 's/^{"type":"summary","total":{\(.*\)},"cpus":.*/,\1,/p' "$1" |
		sed -n 's/.*,"'"$2"'":\([^,]*\),.*/\1/p'
}

# audited FILE: sets reads, gaps, lost, trailing, cpus, cpu0, cpu0_lost, ...; a test by itself.
audited()
{
	local said
	reads=0 gaps=0 lost=0 trailing=0 cpu0=0 cpu1=0 cpu0_lost=0 cpu1_lost=0
	if said=$(audit "$2" 2>&1); then
		ok "$1: lines and summary agree"
		eval "$said"
	else
		not_ok "$1: lines and summary agree" "$said"
	fi
}

# cpu_ns PID: processor time used so far.
cpu_ns()
{
	cut -d ' ' -f 1 "/proc/$1/schedstat"
}

read_lines()
{
	grep -c '"type":"read"' "$1"
}

# wait until FILE has at least N read lines
has_reads()
{
	[ "$(read_lines "$1")" -ge "$2" ]
}

# What is loaded into the kernel, once it has stopped changing: it is freed a little late.
settled_bpfcount()
{
	local before=none now
	now=$(bpfcount)
	while [ "$now" != "$before" ]; do
		sleep 0.5
		before=$now
		now=$(bpfcount)
	done
	echo "$now"
}

# Whether that is what it was at the start.
nothing_left()
{
	[ "$(bpfcount)" = "$loaded_before" ]
}
