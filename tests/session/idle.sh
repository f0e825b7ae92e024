# SPDX-License-Identifier: GPL-2.0-only
# With nothing to read the reader does nothing at all.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}

for channel in perf ring mmap; do
	# A filter, because the machine may not be as quiet as the test wants.
	start_trace "$dir/$channel" --attach "$attach" --channel $channel -n idle
	eval "pid_$channel=$trace_pid"
done
reads --comm idle --count 10 >/dev/null
sleep 1
for channel in perf ring mmap; do
	eval "pid=\$pid_$channel"
	eval "before_$channel=$(cpu_ns $pid)"
	eval "switches_$channel=$(awk '/^voluntary/ {print $2}' /proc/$pid/status)"
done
sleep 10
for channel in perf ring mmap; do
	eval "pid=\$pid_$channel before=\$before_$channel switches=\$switches_$channel"
	used=$(($(cpu_ns $pid) - before))
	check "$channel: below 10 ms of processor time in 10 s ($used ns)" test $used -lt 10000000
	check_eq "$channel: wakeups in 10 s" 0 \
		$(($(awk '/^voluntary/ {print $2}' /proc/$pid/status) - switches))
	trace_pid=$pid
	stop_trace
	check_eq "$channel: it was alive" 10 "$(read_lines "$dir/$channel")"
done
finish
