# SPDX-License-Identifier: GPL-2.0-only
# top adds up what a known workload does, to the read and the byte. See env.sh.
. "${0%/*}/../session/live.sh"

count=50003

# One process on each CPU, and one more that has gone before the interval ends.
workload()
{
	reads --comm topa --cpu 0 --count $count --size 37 >/dev/null &
	first=$!
	reads --comm topb --cpu 1 --count $count --size 4096 >/dev/null &
	second=$!
	wait $first $second
	reads --comm gone --uid 4242 --count 1 --size 7 >/dev/null
}

# check_row NAME PATTERN READS BYTES
check_row()
{
	check_eq "$1: reads" "$3" "$(sum "$dir/top" top reads "$2")"
	check_eq "$1: bytes" "$4" "$(sum "$dir/top" top bytes "$2")"
}

for attach in $ATTACHES; do
	start_live "$dir/top" top 100ms --attach "$attach" -n topa,topb,gone,long
	workload
	# Not beside the others: newer kernels preempt a program, and miss what comes meanwhile.
	reads --comm long --count 1000 --rate 2000 >/dev/null
	stop_trace
	check_eq "$attach: exit status" 0 $trace_status
	check_row "$attach, process" "\"pid\":$first,\"comm\":\"topa\"" $count $((count * 37))
	check_row "$attach, other process" "\"pid\":$second,\"comm\":\"topb\"" $count $((count * 4096))
	check_row "$attach, process that has gone" '"comm":"gone"' 1 7
	check_closed "$attach" "$dir/top" top
	check_eq "$attach: sums of the intervals" "$(sum "$dir/top" interval reads)" \
		"$(sum "$dir/top" top reads)"
	check_row "$attach, over several intervals" '"comm":"long"' 1000 1000
	check "$attach: several intervals" test "$(grep -c '"comm":"long"' "$dir/top")" -ge 3
done

attach=${ATTACHES%% *}

# by KEY: one long interval
by()
{
	start_live "$dir/top" top 60s --attach "$attach" --by "$1" -n topa,topb,gone
	workload
	stop_trace
	check_closed "by $1" "$dir/top" top
}

by comm
check_row 'by comm' '"comm":"topb"' $count $((count * 4096))
check_eq 'by comm: rows' 3 "$(lines "$dir/top" top)"
by cpu
check_row 'by cpu: all' '"cpu"' $((2 * count + 1)) $((count * 4133 + 7))
check 'by cpu: CPU 0' test "$(sum "$dir/top" top reads '"cpu":0')" -ge $count
by uid
check_row 'by uid' '"uid":4242' 1 7
by file
check_row 'by file' '"file":"zero"' $((2 * count + 1)) $((count * 4133 + 7))
check_eq 'by file: rows' 1 "$(lines "$dir/top" top)"
by none
check_eq 'by none: rows' 1 "$(lines "$dir/top" top)"

# More names than there are rows: the rest is together, and nothing is missing.
readsnoop top 60s --attach "$attach" --by comm --format json -o "$dir/top" -- names 5000
check_eq 'full table: rows' 4097 "$(lines "$dir/top" top)"
check_eq 'full table: others' 904 "$(sum "$dir/top" top reads '"others":true')"
check_eq 'full table: reads' 5000 "$(sum "$dir/top" top reads)"
check_closed 'full table' "$dir/top" top

# A failed read counts, and brings nothing.
start_live "$dir/top" top 60s --attach "$attach" --by comm -n cat --errors
for i in 1 2 3; do
	cat "$dir" 2>/dev/null
done
stop_trace
check_eq 'errors: reads' 3 "$(sum "$dir/top" top reads)"
check_eq 'errors: errors' 3 "$(sum "$dir/top" top errors)"
check_eq 'errors: bytes' 0 "$(sum "$dir/top" top bytes)"

# The percentile against a trace of the same reads: within 6.25 %, and a little for two probes, which
# may also differ in which of the few longest reads comes where.
start_trace "$dir/trace" --attach "$attach" -n slow --details
traced=$trace_pid
start_live "$dir/top" top 60s --attach "$attach" -n slow
slow_reads 150
stop_trace
trace_pid=$traced
stop_trace
sed -n 's/^{"type":"read",.*"duration_ns":\([0-9]*\).*/\1/p' "$dir/trace" | sort -n >"$dir/durations"
check_eq 'percentile: reads' "150 150" "$(wc -l <"$dir/durations" | tr -d ' ') $(sum "$dir/top" top reads)"
check 'percentile: p99' awk -v least="$(sed -n 147p "$dir/durations")" \
	-v most="$(sed -n 150p "$dir/durations")" -v shown="$(sum "$dir/top" top p99_ns)" 'BEGIN {
		print least, most, shown
		exit !(least >= 20e6 && shown >= least * 0.93 && shown <= most * 1.07)
	}'
check 'percentile: mean' awk -v shown="$(sum "$dir/top" top mean_ns)" '
	{ all += $1 }
	END {
		print all / NR, shown
		exit !(shown >= all / NR * 0.95 && shown <= all / NR * 1.05)
	}' "$dir/durations"

# INTERVAL COUNT, and what comes after the last interval is in the ledger.
readsnoop top 100ms 3 --attach "$attach" --format json >"$dir/top" 2>"$dir/err" </dev/null
check_eq 'count: exit status' 0 $?
check_eq 'count: intervals' 3 "$(lines "$dir/top" interval)"
check_eq 'count: unaccounted' 0 "$(total "$dir/top" unaccounted)"

# Lines: a header at once, no byte that a process chose, at most N rows.
readsnoop top 60s --attach "$attach" -- reads --comm 'a\x1b[2Jb\x0a' --count 10 >"$dir/text" 2>"$dir/err"
check 'lines: header' sh -c "head -n 1 '$dir/text' | grep -q '^readsnoop top by process, attached by $attach'"
check 'lines: escaped name' grep -qF 'a\x1b[2Jb\x0a' "$dir/text"
check_eq 'lines: control bytes' 0 "$(tr -d '\n -~' <"$dir/text" | wc -c | tr -d ' ')"
check_eq 'lines: at most 80 columns' 0 "$(awk 'length > 80' "$dir/text" | wc -l | tr -d ' ')"
readsnoop top 60s --attach "$attach" --by comm --rows 2 -- names 5 >"$dir/text" 2>"$dir/err"
check 'lines: --rows' grep -q '^\.\.\. and 3 more$' "$dir/text"

readsnoop top -q --attach "$attach" -- sh -c 'exit 7' >/dev/null 2>&1
check_eq "the command's status" 7 $?
(readsnoop top 50ms --attach "$attach" 2>"$dir/err"; echo $? >"$dir/status") | head -n 1 >/dev/null
check_eq 'output closed: exit status' 0 "$(cat "$dir/status")"
check_eq 'output closed: quiet' '' "$(cat "$dir/err")"
finish
