# SPDX-License-Identifier: GPL-2.0-only
# In the guest: what a lab's grade file is written in. labs/TEACHING.md explains how to use it.
#
# What is found goes to stdout as lines with tabs, one for each check, which the host turns into a
# table (labs/grader/host/report.awk):
#
#	check	ID	ok|fail	KIND	EXPECTED	SEEN	HINT
#	log	a line of the verifier's log
#
# KIND is wrong, or what made a right answer impossible: rejected (by the kernel), crash, timeout,
# faked (printed without having been done), kernel (the kernel complained).
# shellcheck shell=dash disable=SC3043,SC2034,SC1091,SC2154

# wait_for SECONDS COMMAND...
. /tests/lib.sh

# Seconds that anything may take; TEST_TIME_FACTOR multiplies them all.
deadline=10

tracing=/sys/kernel/tracing/instances/grader
pid=
program=
started=0 # 1 between READY and the end that the grader waits for
reported=' '

# --- reporting ---

# Text that a student's program made, as one short field.
field()
{
	printf '%s' "$1" | tr '\t\n' '  ' | tr -cd ' -~' | cut -c 1-300
}

# A check counts once: its first report.
report()
{
	case $reported in
	*" $1 "*) return ;;
	esac
	reported="$reported$1 "
	printf 'check\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(field "$4")" "$(field "$5")" \
		"$(field "$6")"
}

# pass CHECK EXPECTED [SEEN]
pass()
{
	report "$1" ok - "$2" "${3:-$2}" ''
}

# fail CHECK EXPECTED SEEN HINT [KIND]; returns 1
fail()
{
	local hint=$4
	# Whatever is missing, this is why.
	[ $started = 0 ] || alive ||
		hint="$program has ended by itself. What it said last: $(last_words)"
	report "$1" fail "${5:-wrong}" "$2" "$3" "$hint"
	return 1
}

# require CHECK EXPECTED SEEN HINT [KIND]: fails if the two are not the same, and returns 1; for a
# check of several parts, of which the last one is an "expect" or a "pass"
require()
{
	[ "$2" = "$3" ] || fail "$@"
}

# expect CHECK EXPECTED SEEN HINT [KIND]: passes if the two are the same; if not, fails and returns 1
expect()
{
	require "$@" && pass "$1" "$2"
}

# --- the student's program ---

# For as: user 1000 with nothing but CAP_BPF. With its path: without one it is busybox's.
with_cap_bpf='/usr/bin/setpriv --reuid 1000 --clear-groups --inh-caps=-all,+bpf --ambient-caps=-all,+bpf'

alive()
{
	# A zombie has no exe.
	[ -e "/proc/$pid/exe" ]
}

last_words()
{
	grep -v '^READY$' "$err" | grep . | tail -n 1
}

said_ready()
{
	grep -q '^READY$' "$err"
}

ready_or_ended()
{
	said_ready || ! alive
}

ended()
{
	! alive
}

signal_name()
{
	case $1 in
	4) echo SIGILL ;;
	6) echo SIGABRT ;;
	7) echo SIGBUS ;;
	8) echo SIGFPE ;;
	11) echo SIGSEGV ;;
	*) echo "signal $1" ;;
	esac
}

# The verifier's reason in its log $1: its last words, without statistics, and without the instructions
# and the state of registers that come before.
verifier_reason()
{
	grep -vE '^(processed|verification time|stack depth|[0-9]+:|from |;| |$)' "$1" | tail -n 1
}

# What the reason in the log $1 means: the lab's own word if its grade file defines lab_hint LOG and
# that prints something, or from a table.
verifier_hint()
{
	local pattern text reason tab='	'
	if command -v lab_hint >/dev/null; then
		text=$(lab_hint "$1")
		[ -z "$text" ] || {
			printf '%s' "$text"
			return
		}
	fi
	reason=$(verifier_reason "$1")
	while IFS=$tab read -r pattern text; do
		case $pattern in
		'' | '#'*) continue ;;
		esac
		! printf '%s\n' "$reason" | grep -qE -e "$pattern" || {
			printf '%s' "$text"
			return
		}
	done </labs/grader/verifier.hints
	printf 'Read the log from its last line upwards: it ends with the reason.'
}

# fail_load CHECK: the program has ended before READY; its status is in $status
fail_load()
{
	local last why
	last=$(last_words)
	if [ "$status" -gt 128 ]; then
		fail "$1" READY "killed by $(signal_name $((status - 128)))" \
			"$program crashed before READY: look for a pointer that may be NULL." crash
	elif grep -q 'BPF program load failed' "$err"; then
		sed -n '/-- BEGIN PROG LOAD LOG --/,/-- END PROG LOAD LOG --/p' "$err" |
			sed '1d;$d' >"$work/verifier"
		tail -c 65536 "$work/verifier" | tr -cd ' -~\n\t' | sed 's/^/log	/'
		why=$(sed -n 's/.*BPF program load failed: \(.*\)/\1/p' "$err" | head -n 1)
		fail "$1" READY "the kernel refused it: $why" "$(verifier_hint "$work/verifier")" rejected
	else
		fail "$1" READY "ended with status $status: $last" \
			"$program ended by itself before it printed READY; what it said last is above."
	fi
}

# start CHECK PROGRAM [ARG]...: in the background, until it says READY; returns 1, after a report,
# if it does not. Sets pid, out and err (files with what it prints). The words in $as stand before the
# program: "as=... start" runs it as somebody else.
start()
{
	local check=$1
	program=$2
	out=$work/stdout
	err=$work/stderr
	shift 2
	: >"$out"
	: >"$err"
	# shellcheck disable=SC2086 # several words
	${as:-} "$bin/$program" "$@" >"$out" 2>"$err" </dev/null &
	pid=$!
	if ! wait_for $deadline ready_or_ended; then
		kill -KILL "$pid"
		wait "$pid" 2>/dev/null
		fail "$check" READY "time-out: no READY within $deadline s" \
			"An endless loop? READY comes after everything is attached: lab__ready()." timeout
		return
	fi
	if said_ready; then
		started=1
		return
	fi
	wait "$pid" 2>/dev/null
	status=$?
	fail_load "$check"
}

# finish_program CHECK [SECONDS]: wait for its end, which must be a good one
finish_program()
{
	started=0
	if ! wait_for "${2:-$deadline}" ended; then
		kill -KILL "$pid"
		wait "$pid" 2>/dev/null
		fail "$1" 'an end' "time-out: no end within ${2:-$deadline} s" \
			"Ctrl-C sets lab_stopped: every loop has to look at it." timeout
		return
	fi
	wait "$pid" 2>/dev/null
	status=$?
	if [ "$status" -gt 128 ]; then
		fail "$1" 'exit status 0' "killed by $(signal_name $((status - 128)))" \
			"$program crashed: look for a pointer that may be NULL." crash
		return
	fi
	require "$1" 'exit status 0' "exit status $status" \
		"What it said last: $(last_words)"
}

# running CHECK: fails, and returns 1, if the program has ended before it was told to
running()
{
	alive && return
	finish_program "$1" && fail "$1" 'it runs until Ctrl-C' 'it has ended' \
		'The loop must go on until lab_stopped is set.'
}

# stop CHECK: as Ctrl-C does; returns 1, after a report, if it does not end well in time
stop()
{
	# Already gone: finish_program says how.
	kill -INT "$pid" 2>/dev/null
	finish_program "$1"
}

# in_state LETTER: as in /proc/PID/stat; S: it sleeps, waiting for something
in_state()
{
	[ "$(sed 's/.*) //; s/ .*//' "/proc/$pid/stat" 2>/dev/null)" = "$1" ]
}

# pause_program, resume_program: it does nothing in between, though its probes stay
pause_program()
{
	kill -STOP "$pid"
	# It takes a moment until the signal has stopped a program that runs on another CPU.
	wait_for "$deadline" in_state T
}

resume_program()
{
	kill -CONT "$pid"
}

# run CHECK SECONDS COMMAND [ARG]...: a part of the grader, such as a workload, that may take that
# long; its output is in $work/run
run()
{
	local check=$1 seconds=$(($2 * ${TEST_TIME_FACTOR:-1}))
	shift 2
	timeout -k 1 $seconds "$@" >"$work/run" 2>&1 && return
	status=$?
	if [ $status = 143 ] || [ $status = 137 ]; then
		fail "$check" "$1 ends" "time-out: $1 did not end within $seconds s" \
			'Your program keeps the machine so busy that nothing else gets done.' timeout
	else
		fail "$check" "$1 ends" "$1: exit status $status: $(tail -n 1 "$work/run")" \
			'The workload itself failed: tell your teacher.'
	fi
}

# cpu_online N: bring it up, which takes seconds; it stays, since later jobs may want it, too
cpu_online()
{
	[ "$(cat "/sys/devices/system/cpu/cpu$1/online")" = 1 ] ||
		echo 1 >"/sys/devices/system/cpu/cpu$1/online"
}

# --- what the kernel knows; see peek --help ---

# attached KIND TARGET: the program has such a probe, as "kprobe vfs_read"
attached()
{
	peek links "$pid" 2>/dev/null | grep -q "^$1 $2 "
}

# probes: all that the program has attached, sorted, as one line
probes()
{
	local kind target id list=
	peek links "$pid" >"$work/links" 2>/dev/null
	sort -u "$work/links" >"$work/links.sorted"
	while read -r kind target id; do
		list="$list${list:+, }$kind $target"
	done <"$work/links.sorted"
	echo "${list:-nothing}"
}

# runs: how many times all programs of the process have run, for whatever event
runs()
{
	peek progs "$pid" 2>/dev/null | awk '{ n += $4 } END { print n + 0 }'
}

# ring_bytes: what the kernel has written into all perf rings of the program, ever
ring_bytes()
{
	peek rings "$pid" | awk '{ bytes += $2 } END { print bytes + 0 }'
}

# rings_read: has the program read all of it?
rings_read()
{
	peek rings "$pid" | awk '$2 != $3 { left = 1 } END { exit left }'
}

# map_id NAME: the id of the program's map, for rival
map_id()
{
	peek maps "$pid" 2>/dev/null | awk -v name="$1" '$3 == name { print $1; exit }'
}

# --- races, made certain; see rival --help ---

rival_ready_or_ended()
{
	grep -q '^READY$' "$work/rival.err" || [ ! -e "/proc/$rival/exe" ]
}

# with_rival CHECK "RIVAL ARGUMENTS" COMMAND...: runs the workload COMMAND while rival acts; what
# rival prints is in $work/rival. Returns 1, after a report, if that was not possible.
with_rival()
{
	local check=$1 arguments=$2
	shift 2
	: >"$work/rival.err"
	# shellcheck disable=SC2086 # several
	rival $arguments >"$work/rival" 2>"$work/rival.err" </dev/null &
	rival=$!
	if ! wait_for $deadline rival_ready_or_ended || ! grep -q '^READY$' "$work/rival.err"; then
		kill -KILL $rival 2>/dev/null
		fail "$check" 'what the check needs' "rival: $(tail -n 1 "$work/rival.err")" \
			'The map or its entry is not as the lab wants it; an earlier check may tell.'
		return
	fi
	run "$check" 20 "$@"
	status=$?
	kill -INT $rival
	wait $rival
	return $status
}

# --- the kernel's own record of events, in a trace buffer that no student reads ---

# trace_begin EVENT...: such as bpf_trace/bpf_trace_printk or syscalls/sys_enter_bpf
trace_begin()
{
	local event
	trace_end
	mkdir $tracing
	# Of a flood the first lines are kept, and few enough to be looked at.
	echo 0 >$tracing/options/overwrite
	echo 256 >$tracing/buffer_size_kb
	for event; do
		echo 1 >"$tracing/events/$event/enable"
	done
}

# trace_lines: what has happened since
trace_lines()
{
	echo 0 >$tracing/tracing_on
	grep -v '^#' $tracing/trace
	echo 1 >$tracing/tracing_on
}

trace_end()
{
	[ ! -d $tracing ] || rmdir $tracing
}

# bpf_calls: after trace_begin $bpf_events, the calls with which $pid set itself up, in order, one
# word a line
bpf_events='syscalls/sys_enter_bpf syscalls/sys_enter_perf_event_open'
bpf_calls()
{
	trace_lines | awk -v pid="$pid" '
		BEGIN {
			name[0] = "map_create"; name[1] = "lookup"; name[2] = "update"
			name[5] = "prog_load"; name[17] = "attach"; name[26] = "update"
			name[28] = "attach"
		}
		$0 !~ ("-" pid " ") { next }
		/sys_perf_event_open\(/ { print "perf_event_open" }
		match($0, /sys_bpf\(cmd: [0-9a-f]+/) {
			cmd = substr($0, RSTART + 13, RLENGTH - 13)
			code = 0
			for (i = 1; i <= length(cmd); i++)
				code = code * 16 + index("0123456789abcdef", substr(cmd, i, 1)) - 1
			print code in name ? name[code] : "bpf_" code
		}'
}

# --- around all checks ---

kernel_complaints()
{
	grep -E 'WARNING:|BUG:|Oops|general protection fault|unable to handle|Kernel panic' "$1"
}

grader_begin()
{
	mkdir -p "$work"
	cd "$work" || exit 1
	echo 1 >/proc/sys/kernel/bpf_stats_enabled
	rm -rf /sys/fs/bpf/*
	dmesg -c >/dev/null
}

grader_end()
{
	[ -z "$pid" ] || ! alive || kill -KILL "$pid"
	trace_end
	dmesg -c | kernel_complaints /dev/stdin >"$work/complaints"
	if [ -s "$work/complaints" ]; then
		fail kernel 'no complaint' "$(head -n 1 "$work/complaints")" \
			'The kernel warned while your program was running.' kernel
	else
		pass kernel 'no complaint'
	fi
}
