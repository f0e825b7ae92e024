# SPDX-License-Identifier: GPL-2.0-only
# "-- COMMAND": its reads and its children's, from the first to the last, and nobody else's.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}

# trace_command COMMAND...: sets status
trace_command()
{
	readsnoop --format json -o "$dir/trace" --attach "$attach" "$@" >"$dir/out" 2>"$dir/err"
	status=$?
}

reads --comm bystander --rate 500 --count 100000 >/dev/null &
bystander=$!

trace_command -- dd if=/dev/zero of=/dev/null bs=1 count=5000
check_eq 'dd: exit status' 0 $status
audited dd "$dir/trace"
# Its own, and those of its start-up: as many as without us.
expected=5000
if command -v strace >/dev/null; then
	strace -o "$dir/strace" -e trace=read,pread64 dd if=/dev/zero of=/dev/null bs=1 count=5000 2>/dev/null
	expected=$(grep -cE '^(read|pread64)\(' "$dir/strace")
fi
check_eq 'dd: reads, start-up included' "$expected" "$reads"
check_eq "dd: one process" 1 "$(sed -n 's/.*"pid":\([0-9]*\),.*/\1/p' "$dir/trace" | sort -u | wc -l)"

trace_command -n child -- sh -c 'reads --comm child --count 100; (reads --comm child --count 200 & wait)'
check_eq 'children: reads' 300 "$(read_lines "$dir/trace")"
check_eq 'children: processes' 2 "$(sed -n 's/.*"pid":\([0-9]*\),.*/\1/p' "$dir/trace" | sort -u | wc -l)"

trace_command -n thread -- reads --comm thread --threads 4 --count 400
check_eq 'threads: reads' 400 "$(read_lines "$dir/trace")"
check_eq 'threads: ids' 4 "$(sed -n 's/.*"tid":\([0-9]*\),.*/\1/p' "$dir/trace" | sort -u | wc -l)"
check_eq 'threads: one process' 1 "$(sed -n 's/.*"pid":\([0-9]*\),.*/\1/p' "$dir/trace" | sort -u | wc -l)"

check 'the bystander is still there' kill $bystander
check 'the bystander never shows' sh -c "! grep -q bystander '$dir/trace'"

trace_command -- sh -c 'echo to stdout; exit 7'
check_eq 'exit 7: status' 7 $status
check_eq 'the command keeps its stdout' 'to stdout' "$(cat "$dir/out")"
trace_command -- sh -c 'kill -TERM $$'
check_eq 'killed by SIGTERM: status' 143 $status
trace_command -- /no/such/command
check_eq 'no such command: status' 127 $status
check 'no such command: is named' grep -q "'/no/such/command' failed: No such file" "$dir/err"
trace_command -- /dev
check_eq 'not executable: status' 126 $status

# Whoever starts us may ignore SIGCHLD; and an id is not to be mistaken in another namespace.
(trap '' CHLD; exec timeout 20 readsnoop -q -o "$dir/trace" --attach "$attach" -- sh -c 'exit 5')
check_eq 'SIGCHLD ignored: status' 5 $?
if unshare -pf true 2>/dev/null; then
	unshare -pf readsnoop --attach "$attach" -- true 2>"$dir/err"
	check_eq 'in another PID namespace: status' 4 $?
	check 'in another PID namespace: says so' grep -q 'PID namespace' "$dir/err"
fi

# Tracing may end before the command does; it is left alone, and its status still counts.
trace_command --count 3 -- sh -c 'reads --count 10; sleep 0.3; exit 9'
check_eq '--count ends before the command: status' 9 $status
check_eq '--count ends before the command: reads' 3 "$(read_lines "$dir/trace")"
audited '--count ends before the command' "$dir/trace"

# The command gets the signal that we get, also after tracing has ended; its status is the answer.
for limit in 1000000 1; do
	readsnoop -q -o "$dir/trace" --attach "$attach" --count $limit -- \
		sh -c 'trap "exit 6" TERM; reads --count 10 >/dev/null; echo started >"$0"; while :; do sleep 0.1; done' \
		"$dir/started" 2>/dev/null &
	trace_pid=$!
	wait_for 10 test -s "$dir/started"
	kill -TERM $trace_pid
	wait $trace_pid
	check_eq "SIGTERM is passed on (--count $limit): status" 6 $?
	rm "$dir/started"
done
finish
