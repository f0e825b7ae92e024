# SPDX-License-Identifier: GPL-2.0-only
# A reader that is stopped loses events, and says which. See env.sh.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}
count=20000

flood()
{
	reads --comm flood --cpu 0 --count $count >/dev/null
	reads --comm flood --cpu 1 --count $count >/dev/null
}

for channel in perf ring mmap; do
	start_trace "$dir/trace" --attach "$attach" --channel $channel -n flood --buffer-size 4096 --strict
	kill -STOP $trace_pid
	flood
	kill -CONT $trace_pid
	wait_for 20 has_reads "$dir/trace" 1
	# One by one, so that they are sure to find room; the first names the gap before it.
	reads --comm flood --cpu 0 --count 5 --rate 20 >/dev/null
	reads --comm flood --cpu 1 --count 5 --rate 20 >/dev/null
	kill -STOP $trace_pid
	flood
	# It shall find the signal before anything else when it goes on.
	kill -INT $trace_pid
	kill -CONT $trace_pid
	wait $trace_pid
	check_eq "$channel: exit status under --strict" 5 $?
	audited "$channel" "$dir/trace"
	check_eq "$channel: delivered + lost" $((4 * count + 10)) $((reads + lost))
	check "$channel: thousands are lost" test "$lost" -gt $((2 * count))
	check "$channel: the last gap has a line too" test "$trailing" -gt 1000
	check "$channel: a gap line in each flood" test "$gaps" -ge 2
	check_eq "$channel: lost in the summary" "$lost" "$(total "$dir/trace" lost)"
	check_eq "$channel: unaccounted" 0 "$(total "$dir/trace" unaccounted)"
done
finish
