# SPDX-License-Identifier: GPL-2.0-only
# Filters work in the kernel, and what they leave out is counted.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}

start_trace "$dir/trace" --attach "$attach" -n nobody-has-this
reads --comm present --count 1000 >/dev/null
stop_trace
audited 'a name that nobody has' "$dir/trace"
check_eq 'a name that nobody has: reads' 0 "$reads"
check 'a name that nobody has: counted as filtered' test "$(total "$dir/trace" filtered)" -ge 1000

# Names that begin alike are not alike.
start_trace "$dir/trace" --attach "$attach" -n abcdefgh
reads --comm abcdefgh --count 11 >/dev/null
reads --comm abcdefghi --count 100 >/dev/null
reads --comm abcdefg --count 100 >/dev/null
stop_trace
check_eq 'a name of 8 bytes' 11 "$(read_lines "$dir/trace")"
start_trace "$dir/trace" --attach "$attach" -n abcdefghijklmno
reads --comm abcdefghijklmno --count 12 >/dev/null
reads --comm abcdefghijklmn --count 100 >/dev/null
stop_trace
check_eq 'a name of 15 bytes' 12 "$(read_lines "$dir/trace")"

start_trace "$dir/trace" --attach "$attach" -u 65534
reads --uid 65534 --count 13 >/dev/null
reads --count 100 >/dev/null
stop_trace
check_eq 'a user id' 13 "$(read_lines "$dir/trace")"

# Two that wait, a third that is not asked for.
mkfifo "$dir/go"
for n in 1 2 3; do
	reads --comm waiting --count 1$n --ready <"$dir/go" >"$dir/ready$n" &
	eval "pid$n=$!"
done
exec 3>"$dir/go"
for n in 1 2 3; do
	wait_for 10 grep -q READY "$dir/ready$n"
done
start_trace "$dir/trace" --attach "$attach" -p "$pid1,$pid2"
pid_trace=$trace_pid
start_trace "$dir/tids" --attach "$attach" -t "$pid2" -t "$pid3"
exec 3>&-
wait $pid1 $pid2 $pid3
stop_trace
trace_pid=$pid_trace
stop_trace
check_eq 'a list of processes' 23 "$(read_lines "$dir/trace")"
check_eq 'a list of processes: the third' 0 "$(grep -c "\"pid\":$pid3," "$dir/trace")"
check_eq 'threads, given twice' 25 "$(read_lines "$dir/tids")"
finish
