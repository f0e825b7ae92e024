# SPDX-License-Identifier: GPL-2.0-only
# Filters work in the kernel, and what they leave out is counted.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}

start_trace "$dir/trace" --attach "$attach" -n nobody-has-this
reads --comm present --count 1000 >/dev/null
stop_trace
audited 'a name that nobody has' "$dir/trace"
check_eq 'a name that nobody has: reads' 0 "$reads"
check 'a name that nobody has: counted as filtered' test "$(total "$dir/trace" filtered)" -ge 1000

# Names that begin alike are not alike.
start_trace "$dir/trace" --attach "$attach" -n abcdefgh
reads --comm abcdefgh --count 11 >/dev/null
reads --comm abcdefghi --count 100 >/dev/null
reads --comm abcdefg --count 100 >/dev/null
stop_trace
check_eq 'a name of 8 bytes' 11 "$(read_lines "$dir/trace")"
start_trace "$dir/trace" --attach "$attach" -n abcdefghijklmno
reads --comm abcdefghijklmno --count 12 >/dev/null
reads --comm abcdefghijklmn --count 100 >/dev/null
stop_trace
check_eq 'a name of 15 bytes' 12 "$(read_lines "$dir/trace")"

# name COUNT NAME: that many reads under it, by a user that nobody else is
name()
{
	reads --uid 65534 --comm "$2" --count "$1" >/dev/null
}

# Each count is a power of two, so that the sum says which were shown.
names()
{
	name 1 abcdefgh
	name 2 abcdefghi
	name 4 abcdefghijklmno
	name 8 'a,b'
	name 16 'caf\xc3\xa9 \x1b'
	name 32 z
}

# shows NAME SUM OPTION...: of names() and nothing else
shows()
{
	local title="$1" sum="$2"
	shift 2
	start_trace "$dir/trace" --attach "$attach" -u 65534 "$@"
	names
	stop_trace
	audited "$title" "$dir/trace"
	check_eq "$title: reads" "$sum" $((reads + lost))
}

shows 'two names' 3 -n abcdefgh,abcdefghi
shows 'names, given twice' 37 -n abcdefghijklmno -n abcdefgh,z
shows 'a name with a comma' 8 -n 'a\,b'
shows 'a name with bytes' 16 -n 'caf\xc3\xa9 \x1b'
shows 'a list with both' 25 -n 'caf\xc3\xa9 \x1b,a\,b,abcdefgh'
shows 'all but one name' 62 -N abcdefgh
shows 'all but a name of 15 bytes' 59 -N abcdefghijklmno
shows 'all but two names' 60 -N abcdefgh,abcdefghi
shows 'only some, and not others' 32 -n z -N abcdefgh

start_trace "$dir/trace" --attach "$attach" -u 65534
reads --uid 65534 --count 13 >/dev/null
reads --count 100 >/dev/null
stop_trace
check_eq 'a user id' 13 "$(read_lines "$dir/trace")"

start_trace "$dir/trace" --attach "$attach" -n user -U 65534,65533
for uid in 65532 65533 65534; do
	reads --comm user --uid $uid --count ${uid#655} >/dev/null
done
stop_trace
check_eq 'all but two users' 32 "$(read_lines "$dir/trace")"

on_both_cpus()
{
	reads --comm cpu --cpu 0 --count 14 >/dev/null
	reads --comm cpu --cpu 1 --count 15 >/dev/null
}
for cpu in 0 1; do
	start_trace "$dir/trace" --attach "$attach" -n cpu --cpu $cpu
	on_both_cpus
	stop_trace
	audited "CPU $cpu" "$dir/trace"
	check_eq "CPU $cpu: reads" $((14 + cpu)) "$reads"
	check_eq "CPU $cpu: no other" 0 "$(grep '"type":"read"' "$dir/trace" | grep -vc "\"cpu\":$cpu,")"
done
start_trace "$dir/trace" --attach "$attach" -n cpu --cpu 0 --cpu 1
on_both_cpus
stop_trace
check_eq 'both CPUs, given twice' 29 "$(read_lines "$dir/trace")"

# Two that wait, a third that is not asked for.
mkfifo "$dir/go"
for n in 1 2 3; do
	reads --comm waiting --count 1$n --ready <"$dir/go" >"$dir/ready$n" &
	eval "pid$n=$!"
done
exec 3>"$dir/go"
for n in 1 2 3; do
	wait_for 10 grep -q READY "$dir/ready$n"
done
start_trace "$dir/trace" --attach "$attach" -p "$pid1,$pid2"
pid_trace=$trace_pid
start_trace "$dir/tids" --attach "$attach" -t "$pid2" -t "$pid3"
pid_tids=$trace_pid
start_trace "$dir/not" --attach "$attach" -n waiting -P "$pid1" -T "$pid3"
exec 3>&-
wait $pid1 $pid2 $pid3
stop_trace
for trace_pid in $pid_tids $pid_trace; do
	stop_trace
done
check_eq 'a list of processes' 23 "$(read_lines "$dir/trace")"
check_eq 'a list of processes: the third' 0 "$(grep -c "\"pid\":$pid3," "$dir/trace")"
check_eq 'threads, given twice' 25 "$(read_lines "$dir/tids")"
check_eq 'all but one process, and all but one thread' 12 "$(read_lines "$dir/not")"

# A thread is not its process.
reads --comm threads --threads 2 --rate 500 --count 1000000 >/dev/null &
pid=$!
has_threads()
{
	set -- /proc/$pid/task/*
	tid=${3##*/}
	[ $# = 3 ]
}
wait_for 10 has_threads
start_trace "$dir/trace" --attach "$attach" -t "$tid"
wait_for 10 has_reads "$dir/trace" 50
stop_trace
check_eq 'a thread: whose reads' "\"pid\":$pid,\"tid\":$tid," \
	"$(sed -n 's/.*"type":"read".*\("pid":.*,\)"comm".*/\1/p' "$dir/trace" | sort -u)"
start_trace "$dir/trace" --attach "$attach" -p $pid -T "$tid"
wait_for 10 has_reads "$dir/trace" 50
stop_trace
check_eq 'all but a thread: that one' 0 "$(grep -c "\"tid\":$tid," "$dir/trace")"
check_eq 'all but a thread: whose reads' 1 \
	"$(sed -n 's/.*"type":"read".*\("pid":.*,\)"comm".*/\1/p' "$dir/trace" | sort -u | wc -l)"
kill $pid

# All of them at once, in every kind of program.
for attach in $ATTACHES; do
	for channel in perf ring mmap hash; do
		start_trace "$dir/trace" --attach "$attach" --channel $channel --follow -p $$ -P 1 -T 1 \
			-u 0 -U 1 -n one,two -N three --cpu 0-1 --sample 1/2
		name="$attach, $channel: all at once"
		reads --comm two --count 1000 >/dev/null
		stop_trace
		check_eq "$name: exit status" 0 $trace_status
		audited "$name" "$dir/trace"
		check "$name: some pass" test "$reads" -gt 0
	done
done
finish
