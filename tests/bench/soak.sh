#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# soak.sh [SECONDS]: every CPU reads flat out, and whoever reads the output stalls again and again
# (64 MiB, then a pause). Memory must stay flat, and at the end every read has its fate: as many
# hits as were made, and lines, gaps and summary that agree (tests/workload/audit).
#
# Natively, by "make soak"; too long for every test run. Memory is that of readsnoop's own pages:
# the rings are the kernel's, and of a fixed size.
ATTACHES=${ATTACHES:-auto}
. "${0%/*}/../session/env.sh"

seconds=${1:-600}
# Pages that a process has, once it has warmed up, may still come and go a little.
slack_kib=1024

# Hand on 64 MiB at a time, with pauses, until the input ends.
stall()
{
	local passed=1
	while [ "$passed" -gt 0 ]; do
		passed=$(head -c 64M | tee /dev/fd/3 | wc -c)
		sleep "$((passed > 0))"
	done 3>&1
}

# reader CPU: reads until the time is over; prints how many.
reader()
{
	local made=0 end=$(($(date +%s) + seconds))
	while [ "$(date +%s)" -lt "$end" ]; do
		reads --comm soak --cpu "$1" --count 1000000 >/dev/null
		made=$((made + 1000000))
	done
	echo $made
}

own_kib()
{
	awk '/^RssAnon/ { print $2 }' "/proc/$1/status"
}

mkfifo "$dir/pipe"
stall <"$dir/pipe" | audit /dev/stdin >"$dir/books" 2>"$dir/complaint" &
books_pid=$!
# env.sh waits for a file that is not empty; a pipe never is.
readsnoop --format json -n soak --attach "$ATTACHES" >"$dir/pipe" 2>"$dir/err" &
trace_pid=$!
wait_for 20 grep -q . "$dir/err" || sleep 2

cpus=$(getconf _NPROCESSORS_ONLN)
cpu=0
while [ $cpu -lt "$cpus" ]; do
	reader $cpu >"$dir/made$cpu" &
	readers="$readers $!"
	cpu=$((cpu + 1))
done
sleep $((seconds / 10 + 1))
early=$(own_kib $trace_pid)
highest=$early
while kill -0 ${readers##* } 2>/dev/null; do
	now=$(own_kib $trace_pid)
	[ "$now" -le "$highest" ] || highest=$now
	sleep 1
done
wait $readers
kill -INT $trace_pid
wait $trace_pid
check_eq 'exit status' 0 $?
wait $books_pid
check_eq 'lines and summary agree' '' "$(cat "$dir/complaint")"
eval "$(cat "$dir/books")"
made=$(cat "$dir"/made* | awk '{ sum += $1 } END { printf "%d", sum }')
echo "# $made reads in $seconds s: ${reads:-0} shown, ${lost:-0} lost; own memory $early KiB, at most $highest KiB"
check_eq 'shown + lost = made' "$made" $((${reads:-0} + ${lost:-0}))
check 'it was a flood: the readers of the output stalled it' test "${lost:-0}" -gt 0
check 'memory stays flat' test "$highest" -le $((early + slack_kib))
finish
