# SPDX-License-Identifier: GPL-2.0-only
# What --details and --path say about each read, and reads that do not return in time. See env.sh.
. "${0%/*}/../session/env.sh"

# By names of this run's own, so that another one on the same machine does not count.
details=details$$
blocked=blocked$$
for program in details blocked; do
	ln -s "$(command -v $program)" "$dir/$program$$"
done

# members FILE: of each read its duration and, behind a tab, what else --details has added.
members()
{
	sed -n 's/^{"type":"read",.*,\("requested":[^,]*,"ret":[^,]*\)\(,"errno":"[A-Z]*"\)*,"duration_ns":\([0-9]*\)\(,"file":.*\)}$/\3	\1\2\4/p' "$1"
}

# expected ATTACH: the lines of the workload that this kind of probe sees
expected()
{
	case $1 in
	tracepoint) cat "$dir/said" ;;
	*) grep '^vfs' "$dir/said" ;;
	esac
}

# run_details [OPTION]...: the workload, below a short path
run_details()
{
	rm -rf "$dir/w"
	mkdir "$dir/w"
	"$dir/$details" "$dir/w" "$@" >"$dir/said" || not_ok 'the workload' "exit status $?"
}

check_members()
{
	audited "$1" "$dir/trace"
	expected "$2" >"$dir/expected"
	cut -f 4 "$dir/expected" >"$dir/want"
	members "$dir/trace" | cut -f 2 >"$dir/have"
	check "$1: calls, sizes, results and files" diff "$dir/want" "$dir/have"
	members "$dir/trace" | cut -f 1 | paste - "$dir/expected" >"$dir/durations"
	check_eq "$1: durations within those of the caller" '' \
		"$(awk '$1 + 0 < $3 + 0 || $1 + 0 > $4 + 0' "$dir/durations")"
}

for attach in $ATTACHES; do
	for channel in perf ring mmap; do
		start_trace "$dir/trace" --attach "$attach" --channel $channel -n $details --path
		run_details
		stop_trace
		check_members "$attach, $channel, --path" "$attach"
	done
	start_trace "$dir/trace" --attach "$attach" -n $details --details
	run_details --name
	stop_trace
	check_members "$attach, --details" "$attach"
done

attach=${ATTACHES%% *}

# What a filter has left, out of what the workload did.
filtered_run()
{
	start_trace "$dir/trace" --attach "$attach" -n $details --path "$@"
	run_details
	stop_trace
	audited "$*" "$dir/trace"
	expected "$attach" | cut -f 4 >"$dir/all"
	members "$dir/trace" | cut -f 2 >"$dir/have"
}

filtered_run --errors
grep '"ret":-' "$dir/all" >"$dir/want"
check '--errors' diff "$dir/want" "$dir/have"
filtered_run --min-bytes 70
grep -E '"ret":([7-9][0-9]|[0-9]{3,}),' "$dir/all" >"$dir/want"
check '--min-bytes' diff "$dir/want" "$dir/have"
filtered_run --min-duration 20ms
check '--min-duration: the read that waits' grep -q '"requested":100,"ret":1,.*pipe' "$dir/have"
check_eq '--min-duration: no shorter one' '' "$(members "$dir/trace" | awk '$1 + 0 < 20000000')"
check '--min-duration: what is left out is counted' \
	test "$(($(total "$dir/trace" filtered) + $(total "$dir/trace" delivered)))" -ge "$(wc -l <"$dir/all")"

# start_blocked [ARGUMENT]...: readers that wait until release_blocked
start_blocked()
{
	rm -f "$dir/go"
	mkfifo "$dir/go"
	"$dir/$blocked" "$@" <"$dir/go" >"$dir/ready" &
	blocked_pid=$!
	exec 3>"$dir/go"
	wait_for 20 grep -q READY "$dir/ready"
}

release_blocked()
{
	exec 3>&-
	wait $blocked_pid
}

# check_seen NAME WANTED SEEN: all, less at most what the kernel says it did not call us for. It
# skips a program that was preempted on the same CPU, which on a preemptible kernel (7.x) many
# readers at once bring about with every kind of probe but kprobe.
check_seen()
{
	local missed
	missed=$(total "$dir/trace" missed)
	[ "$missed" != null ] || missed=0
	check "$1: $2, got $3, missed $missed" \
		test "$3" -le "$2" -a $(($3 + missed)) -ge "$2"
}

# What --strict must end with.
strict_status()
{
	case "$(total "$dir/trace" missed) $(total "$dir/trace" returns_missed) $(total "$dir/trace" failed)" in
	'0 0 0' | 'null 0 0') echo 0 ;;
	*) echo 5 ;;
	esac
}

for attach in $ATTACHES; do
	start_trace "$dir/trace" --attach "$attach" -n $blocked --details --strict
	start_blocked 100
	release_blocked
	stop_trace
	name="$attach, 100 at once"
	audited "$name" "$dir/trace"
	missed=$(total "$dir/trace" returns_missed)
	check_eq "$name: unfinished" 0 "$(total "$dir/trace" unfinished)"
	check_seen "$name: shown, or return missed" 100 $((reads + missed))
	[ "$attach" != kprobe ] ||
		check "$name: a kretprobe has no place for all" test "$missed" -gt 0
	check_eq "$name: exit status with --strict" "$(strict_status)" $trace_status

	# Begun on CPU 0, returned on CPU 1.
	start_trace "$dir/trace" --attach "$attach" -n $blocked --details
	start_blocked 2 --move
	release_blocked
	stop_trace
	name="$attach, moved to another CPU"
	audited "$name" "$dir/trace"
	check_seen "$name: shown where it returned" 2 $((cpu1 + $(total "$dir/trace" returns_missed)))
	check_eq "$name: not where it began" 0 "$cpu0"
	check_eq "$name: unfinished" 0 "$(total "$dir/trace" unfinished)"

	start_trace "$dir/trace" --attach "$attach" -n $blocked --details
	start_blocked 1
	kill -KILL $blocked_pid
	release_blocked
	stop_trace
	name="$attach, killed"
	audited "$name" "$dir/trace"
	check_eq "$name: shown" 1 "$(members "$dir/trace" | grep -c '"errno":"ERESTARTSYS"')"
	check_eq "$name: unfinished" 0 "$(total "$dir/trace" unfinished)"

	start_trace "$dir/trace" --attach "$attach" -n $blocked --details --strict
	start_blocked 3
	stop_trace
	name="$attach, still waiting at the end"
	audited "$name" "$dir/trace"
	check_seen "$name: unfinished" 3 "$(total "$dir/trace" unfinished)"
	check_eq "$name: shown" 0 "$reads"
	check_eq "$name: not missing for --strict" "$(strict_status)" $trace_status
	# The other way round: what began before is not ours.
	start_trace "$dir/trace" --attach "$attach" -n $blocked --details --strict
	release_blocked
	stop_trace
	audited "$attach, begun before" "$dir/trace"
	check_eq "$attach, begun before: none" '0 0' "$reads $(total "$dir/trace" unfinished)"
done

attach=${ATTACHES##* }
start_trace "$dir/trace" --attach "$attach" -n $blocked --details --in-flight 4 --strict
start_blocked 10
release_blocked
stop_trace
audited '--in-flight' "$dir/trace"
check_seen '--in-flight: shown' 4 $((reads + $(total "$dir/trace" returns_missed)))
check_seen '--in-flight: shown or counted' 10 \
	$((reads + $(total "$dir/trace" returns_missed) + $(total "$dir/trace" failed)))
failed=$(total "$dir/trace" failed)
[ "$failed" = 0 ] ||
	check '--in-flight: as what they are' grep -q '"unremembered":'"$failed" "$dir/trace"
check_eq '--in-flight: which --strict tells' 5 $trace_status

readsnoop -q --attach "$attach" --details -o "$dir/text" -- reads --count 3 --file /proc/version >/dev/null
check_eq 'text: lines below 80 columns' '4 0' "$(wc -l <"$dir/text") $(grep -c '.\{80\}' "$dir/text")"
check_eq 'text: columns' 3 "$(grep -c ' reads  *[01]/1  *[0-9]*\.[0-9]\{3\} version$' "$dir/text")"
finish
