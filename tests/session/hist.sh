# SPDX-License-Identifier: GPL-2.0-only
# hist counts what a known workload does, to the read. See env.sh.
. "${0%/*}/../session/live.sh"

# slot LIST FROM [FILE]: the reads of the slot of a histogram that begins there
slot()
{
	sed -n 's/.*"'"$1"'":\[\([^]]*\)\].*/\1/p' "${3:-$dir/hist}" |
		sed -n 's/.*{"from":'"$2"'[,}]\([^{]*\).*/\1/p' | sed -n 's/.*"reads":\([0-9]*\).*/\1/p'
}

# all LIST: the reads of all slots
all()
{
	sed -n 's/.*"'"$1"'":\[\([^]]*\)\].*/\1/p' "$dir/hist" |
		sed 's/"reads":/\n/g' | awk '{ sum += $1 } END { print sum + 0 }'
}

printf 0123456789 >"$dir/ten"

workload()
{
	reads --comm large --count 3001 --size 8192 >/dev/null
	reads --comm small --count 20011 --size 8191 >/dev/null
	# asks for more than there is
	reads --comm short --count 101 --size 4096 --pread --file "$dir/ten" >/dev/null
	reads --comm none --count 11 --size 5 --file /dev/null >/dev/null
}

for attach in $ATTACHES; do
	start_live "$dir/hist" hist --attach "$attach" --of size,requested,duration \
		-n large,small,short,none
	workload
	stop_trace
	check_eq "$attach: exit status" 0 $trace_status
	check_eq "$attach: reads" 23124 "$(sum "$dir/hist" hist reads)"
	check_eq "$attach: bytes" $((3001 * 8192 + 20011 * 8191 + 1010)) "$(sum "$dir/hist" hist bytes)"
	check_eq "$attach: size 8192" 3001 "$(slot size 8192)"
	check_eq "$attach: size 8191" 20011 "$(slot size 4096)"
	check_eq "$attach: size 10" 101 "$(slot size 8)"
	check_eq "$attach: size 0" 11 "$(slot size 0)"
	check_eq "$attach: sizes" 23124 "$(all size)"
	check_eq "$attach: requested 4096 to 8191" 20112 "$(slot requested 4096)"
	check_eq "$attach: requested 5" 11 "$(slot requested 4)"
	check_eq "$attach: durations" 23124 "$(all duration)"
	check_closed "$attach" "$dir/hist" hist
done

attach=${ATTACHES%% *}

start_live "$dir/hist" hist --attach "$attach" --of size --linear 10:4K:2 -n large,small,short,none
workload
stop_trace
check_eq 'linear: below' 11 "$(slot size 0)"
check_eq 'linear: first step' 101 "$(slot size 10)"
check_eq 'linear: second step' 23012 "$(slot size 4106)"
check_eq 'linear: reads' 23124 "$(all size)"
start_live "$dir/hist" hist --attach "$attach" --of size --linear 10:4K:1 -n large,small,short,none
workload
stop_trace
check_eq 'linear: above' 23012 "$(slot size 4106)"

start_live "$dir/hist" hist --attach "$attach" --of duration --linear 0:20ms:10 -n slow
slow_reads 50
stop_trace
check_eq 'slow: reads' 50 "$(all duration)"
# The first one waits as long as it takes to start the others.
check 'slow: none below 20 ms but the first' test "$(slot duration 0 || echo 0)0" -le 10

start_live "$dir/hist" hist 100ms --attach "$attach" --by comm --of size -n large,small,short,none
workload
stop_trace
check_closed 'by comm' "$dir/hist" hist
check_eq 'by comm: one of them' 20011 "$(sum "$dir/hist" hist reads '"comm":"small"')"

start_live "$dir/hist" hist --attach "$attach" -n cat --errors
cat "$dir" 2>/dev/null
stop_trace
check_eq 'errors: counted' 1 "$(sum "$dir/hist" hist errors)"
check_eq 'errors: no size' 0 "$(all size)"
check_eq 'errors: a duration' 1 "$(all duration)"

readsnoop hist 100ms 2 --attach "$attach" >"$dir/text" 2>"$dir/err" -- sh -c 'sleep 5'
check_eq 'count: intervals' 2 "$(grep -c '^[0-9][0-9]:' "$dir/text")"
readsnoop hist --attach "$attach" -q -- reads --count 1000 --size 512 >"$dir/text"
check 'text: header' sh -c "head -n 1 '$dir/text' | grep -q '^readsnoop hist by none, attached by $attach'"
check 'text: a slot' grep -q '^ *512  *1K  *1000 100\.0% |@*|$' "$dir/text"
check_eq 'text: below 80 columns' 0 "$(awk 'length >= 80' "$dir/text" | wc -l | tr -d ' ')"
finish
