#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --details against "strace -T": the same calls, sizes and results in the same order, and within
# the time that strace, which stops the process around each call, saw pass.
# shellcheck shell=sh disable=SC3043
. "${0%/*}/../session/env.sh"

command -v strace >/dev/null || {
	echo 'strace is not installed; run scripts/setup --test'
	exit 77
}

# From 'read(3, "..."..., 30) = 30 <0.000012>': seconds, requested, result or error's name.
strace_calls()
{
	local result='= \(-1 \)\{0,1\}\([0-9A-Z]*\).* <\([0-9.]*\)>$'
	sed -n -e "s/^[0-9]* *read(.*, \([0-9]*\)) *$result/\4 \1 \3/p" \
		-e "s/^[0-9]* *pread64(.*, \([0-9]*\), [-0-9]*) *$result/\4 \1 \3/p" "$1"
}

# The same, but nanoseconds.
trace_calls()
{
	sed -n 's/^{"type":"read",.*,"requested":\([^,]*\),"ret":\([^,]*\),\("errno":"\([A-Z]*\)",\)\{0,1\}"duration_ns":\([0-9]*\),.*/\5 \1 \2 \4/p' "$1" |
		awk '{ print $1, $2, $4 != "" ? $4 : $3 }'
}

details=details$$ # no other run's
ln -s "$(command -v details)" "$dir/$details"
start_trace "$dir/trace" -n $details --details
mkdir "$dir/w"
# Strings of one byte at most: what was read must not look like the end of a call.
strace -f -T -s 0 -e trace=read,pread64 -e signal=none -o "$dir/strace" \
	"$dir/$details" "$dir/w" >/dev/null
status=$?
stop_trace
check_eq 'the workload under strace' 0 $status
audited 'the trace' "$dir/trace"
strace_calls "$dir/strace" >"$dir/theirs"
trace_calls "$dir/trace" >"$dir/ours"
check 'strace saw the calls' test "$(wc -l <"$dir/theirs")" -ge 40
check_eq 'no line of strace is left over' "$(grep -c 'read' "$dir/strace")" "$(wc -l <"$dir/theirs")"
cut -d ' ' -f 2- "$dir/theirs" >"$dir/want"
cut -d ' ' -f 2- "$dir/ours" >"$dir/have"
check 'the same calls, sizes and results' diff "$dir/want" "$dir/have"
# strace rounds down to microseconds.
check_eq 'durations within those of strace' '' \
	"$(paste -d ' ' "$dir/ours" "$dir/theirs" | awk '$1 > $4 * 1e9 + 1000')"
finish
