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

# One that has exited, and waits for its parent to say so, has nothing to be followed; its id is
# somebody else's later.
sh -c 'sleep 0 & echo $! >"$0/zombie"; exec sleep 1000' "$dir" &
root=$!
wait_for 10 sh -c "grep -q '^State:.Z' /proc/\$(cat '$dir/zombie')/status"
readsnoop --format json -o "$dir/trace" -d 200ms --attach "$attach" --follow -p $root 2>"$dir/err"
check_eq 'a child that is a zombie: exit status' 0 $?
kill $root
finish
