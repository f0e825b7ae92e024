# SPDX-License-Identifier: GPL-2.0-only
# Two CPUs at once come out in the order of time, but for what is marked.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}
count=${ORDER_COUNT:-30000}

# Both at once: each in turns, so that the streams interleave also where one CPU has to play two.
both_cpus()
{
	local other
	reads --comm order --cpu 0 --count "$count" --rate 100000 >/dev/null &
	other=$!
	reads --comm order --cpu 1 --count "$count" --rate 100000 >/dev/null
	wait $other
}

# Of the JSON lines in FILE: how many reads are older than one before them, marked and not marked.
disorder()
{
	awk -F '[:,]' '/"type":"read"/ {
		late = /"late":true/
		if ($4 + 0 < newest) { if (late) marked++; else unmarked++ }
		else { newest = $4 + 0; if (late) wrong++ }
	} END { print "marked=" marked + 0, "unmarked=" unmarked + 0, "wrong=" wrong + 0 }' "$1"
}

for channel in perf ring mmap; do
	for buffer in 4M 4K; do
		name="$channel, $buffer"
		start_trace "$dir/trace" --attach "$attach" --channel $channel --buffer-size $buffer -n order
		both_cpus
		stop_trace
		audited "$name" "$dir/trace"
		check_eq "$name: delivered + lost" $((2 * count)) $((reads + lost))
		eval "$(disorder "$dir/trace")"
		check_eq "$name: out of order without a mark" 0 "$unmarked"
		check_eq "$name: marks without a reason" 0 "$wrong"
		check_eq "$name: stragglers in the summary" "$marked" "$(total "$dir/trace" stragglers)"
		check "$name: hardly any ($marked)" test "$marked" -le $((count / 100))
	done
done

# The same sessions in the order of arrival show that there was something to be sorted.
start_trace "$dir/trace" --attach "$attach" --order arrival -n order
both_cpus
stop_trace
audited 'arrival' "$dir/trace"
eval "$(disorder "$dir/trace")"
check "arrival: out of order ($unmarked)" test "$unmarked" -gt 10
check_eq 'arrival: nothing about stragglers' '' "$(total "$dir/trace" stragglers)"

# All formats have the same events in the same order.
for format in text csv; do
	readsnoop --attach "$attach" --format $format -q -n order >"$dir/$format" -- \
		sh -c 'reads --comm order --cpu 0 --count 1000 --rate 10000 >/dev/null &
			reads --comm order --cpu 1 --count 1000 --rate 10000 >/dev/null; wait'
done
check_eq 'text: sorted' 0 "$(awk 'NR > 2 && $1 < last { n++ } { last = $1 } END { print n + 0 }' "$dir/text")"
check_eq 'csv: sorted' 0 "$(awk -F , 'NR > 2 && $2 < last { n++ } { last = $2 } END { print n + 0 }' "$dir/csv")"
for format in text csv; do
	check_eq "$format: lines" 2001 "$(wc -l <"$dir/$format")"
done

# Nothing is held back when nothing more comes, whoever wakes the reader.
for wakeup in '--poll-interval 0' '--poll-interval 1s' '--wakeup 1' '--wakeup 100'; do
	rm -f "$dir/trace"
	# shellcheck disable=SC2086
	readsnoop --attach "$attach" -q $wakeup -n order -o "$dir/trace" &
	trace_pid=$!
	wait_for 10 test -s "$dir/trace"
	reads --comm order --cpu 1 --count 1 >/dev/null
	reads --comm order --cpu 0 --count 1 >/dev/null
	check "$wakeup: the last events show without new ones" \
		wait_for 5 sh -c "[ \$(wc -l <'$dir/trace') = 3 ]"
	kill $trace_pid
	wait $trace_pid
done
finish
