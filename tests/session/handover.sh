# SPDX-License-Identifier: GPL-2.0-only
# Single reads around the moments at which the reader goes to sleep: none may be left lying until
# another one comes. jitter lets no other one come, and waits. See env.sh and user/reader.c.
#
# An interrupted test proves little here: a moment is well below a microsecond. A reader that spins
# (--poll-interval 0) goes to sleep at a time that can be predicted to some 10 us, so it is hit
# often; tests/unit/test_handover.c is what proves that nothing else can happen.
#
# What is shown comes through a pipe, which readsnoop fills when it begins to settle: 5 ms after a
# read at the earliest. The wrappers set P50_MS and P99_MS, for how fast the machine is.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}
seconds=${HANDOVER_SECONDS:-3}

# The spinning reader and the reads on different CPUs; where there is only one, so be it.
pin='taskset 1'
reads_on='--cpu 1'
if ! taskset 2 true 2>/dev/null; then
	pin=
	reads_on=
fi

# stress CHANNEL NAME SECONDS JITTER_OPTIONS [OPTION]...: sets p99_us
stress()
{
	local name="$1, $2" channel=$1 jitter="$4 --seconds $3" said rounds=0 late=unknown
	local jitter_seed=0 events=0 p50_us=9999999 max_us=9999999
	p99_us=9999999
	shift 4
	# shellcheck disable=SC2086 # lists of words
	said=$($pin readsnoop --attach "$attach" --channel "$channel" --format json -q -n jitter "$@" |
		jitter $reads_on --patience $((2000 * ${TEST_TIME_FACTOR:-1})) $jitter)
	echo "# $name: $said"
	eval "$said"
	check "$name: at least 10 rounds" test "$rounds" -ge 10
	check_eq "$name: reads that were not shown within 2 s" 0 "$late"
	check "$name: half of them within $P50_MS ms" test "$p50_us" -le "${P50_MS}000"
}

for channel in $(readsnoop --help | sed -n '/^channels:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	[ "$channel" != hash ] || continue
	# R1 at the end of the quiet spell, R3 a settle time later. A spinning reader shares its CPU
	# with whatever runs there, so it says nothing about the longest delays.
	stress "$channel" 'spinning' "$seconds" \
		'--burst 2 --around 5025 --around 5025 --around 6060 --within 40' --poll-interval 0
	stress "$channel" 'default interval' 2 '--burst 3 --around 5200 --around 6300'
	check "$channel, default interval: 99 % of them within $P99_MS ms" \
		test "$p99_us" -le "${P99_MS}000"
done
finish
