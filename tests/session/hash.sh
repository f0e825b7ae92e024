# SPDX-License-Identifier: GPL-2.0-only
# The polled hash: consumed + overwritten + remaining = hits, quiet and flooded. See env.sh.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}

start_trace "$dir/trace" --attach "$attach" --channel hash -n polled
reads --comm polled --cpu 0 --count 20 --rate 20 >/dev/null
reads --comm polled --cpu 1 --count 20 --rate 20 >/dev/null
stop_trace
audited quiet "$dir/trace"
check_eq 'quiet: consumed' 40 "$(total "$dir/trace" delivered)"
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
