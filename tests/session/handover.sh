# SPDX-License-Identifier: GPL-2.0-only
# Single reads around the moments at which the reader goes to sleep: none may be left lying until
# another one comes. jitter lets no other one come, and waits. See env.sh and user/reader.c.
#
# An interrupted test proves little here: a moment is well below a microsecond. A reader that spins
# (--poll-interval 0) goes to sleep at a time that can be predicted to some 10 us, so it is hit
# often; tests/unit/test_handover.c is what proves that nothing else can happen.
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

# stress CHANNEL NAME SECONDS JITTER_OPTIONS [OPTION]...
stress()
{
	local name="$1, $2" channel=$1 jitter="$4 --seconds $3" said events=0
	shift 4
	# shellcheck disable=SC2086 # lists of words
	said=$($pin readsnoop --attach "$attach" --channel "$channel" --format json -q -n jitter "$@" |
		jitter $reads_on --patience $((2000 * ${TEST_TIME_FACTOR:-1})) $jitter)
	echo "# $name: $said"
	eval "$said"
	check "$name: at least 10 rounds" test "${rounds:-0}" -ge 10
	check_eq "$name: reads that were not shown in 2 s" 0 "${late:-unknown}"
	check "$name: 99 % are shown within ${P99_MS} ms" test "${p99_us:-9999999}" -le ${P99_MS}000
}

for channel in $(readsnoop --help | sed -n '/^channels:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	[ "$channel" != hash ] || continue
	# R1 at the end of the quiet spell, R3 a settle time later.
	stress "$channel" 'spinning' "$seconds" \
		'--burst 2 --around 5025 --around 5025 --around 6060 --within 40' --poll-interval 0
	stress "$channel" 'default interval' 2 '--burst 3 --around 5200 --around 6300'
done
finish
