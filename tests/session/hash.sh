# SPDX-License-Identifier: GPL-2.0-only
# The polled hash: consumed + overwritten + remaining = hits, quiet and flooded. See env.sh.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}

start_trace "$dir/trace" --attach "$attach" --channel hash -n polled
# The next one only when the last has arrived: however late a busy machine lets the poll come.
for count in 1 2 3 4 5 6 7 8 9 10; do
	reads --comm polled --cpu 0 >/dev/null
	reads --comm polled --cpu 1 >/dev/null
	wait_for 20 has_reads "$dir/trace" $((2 * count))
done
stop_trace
audited quiet "$dir/trace"
check_eq 'quiet: consumed' 20 "$(total "$dir/trace" delivered)"
check_eq 'quiet: overwritten' 0 "$(total "$dir/trace" coalesced)"

for interval in 0 1ms 50ms; do
	start_trace "$dir/trace" --attach "$attach" --channel hash -n polled --poll-interval $interval
	reads --comm polled --cpu 0 --count 50000 >/dev/null
	reads --comm polled --cpu 1 --count 50000 >/dev/null
	stop_trace
	name="flooded, interval $interval"
	audited "$name" "$dir/trace"
	check_eq "$name: consumed + overwritten + remaining" 100000 \
		$(($(total "$dir/trace" delivered) + $(total "$dir/trace" coalesced) +
			$(total "$dir/trace" remaining)))
	check "$name: some were overwritten" test "$(total "$dir/trace" coalesced)" -gt 0
	check "$name: some were consumed" test "$(total "$dir/trace" delivered)" -gt 0
	check_eq "$name: unaccounted" 0 "$(total "$dir/trace" unaccounted)"
done
finish
