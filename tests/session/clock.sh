# SPDX-License-Identifier: GPL-2.0-only
# Wall time is that of the event; the time between two events is never negative by time.
# SET_CLOCK=1: the wall clock may be set (in the guest).
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}

# Wall time less boot time of each read, in seconds of the day: how often which setting.
offsets()
{
	sed -n 's/.*"boot_ns":\([0-9]*\),"wall":"[^T]*T\([0-9]*\):\([0-9]*\):\([0-9.]*\)Z.*/\1 \2 \3 \4/p' "$1" |
		awk '{ printf "%.3f\n", ($2 * 3600 + $3 * 60 + $4 - $1 / 1e9 + 864000000) % 86400 }' |
		sort | uniq -c
}

date -u +%Y-%m-%dT%H:%M:%S >"$dir/before"
start_trace "$dir/trace" --attach "$attach" --clock wall -n clock
reads --comm clock --count 5 >/dev/null
stop_trace
date -u +%Y-%m-%dT%H:%M:%S >"$dir/after"
sed -n 's/.*"wall":"\([^.]*\)\.[0-9]\{9\}Z".*/\1/p' "$dir/trace" >"$dir/walls"
check_eq 'wall: every read has it' 5 "$(wc -l <"$dir/walls")"
check_eq 'wall: between the times before and after' '' \
	"$(cat "$dir/before" "$dir/walls" "$dir/after" | sort -c 2>&1)"
check 'wall: the header says so' grep -q '"clock":"wall"' "$dir/trace"

# Local time in text; the date and the zone are in the header.
TZ=XYZ-5:30 readsnoop --attach "$attach" --clock wall -q -n clock >"$dir/text" -- \
	reads --comm clock --count 2
expected=$(TZ=XYZ-5:30 date '+%Y-%m-%d +0530')
check "wall, text: date and zone ($expected)" grep -q "^  $expected " "$dir/text"
check_eq 'wall, text: times of day' 2 "$(grep -c '^[0-9][0-9]:[0-9][0-9]:[0-9][0-9]\.[0-9]\{9\} ' "$dir/text")"

for order in time arrival; do
	start_trace "$dir/trace" --attach "$attach" --clock delta --order $order -n clock
	reads --comm clock --cpu 0 --count 5000 --rate 20000 >/dev/null &
	reads --comm clock --cpu 1 --count 5000 --rate 20000 >/dev/null
	wait $!
	stop_trace
	eval "negative_$order=$(grep -c '"delta_ns":-' "$dir/trace")"
	check_eq "delta, $order: every read has it" 10000 "$(grep -c '"delta_ns":' "$dir/trace")"
done
check_eq 'delta: never negative by time' 0 "$negative_time"
check "delta: negative by arrival ($negative_arrival)" test "$negative_arrival" -gt 0

[ -n "${SET_CLOCK:-}" ] || finish

# A flood across the step, so that some events are on their way while it happens.
start_trace "$dir/trace" --attach "$attach" --clock wall -n clock
reads --comm clock --count 3000 --rate 1000 >/dev/null &
flood=$!
sleep 1
now=$(date +%s)
date -s "@$((now + 3600))" >/dev/null
sleep 1
now=$(date +%s)
date -s "@$((now - 7200))" >/dev/null
wait $flood
stop_trace
audited 'step' "$dir/trace"
offsets "$dir/trace" >"$dir/offsets"
check_eq 'step: there were three settings of the clock' 3 "$(awk '$1 > 300' "$dir/offsets" | wc -l)"
check_eq 'step: events on both sides keep theirs' 3 "$(wc -l <"$dir/offsets")"
check_eq 'step: each is said' 2 "$(grep -c 'the wall clock was set by [+-]' "$dir/trace.err")"
# While idle too: nothing but the step itself wakes us.
start_trace "$dir/trace" --attach "$attach" --clock wall -n clock
reads --comm clock --count 1 >/dev/null
sleep 1
now=$(date +%s)
date -s "@$((now + 1800))" >/dev/null
reads --comm clock --count 1 >/dev/null
stop_trace
check_eq 'step while idle: two settings' 2 "$(offsets "$dir/trace" | wc -l)"
finish
