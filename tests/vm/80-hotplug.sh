#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# CPUs that come and go while tracing: every event still has a fate. 4 CPUs possible, 2 online.
. "${0%/*}/../session/env.sh"

set_online()
{
	echo "$2" >/sys/devices/system/cpu/cpu$1/online
}

# on_cpu CPU COUNT
on_cpu()
{
	reads --comm hotplug --cpu "$1" --count "$2" >/dev/null
}

check_eq 'online at the start' 0-1 "$(cat /sys/devices/system/cpu/online)"
for channel in perf ring mmap hash; do
	start_trace "$dir/trace" --channel $channel -n hotplug -v
	on_cpu 0 1000
	on_cpu 1 1000
	# No wait before the reads: some may come before the ring does.
	set_online 2 1
	on_cpu 2 1000
	if [ $channel = perf ]; then
		check "$channel: the new CPU is noticed" \
			wait_for 10 grep -q 'CPU 2 came online' "$dir/trace.err"
		sleep 0.2
	fi
	on_cpu 2 1000
	set_online 1 0
	on_cpu 0 1000
	set_online 1 1
	on_cpu 1 1000
	[ $channel != perf ] || wait_for 10 grep -q 'CPU 1 came online' "$dir/trace.err"
	sleep 0.2
	on_cpu 1 1000
	set_online 2 0
	on_cpu 0 1000
	stop_trace
	check_eq "$channel: exit status" 0 $trace_status
	audited "$channel" "$dir/trace"
	failed=$(total "$dir/trace" failed)
	check_eq "$channel: all 8000 have a fate" 8000 $((reads + lost))
	check_eq "$channel: lost by a full ring" 0 "$(total "$dir/trace" lost)"
	check_eq "$channel: unaccounted" 0 "$(total "$dir/trace" unaccounted)"
	if [ $channel = perf ]; then
		check "$channel: at least those after the rings came arrived ($failed failed)" \
			test "$reads" -ge 6000
		check_eq "$channel: the missing ones are those that had no ring" "$failed" "$lost"
	fi
done

# A filter may name a CPU that is not there yet.
start_trace "$dir/trace" -n hotplug --cpu 2
check '--cpu with an offline CPU: is said' grep -q 'CPU 2 is offline' "$dir/trace.err"
set_online 2 1
sleep 0.2
on_cpu 0 100
on_cpu 2 1000
set_online 2 0
stop_trace
audited '--cpu with an offline CPU' "$dir/trace"
check_eq '--cpu with an offline CPU: its reads have a fate, and no others' 1000 $((reads + lost))
finish
