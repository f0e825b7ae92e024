#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="tracepoint"
RATE=10000
DURATION=300
. "${0%/*}/../session/compare.sh"

# What follows is about time: where that is allowed, ahead of whatever else runs here; and the best
# of some repetitions.
rt=
! chrt -f 10 true 2>/dev/null || rt='chrt -f 10'

# best FILE CHANNEL NAME least|most
best()
{
	awk -F, -v channel="$2" -v name="$3" -v most="$4" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
		$1 == channel && (!n++ || (most == "most" ? $at > v : $at < v)) { v = $at + 0 }
		END { printf "%.0f\n", v }' "$1"
}

# A map that is polled keeps a message per interval and CPU, and counts what it replaced. Not for
# long: the second one takes a whole CPU, and the workload the other.
$rt readsnoop compare -q --format csv --channels hash:interval=1ms,hash:interval=0 --rates 10k \
	--reps 1 --duration 300ms >"$dir/csv" 2>"$dir/err"
slow=$(value "$dir/csv" hash:interval=1ms delivered)
check "polled every ms, about 1000 messages a second: $slow" [ $((slow > 150 && slow < 330)) = 1 ]
fast=$(value "$dir/csv" hash:interval=0 delivered)
check "polled without a pause, more: $fast" [ "$fast" -gt $((slow * 2)) ]
check 'in exchange for a whole core' awk \
	-v cpu="$(value "$dir/csv" hash:interval=0 reader_cpu_ns)" \
	-v other="$(value "$dir/csv" hash:interval=1ms reader_cpu_ns)" \
	'BEGIN { exit !(cpu > 5 * other) }'

# Below a message per interval nothing is replaced, and the delay is half of the interval.
$rt readsnoop compare -q --format csv --channels hash:interval=20ms --rates 20:poisson --reps 1 \
	--duration 3 >"$dir/csv" 2>"$dir/err"
delay=$(value "$dir/csv" hash:interval=20ms p50_ns)
check "polled every 20 ms: $delay ns" [ $((delay > 5000000 && delay < 16000000)) = 1 ]

# Hold the reader from outside for 20 ms out of 100: a fifth of the events is late by up to 20 ms,
# and a twentieth of those makes the p99.
hold()
{
	local child
	while kill -0 $pid 2>/dev/null; do
		for child in $(cat "/proc/$pid/task/$pid/children" 2>/dev/null); do
			case $(cat "/proc/$child/comm" 2>/dev/null) in
			readsnoop) kill -STOP "$child"; sleep 0.02; kill -CONT "$child" ;;
			esac
		done
		sleep 0.08
	done 2>/dev/null
}
paced="readsnoop compare -q --format csv --channels mmap --rates 1k --reps 4 --duration 1"
$rt $paced >"$dir/held" 2>"$dir/err" &
pid=$!
hold
wait $pid
$rt $paced >"$dir/free" 2>"$dir/err"
held=$(best "$dir/held" mmap p99_ns least)
free=$(best "$dir/free" mmap p99_ns least)
p50=$(best "$dir/held" mmap p50_ns least)
check "a reader that is held: p99 $held ns" [ "$held" -ge 15000000 ]
check "... its p50 is not: $p50 ns" [ "$p50" -lt 5000000 ]
check_eq '... nor is anything lost' 0 "$(best "$dir/held" mmap lost most)"
check "a reader that is not held: p99 $free ns" [ "$free" -lt 10000000 ]

# Without gnuplot, one line says so, and the rest is there.
mkdir "$dir/bin" && ln -s "$(command -v readsnoop)" "$dir/bin/readsnoop"
PATH=$dir/bin readsnoop compare --format csv --channels perf --rates 1k --reps 1 \
	--output "$dir/noplot" >"$dir/csv" 2>"$dir/err"
check_eq 'without gnuplot: exit status' 0 $?
check_eq 'without gnuplot: one line' 1 "$(grep -c 'no gnuplot here' "$dir/err")"
check 'without gnuplot: the data' [ -s "$dir/noplot/results.json" ]
check 'without gnuplot: the report says so' grep -q 'There was no gnuplot' "$dir/noplot/report.html"
finish
