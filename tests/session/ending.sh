# SPDX-License-Identifier: GPL-2.0-only
# All the ways in which a session ends, and none leaves anything behind.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}
loaded_before=$(settled_bpfcount)

for signal in INT TERM HUP; do
	start_trace "$dir/trace" --attach "$attach" -n ending
	reads --comm ending --count 100 >/dev/null
	kill -$signal $trace_pid
	wait $trace_pid
	check_eq "SIG$signal: exit status" 0 $?
	audited "SIG$signal" "$dir/trace"
	check_eq "SIG$signal: reads up to the end" 100 "$reads"
done

start_trace "$dir/trace" --attach "$attach" -n ending
reads --comm ending --count 77 >/dev/null
kill -USR1 $trace_pid
wait_for 10 grep -q '"type":"stats"' "$dir/trace"
check 'SIGUSR1: the ledger so far' grep -q '"type":"stats".*"hits":[0-9]*,.*"pending":' "$dir/trace"
reads --comm ending --count 3 >/dev/null
stop_trace
audited SIGUSR1 "$dir/trace"
check_eq 'SIGUSR1: it goes on' 80 "$reads"

(trap '' HUP; exec readsnoop -d 2 -q -o "$dir/trace" --attach "$attach" -n ending) &
trace_pid=$!
wait_for 10 test -s "$dir/trace"
kill -HUP $trace_pid
wait_for 10 sh -c "reads --comm ending --count 1 >/dev/null; grep -q ' ending$' '$dir/trace'"
check_eq 'SIGHUP under nohup: ignored' 0 $?
kill $trace_pid
wait $trace_pid
rm "$dir/trace"

readsnoop -d 300ms --format json -o "$dir/trace" --attach "$attach" -n ending 2>/dev/null
check_eq '--duration: exit status' 0 $?
audited '--duration' "$dir/trace"

reads --comm ending --count 5000 --rate 5000 >/dev/null &
readsnoop --count 50 --format json -o "$dir/trace" --attach "$attach" -n ending --strict 2>/dev/null
check_eq '--count: exit status, also under --strict' 0 $?
audited '--count' "$dir/trace"
check_eq '--count: reads' 50 "$reads"
wait

# A reader that goes away, while events come and while none do.
reads --comm ending --count 5000 --rate 5000 >/dev/null &
(readsnoop --attach "$attach" -n ending 2>"$dir/err"; echo $? >"$dir/status") | head -n 3 >"$dir/out"
check_eq 'head -n 3: lines' 3 "$(wc -l <"$dir/out")"
wait_for 10 test -s "$dir/status"
check_eq 'head -n 3: exit status' 0 "$(cat "$dir/status")"
check_eq 'head -n 3: nothing on stderr but notices' 0 "$(grep -vc 'no kprobe' "$dir/err")"
wait
rm "$dir/status"
(readsnoop --attach "$attach" -n nobody 2>/dev/null; echo $? >"$dir/status") | head -n 1 >"$dir/out"
check 'a pipe closed while idle ends it' wait_for 10 test -s "$dir/status"

# A reader that does not read: events are counted as lost, memory stays, Ctrl-C works. All that is
# read at first is the header, which says that the probe is attached.
mkfifo "$dir/pipe"
readsnoop --format json --buffer-size 64K --attach "$attach" -n ending >"$dir/pipe" 2>"$dir/err" &
trace_pid=$!
exec 3<"$dir/pipe"
read -r header <&3
reads --comm ending --count 30000 >/dev/null
# The ledger on request waits for the reader too, and spoils nothing.
kill -USR1 $trace_pid
kill -USR1 $trace_pid
sleep 0.3
kill -INT $trace_pid
sleep 0.3
check 'stalled: one signal waits for the reader' kill -0 $trace_pid
{ echo "$header"; cat <&3; } >"$dir/trace"
exec 3<&-
wait $trace_pid
check_eq 'stalled: exit status' 0 $?
audited stalled "$dir/trace"
check_eq 'stalled: delivered + lost' 30000 $((reads + lost))
check 'stalled: some were lost' test "$lost" -gt 0

readsnoop --format json --attach "$attach" -n ending >"$dir/pipe" 2>"$dir/err" &
trace_pid=$!
exec 3<"$dir/pipe"
read -r header <&3
reads --comm ending --count 30000 >/dev/null
kill -INT $trace_pid
sleep 0.3
kill -INT $trace_pid
wait $trace_pid
check_eq 'stalled: a second SIGINT ends it at once' 130 $?
exec 3<&-

# Nobody reads: that is given up after five seconds, although a timer wakes us meanwhile.
readsnoop -q -d 2 --stats 300ms --attach "$attach" -n ending >"$dir/pipe" 2>"$dir/err" &
trace_pid=$!
exec 3<"$dir/pipe"
read -r header <&3
reads --comm ending --count 30000 >/dev/null
started=$(tests_clock)
wait $trace_pid
check_eq 'nobody reads: exit status' 1 $?
waited=$(($(tests_clock) - started))
check "nobody reads: given up in time (after $waited hundredths)" \
	test $waited -le $((1100 * ${TEST_TIME_FACTOR:-1}))
check 'nobody reads: said so' grep -q 'gave up: nobody reads it' "$dir/err"
exec 3<&-

# A reader that was held up gets all of it afterwards, also where only the kernel wakes us.
for channel in perf ring mmap; do
	for wakeup in 1 100; do
		readsnoop --format json --attach "$attach" --channel $channel --wakeup $wakeup -n ending \
			2>/dev/null >"$dir/pipe" &
		trace_pid=$!
		exec 3<"$dir/pipe"
		read -r header <&3
		reads --comm ending --count 20000 >/dev/null
		cat <&3 >"$dir/trace" &
		cat_pid=$!
		exec 3<&-
		# 100 does not divide 20000 on each CPU alone, so the rest comes with the time limit.
		check "held up, $channel, --wakeup $wakeup: all arrives" \
			wait_for 10 has_reads "$dir/trace" 20000
		stop_trace
		wait $cat_pid
		wait_for 10 nothing_left
	done
done

# One lost wakeup stops the kernel's own policy for good: it wakes nobody but a reader that has
# caught up. A flood has many moments at which the reader is about to sleep.
for channel in perf ring mmap; do
	start_trace "$dir/trace" --attach "$attach" --channel $channel --wakeup 1 -n ending
	for n in 1 2 3; do
		reads --comm ending --cpu $((n % 2)) --count 40000 >/dev/null
		check "flood, $channel, --wakeup 1: all is there in time, round $n" \
			wait_for 5 has_reads "$dir/trace" $((n * 40000))
	done
	stop_trace
done

# Killed at any moment, from the start-up to the end.
for after in 0.005 0.01 0.02 0.04 0.08 0.15 0.3 0.6; do
	readsnoop --attach "$attach" -o "$dir/trace" -- reads --count 1000000 >/dev/null 2>&1 &
	trace_pid=$!
	sleep $after
	kill -KILL $trace_pid
	wait $trace_pid 2>/dev/null
done
check 'SIGKILL: no program, map or link stays' wait_for 10 nothing_left
for events in /sys/kernel/tracing/kprobe_events /sys/kernel/debug/kprobes/list; do
	[ -r $events ] || continue
	check_eq "SIGKILL: $events" 0 "$(grep -c vfs_read $events)"
done
finish
