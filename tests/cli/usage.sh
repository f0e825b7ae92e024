#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The command line, as far as it can be judged without tracing: needs no privilege.
. "${0%/*}/../lib.sh"

program=${0%/*}/../../build/readsnoop
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# refuses STATUS WORDS [ARGUMENT]...: exactly one line on stderr, which has the words
refuses()
{
	local expected=$1 words=$2 status
	shift 2
	"$program" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
	check_eq "'$*': exit status" "$expected" $status
	if [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$words" "$dir/err" && [ ! -s "$dir/out" ]; then
		ok "'$*': one line that says why"
	else
		not_ok "'$*': one line that says '$words'" "$(cat "$dir/err" "$dir/out")"
	fi
}

refuses 2 "unknown option '--bogus'" --bogus
refuses 2 "unknown option '-Z'" -Z
refuses 2 "unexpected argument 'cat'" cat
refuses 2 "unexpected argument 'cat'" trace cat
refuses 2 "no command behind '--'" --
refuses 2 "option '--pid' needs an argument" --pid
refuses 2 "option '-d' needs an argument" -d
refuses 2 "option '--strict' takes no argument" --strict=yes
refuses 2 "--pid 'abc'" --pid abc
refuses 2 "--pid '0'" --pid 0
refuses 2 "--pid '1,,2'" --pid 1,,2
refuses 2 "--pid '-1'" --pid -1
refuses 2 "--tid '4294967296'" -t 4294967296
refuses 2 "--uid 'no such user'" -u 'no such user'
refuses 2 'keeps 15 bytes' -n sixteen-bytes-xx
refuses 2 'the name is empty' -n ''
refuses 2 'the name is empty' -n a,,b
refuses 2 "--not-comm 'a\b': behind a backslash stands a comma, a backslash, or xNN" -N 'a\b'
refuses 2 "--not-pid '1-3': a process id is a positive number" -P 1-3
refuses 2 "--not-tid '': a thread id is a positive number" -T ''
refuses 2 "--not-uid 'nobody,no such user': it is a user id, or a name in /etc/passwd" \
	-U 'nobody,no such user'
refuses 2 "--pid and --not-pid both name '5'" -p 4,5 -P 5,6
refuses 2 "--uid and --not-uid both name '0'" -u 0 -U root
refuses 2 "--comm and --not-comm both name 'a b'" -n 'a b' -N 'a b'
refuses 2 "--cpu '': give CPUs such as 2 or 0-3,5" --cpu ''
refuses 2 "--cpu '3-1': give CPUs" --cpu 3-1
refuses 2 "--cpu '-1': give CPUs" --cpu=-1
refuses 2 "--cpu '0,8191': there is no such CPU; possible are 0" --cpu 0,8191
refuses 2 "--cpu '99999': there is no such CPU; possible are 0" --cpu 99999
refuses 2 "--cgroup '': the path is empty" --cgroup ''
refuses 2 "--sample '1/1': that is every read; leave the option out" --sample 1/1
refuses 2 "--sample '1/0': give a share such as 1/100" --sample 1/0
refuses 2 "--sample '10': give a share such as 1/100" --sample 10
refuses 2 '--follow needs --pid' --follow
refuses 2 'threads have no children' --follow -p 1 -t 1
refuses 2 "--channel 'foo': channels are perf, ring, mmap and hash" --channel foo
refuses 2 "--attach 'uprobe': it is auto, kprobe, fentry or tracepoint" --attach uprobe
refuses 2 "--format 'xml': formats are text, json and csv" --format xml
refuses 2 "--order 'cpu': it is time or arrival" --order cpu
refuses 2 "--clock 'mono': clocks are boot, wall and delta" --clock mono
refuses 2 "--color 'red': it is auto, always or never" --color red
refuses 2 "--stats '0'" --stats 0
refuses 2 "--stats '1ms'" --stats 1ms
refuses 2 "--buffer-size '0'" --buffer-size 0
refuses 2 "--buffer-size '4X'" --buffer-size 4X
refuses 2 'at most 1G' --buffer-size 2G
refuses 2 "--duration '0'" -d 0
refuses 2 "--duration 'soon'" --duration soon
refuses 2 "--count '0'" -c 0
refuses 2 "--wakeup '0'" --wakeup 0
refuses 2 "--poll-interval 'x'" --poll-interval x
refuses 2 'nothing wakes its reader' --channel hash --wakeup 1
refuses 2 'exclude each other' --wakeup 1 --poll-interval 1ms
refuses 2 'keeps one event per CPU' --channel hash --buffer-size 4M
for option in --details --path --errors --min-bytes=1 --min-duration=1us; do
	refuses 2 'has no room for details; use perf, ring or mmap' --channel hash $option
done
refuses 2 "--min-duration '0': give a time above 0" --min-duration 0
refuses 2 "--min-duration '5 parsecs': give a time above 0" --min-duration '5 parsecs'
refuses 2 "--min-bytes '0': give bytes above 0" --min-bytes 0
refuses 2 '--errors and --min-bytes exclude each other' --errors --min-bytes 1
refuses 2 "--in-flight '0': give a number" --details --in-flight 0
refuses 2 "--in-flight '4194305': give a number" --details --in-flight 4194305
refuses 2 '--in-flight has a meaning only with --details' --in-flight 10
refuses 2 '--pid and --tid exclude a command' -p 1 -- true

refuses 2 "'1x': an interval is a time" top 1x
refuses 2 "'0.01': an interval is 50ms to 10m" top 0.01
refuses 2 "'0': give a number of intervals above 0" top 1 0
refuses 2 "'cat': unexpected argument" top 1 2 cat
refuses 2 "--by 'inode': it is process, comm, file, cpu, uid or none" top --by inode
refuses 2 "--sort 'pid': it is reads" top --sort pid
refuses 2 "--rows '0'" top --rows 0
refuses 2 "unknown option '--channel'; see readsnoop top --help" top --channel ring
refuses 2 "unknown option '--wakeup'; see readsnoop hist --help" hist --wakeup 1
refuses 2 "--of 'size,sizes': they are size, requested and duration" hist --of size,sizes
refuses 2 'choose one with --of' hist --linear 0:1:1
refuses 2 'give MIN:STEP:N' hist --of size --linear 0:1
refuses 2 'STEP is above 0, and N is 1 to 62' hist --of size --linear 0:1:63
refuses 2 'beyond every number' hist --of size --linear 18446744073709551615:1:1

for subcommand in top hist; do
	"$program" $subcommand --help >"$dir/help" 2>"$dir/err"
	check_eq "$subcommand --help: exit status" 0 $?
	check_eq "$subcommand --help: at most 80 columns" 0 "$(awk 'length > 80' "$dir/help" | wc -l)"
	check "$subcommand --help: has the filters" grep -q -- '--not-pid' "$dir/help"
	check_eq "$subcommand --help: not what is for events" \
		0 "$(grep -cE -- '--(channel|order|clock|stats|json-schema)' "$dir/help")"
done

refuses 2 "unknown option '--bogus'; see readsnoop compare --help" compare --bogus
refuses 2 "--channels 'pipe': channels are perf, ring, mmap and hash" compare --channels pipe
refuses 2 'wakeup=N, interval=TIME or buffer=SIZE' compare --channels perf:colour=red
refuses 2 'an entry is there twice' compare --channels perf,perf
refuses 2 'an entry is empty' compare --channels perf,
refuses 2 "--rates 'fast': a rate is 1 to 10M" compare --rates fast
refuses 2 'behind a rate stands poisson or burst=N' compare --rates 1k:gauss
refuses 2 "--duration '0'" compare --duration 0
refuses 2 "--reps '101'" compare --reps 101
refuses 2 "--cpus 'x'" compare --cpus x
refuses 2 "--format 'xml': formats are table, json and csv" compare --format xml
refuses 2 'give them with --channels' compare --paired --channels perf
refuses 2 '--raw needs --output' compare --raw
refuses 2 'belong to the built-in workload' compare --rates 1k -- true
refuses 2 'needs two directories' compare --diff "$dir"
refuses 2 'exclude each other' compare --replot "$dir" --diff "$dir" "$dir"
refuses 2 'a multiple of 8' compare --payload 5
refuses 2 '--payload has no meaning with hash' compare --payload 8
refuses 2 "'stray': only --diff takes a second directory" compare stray
refuses 1 'is it a directory that --output has written?' compare --replot "$dir"
refuses 1 'is it a directory that --output has written?' compare --diff "$dir" "$dir"

"$program" compare --help >"$dir/help" 2>"$dir/err"
check_eq 'compare --help: exit status' 0 $?
check_eq 'compare --help: at most 80 columns' 0 "$(awk 'length > 80' "$dir/help" | wc -l)"
for option in channels rates duration warmup reps attach cpus paired payload raw format output replot \
	diff quiet verbose help version; do
	check "compare --help: names --$option" grep -q -- "--$option" "$dir/help"
done

"$program" --help >"$dir/help" 2>"$dir/err"
check_eq '--help: exit status' 0 $?
check_eq '--help: nothing on stderr' 0 "$(wc -c <"$dir/err")"
check_eq '--help: at most 80 columns' 0 "$(awk 'length > 80' "$dir/help" | wc -l)"
for option in pid not-pid tid not-tid uid not-uid comm not-comm cgroup cpu follow sample duration count output format json-schema order clock color stats channel attach buffer-size \
	poll-interval wakeup include-self strict quiet verbose help version; do
	check "--help: names --$option" grep -q -- "--$option" "$dir/help"
done
check '--version' sh -c "'$program' --version | grep -qx 'readsnoop [0-9]*\.[0-9]*\.[0-9]*'"

if [ "$(id -u)" = 0 ]; then
	unprivileged='setpriv --reuid 65534 --regid 65534 --clear-groups'
else
	unprivileged=
fi
# A copy, because the checkout may lie where only its owner gets.
cp "$program" "$dir/readsnoop" && chmod 755 "$dir" "$dir/readsnoop"
$unprivileged "$dir/readsnoop" >"$dir/out" 2>"$dir/err"
check_eq 'without privilege: exit status' 3 $?
check_eq 'without privilege: one line' 1 "$(wc -l <"$dir/err")"
check 'without privilege: the mend' grep -q 'run it with sudo' "$dir/err"
finish
