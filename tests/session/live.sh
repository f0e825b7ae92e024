# SPDX-License-Identifier: GPL-2.0-only
# For the tests of top and hist. See env.sh.
# shellcheck shell=sh disable=SC3043,SC2034
. "${0%/*}/../session/env.sh"

# start_live FILE SUBCOMMAND [ARGUMENT]...: JSON into FILE, attached when this returns.
start_live()
{
	local file=$1 subcommand=$2
	shift 2
	rm -f "$file"
	readsnoop "$subcommand" "$@" --format json -o "$file" 2>"$file.err" 3>&- &
	trace_pid=$!
	wait_for 20 test -s "$file"
}

# sum FILE TYPE MEMBER [PATTERN]: over all lines of the type that have the pattern; of what stands
# before the first list
sum()
{
	grep "^{\"type\":\"$2\"," "$1" | grep -e "${4-}" |
		sed -n 's/\[.*//; s/.*,"'"$3"'":\([0-9]*\).*/\1/p' | awk '{ sum += $1 } END { print sum + 0 }'
}

# lines FILE TYPE
lines()
{
	grep -c "^{\"type\":\"$2\"," "$1"
}

# check_closed NAME FILE TYPE: what is shown is what was delivered, and nothing else is missing
check_closed()
{
	check_eq "$1: all that was delivered is shown" "$(total "$2" delivered)" "$(sum "$2" "$3" reads)"
	check_eq "$1: unaccounted" 0 "$(total "$2" unaccounted)"
	check "$1: nothing is said of single CPUs" grep -q '^{"type":"summary",.*"cpus":\[\]' "$2"
}

# slow_reads COUNT: reads that wait for their byte, each more than 20 ms
slow_reads()
{
	# One more than is read, so that no read finds the end.
	(i=0; while [ $i -le "$1" ]; do sleep 0.02; printf x || exit; i=$((i + 1)); done) |
		reads --comm slow --file /dev/stdin --count "$1" >/dev/null
}
