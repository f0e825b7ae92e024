# SPDX-License-Identifier: GPL-2.0-only
# --sample: which reads are left out is chance, how many is not, and every one is counted.
. "${0%/*}/../session/env.sh"

count=100000

# Whether $1 of $count is what chance with the probability 1/$2 gives, within six standard
# deviations: once in 500 million runs it is not.
is_likely()
{
	awk -v k="$1" -v n=$count -v p="$2" 'BEGIN {
		d = k - n / p
		exit d * d > 36 * n / p * (1 - 1 / p)
	}'
}

# sample NAME SHARE OPTION...
sample()
{
	local title="$1" share="$2" kept out
	shift 2
	start_trace "$dir/trace" -n sample --sample "1/$share" "$@"
	reads --comm sample --cpu 0 --count $((count / 2)) >/dev/null
	reads --comm sample --cpu 1 --count $((count / 2)) >/dev/null
	stop_trace
	check_eq "$title: exit status" 0 $trace_status
	audited "$title" "$dir/trace"
	kept=$((reads + lost))
	out=$(total "$dir/trace" sampled)
	check_eq "$title: kept and sampled out are all" $count $((kept + out))
	check "$title: $kept of them is one in $share, as chance has it" is_likely $kept "$share"
	check "$title: on each CPU some were left out" \
		test "$(grep -o '"sampled":0,' "$dir/trace" | wc -l)" = 0
}

for attach in $ATTACHES; do
	for channel in perf ring mmap; do
		sample "$attach, $channel, 1/10" 10 --attach "$attach" --channel $channel
		check_eq "$attach, $channel, 1/10: lost" 0 "$lost"
	done
done
attach=${ATTACHES%% *}
sample '1/2' 2 --attach "$attach"
sample '1/1000' 1000 --attach "$attach"
sample 'hash, 1/10' 10 --attach "$attach" --channel hash
# Numbers are given to what is kept: what the ring loses is still a gap.
sample '1/3, one page' 3 --attach "$attach" --buffer-size 4K --poll-interval 1s
check '1/3, one page: there are losses' test "$lost" -gt 0

# A read that is sampled out at its beginning has no return either.
for attach in $ATTACHES; do
	sample "$attach, returns, 1/10" 10 --attach "$attach" --details
done
attach=${ATTACHES%% *}

# Two in turn: every second one would be of one kind only.
start_trace "$dir/trace" --attach "$attach" -n odd,even --sample 1/2
reads --comm odd --count 4000 --rate 2000 --cpu 0 >/dev/null &
odd=$!
reads --comm even --count 4000 --rate 2000 --cpu 0 >/dev/null
wait $odd
stop_trace
count=4000
for name in odd even; do
	kept=$(grep -c "\"comm\":\"$name\"" "$dir/trace")
	check "of two that take turns, $name: $kept of $count" is_likely "$kept" 2
done

# With nothing filtered.
start_trace "$dir/trace" --attach "$attach" --sample 1/2
reads --count 1000 >/dev/null
stop_trace
audited 'sampling alone' "$dir/trace"
check_eq 'sampling alone: filtered' 0 "$(total "$dir/trace" filtered)"
check 'sampling alone: some are left out' test "$(total "$dir/trace" sampled)" -gt 300

# The text's ledger has a column for it, when there is something to say.
readsnoop -d 200ms --attach "$attach" --sample 1/2 -o /dev/null --include-self -- \
	reads --count 100 >/dev/null 2>"$dir/err"
check 'text: a column' grep -q SAMPLED "$dir/err"
readsnoop -d 200ms --attach "$attach" -o /dev/null 2>"$dir/err"
check 'text: no column without' sh -c "! grep -q SAMPLED '$dir/err'"
finish
