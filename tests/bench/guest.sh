#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# In the guest of scripts/bench-guest, under -icount with one CPU: its clock counts instructions.
#
#	guest.sh producer READS CHANNEL...	what the traced task pays, for each kind of probe
#	guest.sh whole READS CHANNEL...		all that is executed, beside the peers
#
# One JSON object per line on stdout; instructions per read, not yet less the untraced read's.
# shellcheck shell=dash

attaches='kprobe fentry'
tool=

# A shared machine below makes the guest slow, so no limit here is tight.
# wait_for COMMAND...
wait_for()
{
	tries=0
	until "$@" >/dev/null 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 600 ] || {
			echo "guest: gave up waiting for '$*'" >&2
			exit 1
		}
		sleep 0.05
	done
}

# Set ns for that many reads.
run_reads()
{
	ns=$(reads --comm bench --cpu 0 --count "$1")
	ns=${ns##*ns=}
}

# As Ctrl-C does. A shell makes its background jobs ignore that; tracers see to it, "sleep" does not.
stop_tracer()
{
	kill -INT "$pid"
	[ "$tool" != none ] || kill "$pid"
	wait "$pid" 2>/dev/null
}

# --- what the traced task pays ---

# summary NAME: from the total in the last line of the trace
summary()
{
	tail -n 1 /tmp/trace | sed -n 's/^{"type":"summary","total":{\([^}]*\)}.*/,\1,/p' |
		sed -n 's/.*,"'"$1"'":\([^,]*\),.*/\1/p'
}

# The reader is awake, so nobody wakes it; and looks again in 5 s, when all is over.
# producer ATTACH CHANNEL
producer()
{
	rm -f /tmp/trace
	readsnoop -q --format json --attach "$1" --channel "$2" --poll-interval 5s -o /tmp/trace &
	pid=$!
	wait_for test -s /tmp/trace
	reads --comm wake --cpu 0 --count 1 >/dev/null
	sleep 0.1
	run_reads "$reads"
	stop_tracer
	printf '{"kind":"producer","attach":"%s","channel":"%s","reads":%d,"ns":%d,"lost":%d,"unaccounted":%d}\n' \
		"$1" "$2" "$reads" "$ns" "$(summary lost)" "$(summary unaccounted)"
}

all_producers()
{
	# The first run finds caches and pages cold.
	run_reads "$reads"
	run_reads "$reads"
	printf '{"kind":"untraced","reads":%d,"ns":%d}\n' "$reads" "$ns"
	for attach in $attaches; do
		for channel; do
			producer "$attach" "$channel"
		done
	done
}

# --- all that is executed ---

# Instructions since boot: the clock, less the time without any work.
busy()
{
	awk '/^now at/ { now = $3 } /(idle|iowait)_sleeptime/ { idle += $3 }
		END { printf "%.0f\n", now - idle }' /proc/timer_list
}

has_perf_event()
{
	local fd
	for fd in "/proc/$pid/fd"/*; do
		case $(readlink "$fd") in
		*perf_event*) return 0 ;;
		esac
	done
	return 1
}

# Start tracer $1 with the other arguments and set pid; its text goes to /tmp/text.
start_tracer()
{
	tool=$1
	shift
	rm -f /tmp/text /tmp/said
	case $tool in
	none) sleep 1000 & pid=$!; return ;;
	readsnoop) readsnoop -q -o /tmp/text "$@" & ;;
	textbook) textbook >/tmp/text 2>/tmp/said & ;;
	bpftrace)
		BPFTRACE_PERF_RB_PAGES=1024 bpftrace -e 'kprobe:vfs_read
			{ printf("%llu %d %d %s\n", nsecs, cpu, tid, comm); }' >/tmp/text 2>/tmp/said &
		;;
	'perf record')
		perf record -q -a -B -m 4M -e kprobes:bench -o /tmp/perf.data 2>/tmp/said &
		;;
	esac
	pid=$!
	case $tool in
	readsnoop) wait_for test -s /tmp/text ;;
	textbook) wait_for grep -q ready /tmp/said ;;
	*) wait_for has_perf_event; sleep 1 ;;
	esac
	sleep 0.1
}

# How many of the reads are in the text.
delivered()
{
	case $1 in
	none) echo 0 ;;
	'perf record') perf script -i /tmp/perf.data -F comm 2>/dev/null | grep -c 'bench *$' ;;
	*) grep -c 'bench *$' /tmp/text ;;
	esac
}

# From before the first read until the tracer has ended: all is read, written and flushed.
# session READS TOOL ARGUMENT...
session()
{
	local count=$1
	shift
	start_tracer "$@"
	before=$(busy)
	run_reads "$count"
	# bpftrace drops what is unread when it is told to stop.
	sleep 1
	stop_tracer
	spent=$(($(busy) - before))
}

# Two sessions of different length: the difference has no part of starting and stopping.
# whole TOOL ATTACH CHANNEL ARGUMENT...
whole()
{
	local tool=$1 attach=$2 channel=$3 short
	shift 3
	session "$reads" "$tool" "$@"
	short=$spent
	session $((reads * 3)) "$tool" "$@"
	printf '{"kind":"whole","tool":"%s","attach":"%s","channel":"%s","reads":%d,"ns":%d,"delivered":%d}\n' \
		"$tool" "$attach" "$channel" $((reads * 2)) $((spent - short)) \
		$(($(delivered "$tool") - reads))
}

all_wholes()
{
	whole none '' ''
	for attach in $attaches; do
		for channel; do
			[ "$channel" != hash ] || continue
			# By arrival, as the others show theirs; and what it costs to merge by time.
			whole readsnoop "$attach" "$channel" --attach "$attach" --channel "$channel" \
				--order arrival
			whole readsnoop "$attach" "$channel --order time" --attach "$attach" \
				--channel "$channel" --order time
		done
	done
	whole textbook kprobe perf
	! command -v bpftrace >/dev/null || whole bpftrace kprobe perf
	if command -v perf >/dev/null; then
		echo 'p:bench vfs_read' >>/sys/kernel/tracing/kprobe_events
		whole 'perf record' kprobe perf
	fi
}

mode=$1 reads=$2
shift 2
"all_${mode}s" "$@"
