# SPDX-License-Identifier: GPL-2.0-only
# --follow: a process, what has descended from it, and what will; and nobody else.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}
mkfifo "$dir/go"

# A tree in the background: a grandchild that waits, and after it, as after its father, one that is
# forked only then. Sets root, and lonely: a process that is not of the tree.
start_tree()
{
	rm -f "$dir"/ready*
	# shellcheck disable=SC2016
	sh -c '(
		reads --comm inner --count 31 --ready <"$0/go" >"$0/ready1" &
		echo $! >"$0/inner"
		wait
		reads --comm late --count 7 >/dev/null
	) &
	reads --comm outer --count 11 --ready <"$0/go" >"$0/ready2"
	reads --comm late --count 5 --threads 2 >/dev/null
	wait' "$dir" &
	root=$!
	reads --comm late --count 100 --ready <"$dir/go" >"$dir/ready3" &
	lonely=$!
	exec 3>"$dir/go"
	for n in 1 2 3; do
		wait_for 10 grep -q READY "$dir/ready$n"
	done
}

# follows NAME SUM OPTION...
follows()
{
	local title="$1" sum="$2"
	shift 2
	start_trace "$dir/trace" --attach "$attach" -n inner,outer,late "$@"
	exec 3>&-
	wait $root $lonely
	stop_trace
	audited "$title" "$dir/trace"
	check_eq "$title: reads" "$sum" $((reads + lost))
	check_eq "$title: not the process beside it" 0 "$(grep -c "\"pid\":$lonely," "$dir/trace")"
}

start_tree
follows 'a tree' 54 --follow -p $root
check_eq 'a tree: processes that read' 4 \
	"$(sed -n 's/.*"type":"read".*"pid":\([0-9]*\),.*/\1/p' "$dir/trace" | sort -u | wc -l)"
start_tree
follows 'without --follow' 0 -p $root
start_tree
follows 'a grandchild alone' 31 --follow -p "$(cat "$dir/inner")"
start_tree
follows 'a tree without a grandchild' 23 --follow -p $root -P "$(cat "$dir/inner")"
start_tree
follows 'two roots, one in the other' 54 --follow -p $root,"$(cat "$dir/inner")"

start_tree
start_trace "$dir/trace" --attach "$attach" -n inner,outer,late --follow -p $root,$lonely
exec 3>&-
wait $root $lonely
stop_trace
check_eq 'two roots, apart: reads' 154 "$(read_lines "$dir/trace")"

# A grandchild with a smaller id than its father, as there are when ids start over: whoever goes
# through all processes in order meets it too early.
last=/proc/sys/kernel/ns_last_pid
cat >"$dir/root" <<'ROOT'
echo $(($$ + 1000)) >/proc/sys/kernel/ns_last_pid
sh "$1/father" "$1"
exit
ROOT
cat >"$dir/father" <<'FATHER'
echo $$ >"$1/father.pid"
echo $(($$ - 500)) >/proc/sys/kernel/ns_last_pid
reads --comm inner --count 31 --ready <"$1/go" >"$1/ready" &
echo $! >"$1/inner"
wait
FATHER
sh "$dir/root" "$dir" 2>"$dir/err" &
root=$!
exec 3>"$dir/go"
if wait_for 10 grep -q READY "$dir/ready" && [ "$(cat "$dir/inner")" -lt "$(cat "$dir/father.pid")" ]; then
	start_trace "$dir/trace" --attach "$attach" -n inner --follow -p $root
	exec 3>&-
	wait $root
	stop_trace
	check_eq 'a grandchild with a smaller id: reads' 31 "$(read_lines "$dir/trace")"
else
	exec 3>&-
	skip 'a grandchild with a smaller id' 'the kernel gave out other ids'
fi

# One that has exited, and waits for its parent to take note, is not followed: its id is somebody
# else's later.
sh -c 'sleep 0 & echo $! >"$0/zombie"; exec sleep 1000' "$dir" &
root=$!
wait_for 10 test -s "$dir/zombie"
zombie=$(cat "$dir/zombie")
wait_for 10 grep -q '^State:.Z' "/proc/$zombie/status"
start_trace "$dir/trace" --attach "$attach" -n later --follow -p $root
kill $root
wait $root 2>/dev/null
wait_for 10 test ! -e "/proc/$zombie"
echo $((zombie - 1)) >$last
reads --comm later --count 9 >/dev/null &
later=$!
wait $later
stop_trace
audited 'a child that is a zombie' "$dir/trace"
if [ $later = "$zombie" ]; then
	check_eq 'a child that is a zombie: who has its id later' 0 "$reads"
else
	skip 'a child that is a zombie: who has its id later' "got the id $later, not $zombie"
fi
finish
