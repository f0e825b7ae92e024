# SPDX-License-Identifier: GPL-2.0-only
# For the tests of doctor: provoke a verdict, and see that a start which fails for the same reason
# says the same, with the same exit status.
. "${0%/*}/../session/env.sh"

# Numbers of capabilities, for confine.
BPF=39 PERFMON=38 ADMIN=21

# member FILE TYPE NAME MEMBER: of that line of doctor --json
member()
{
	sed -n 's/^{"type":"'"$2"'","name":"'"$3"'",.*"'"$4"'":"\([^"]*\)".*/\1/p' "$1"
}

# The exit status that doctor foretells is its own, and that of trace.
foretold()
{
	local name=$1 expected=$2 doctor_status=$3 cause
	shift 3
	check_eq "$name: exit status" "$expected" "$doctor_status"
	check_eq "$name: exit status foretold" "$expected" \
		"$(sed -n 's/^{"type":"conclusion".*"exit":\([0-9]*\)}$/\1/p' "$dir/doctor")"
	# Into a pipe, as the trials do.
	{
		"$@" readsnoop -q -d 200ms 2>"$dir/err"
		echo $? >"$dir/status"
	} | cat >"$dir/out"
	check_eq "$name: trace has the same exit status" "$expected" "$(cat "$dir/status")"
	[ "$expected" != 0 ] || return
	cause=$(member "$dir/doctor" trial tracepoint evidence)
	cause=${cause##*: see }
	check_eq "$name: trace has the same words" \
		"readsnoop: $(member "$dir/doctor" check "$cause" evidence); $(member "$dir/doctor" check "$cause" mend)" \
		"$(cat "$dir/err")"
}

# diagnosed NAME STATUS CHECK VERDICT WORDS COMMAND...: COMMAND runs what follows it
diagnosed()
{
	local name=$1 expected=$2 check=$3 verdict=$4 words=$5 status said
	shift 5
	"$@" readsnoop doctor --json >"$dir/doctor" 2>"$dir/err"
	status=$?
	check_eq "$name: nothing on stderr" '' "$(cat "$dir/err")"
	check_eq "$name: $check" "$verdict" "$(member "$dir/doctor" check "$check" verdict)"
	said=$(member "$dir/doctor" check "$check" evidence)
	case $said in
	*"$words"*) ok "$name: evidence" ;;
	*) not_ok "$name: evidence" "no '$words' in '$said'" ;;
	esac
	case $verdict in
	warn | fail)
		check "$name: a mend" test -n "$(member "$dir/doctor" check "$check" mend)"
		;;
	esac
	foretold "$name" "$expected" $status "$@"
}

# blocks NAME KIND...: what the last check of that name stands in the way of
blocks()
{
	local name=$1 expected=
	shift
	while [ $# -gt 0 ]; do
		expected=$expected${expected:+,}\"$1\"
		shift
	done
	check_eq "$name blocks" "[$expected]" \
		"$(sed -n 's/^{"type":"check","name":"'"$name"'",.*"blocks":\([^]]*\]\).*/\1/p' "$dir/doctor")"
}

plain()
{
	local attach
	loaded_before=$(settled_bpfcount)
	attach=$(readsnoop -v -d 1ms 2>&1 >/dev/null | sed -n 's/.*: attached by \([a-z]*\);.*/\1/p')
	diagnosed 'with all rights' 0 privilege ok 'user 0 with CAP_SYS_ADMIN' env
	check_eq 'with all rights: the kind that trace takes' "$attach" \
		"$(sed -n 's/^{"type":"conclusion","attach":"\([a-z]*\)".*/\1/p' "$dir/doctor")"
	check_eq 'with all rights: the trial' ok "$(member "$dir/doctor" trial "$attach" verdict)"
	check 'nothing stays loaded' wait_for 10 nothing_left
	check 'nothing is in the way' test -z "$(grep '"verdict":"fail"' "$dir/doctor")"
	readsnoop doctor >"$dir/text"
	check_eq 'text: exit status' 0 $?
	check_eq 'text: below 80 columns' 0 "$(grep -c '^.\{80\}' "$dir/text")"
	check_eq 'text: all that JSON has' "$(grep -c '"verdict"' "$dir/doctor")" \
		"$(grep -c '^  \(ok\|note\|warn\|fail\)  *[a-z-]' "$dir/text")"
	check 'text: the conclusion' \
		grep -qx "Tracing works here; --attach auto takes the $attach." "$dir/text"
	check_eq 'text: no colour in a file' 0 "$(grep -c '\[0m' "$dir/text")"
	check_eq 'text: colour on a terminal' "$(grep -c '^  ok' "$dir/text")" \
		"$(env -u NO_COLOR TERM=linux pty readsnoop doctor | grep -c '^  .\[32mok ')"
	check_eq 'text: NO_COLOR' 0 "$(NO_COLOR=1 TERM=linux pty readsnoop doctor | grep -c '\[0m')"
	if command -v jq >/dev/null; then
		check 'JSON: every line is an object' sh -c "jq -e .type <'$dir/doctor'"
	fi
	readsnoop doctor >/dev/full 2>"$dir/err"
	check_eq 'stdout is full: exit status' 1 $?
	check 'stdout is full: message' grep -q "writing to 'stdout' failed: No space" "$dir/err"
}

rights()
{
	diagnosed 'no capabilities' 3 privilege fail 'user 0 has neither' confine --caps ''
	blocks privilege kprobe fentry tracepoint
	diagnosed 'CAP_BPF only' 3 privilege fail 'user 0 has CAP_BPF only' confine --caps $BPF
	diagnosed 'CAP_PERFMON only' 3 privilege fail 'has CAP_PERFMON only' confine --caps $PERFMON
	diagnosed 'a user namespace' 3 user-ns fail 'has no rights over the kernel' unshare -Ur
	blocks user-ns kprobe fentry tracepoint
	if [ "$(id -u student 2>/dev/null)" ]; then
		chmod 755 "$dir"
		diagnosed 'a student' 3 privilege fail 'user 1000 has neither' \
			su student -s /bin/sh -c 'exec "$@"' -- sh
	fi
}

seccomp()
{
	local command words='in spite of the capabilities'
	diagnosed 'bpf(2) denied' 3 seccomp fail \
		"refuses bpf(2): Operation not permitted, $words" confine --deny bpf
	diagnosed 'bpf(2) hidden' 3 seccomp fail \
		"refuses bpf(2): Function not implemented, $words" confine --deny bpf --errno 38
	for command in trace top hist compare; do
		confine --deny bpf readsnoop $command >"$dir/out" 2>"$dir/$command.err"
		check_eq "bpf(2) denied: $command: exit status" 3 $?
		check_eq "bpf(2) denied: $command: the same words" '' \
			"$(diff "$dir/trace.err" "$dir/$command.err")"
	done
	check_eq 'bpf(2) hidden: bpf' fail "$(member "$dir/doctor" check bpf verdict)"
	diagnosed 'perf_event_open(2) denied' 3 seccomp warn \
		"refuses perf_event_open(2): Operation not permitted, $words" \
		confine --deny perf_event_open
	blocks seccomp kprobe tracepoint
	check_eq 'perf_event_open(2) denied: perf' warn "$(member "$dir/doctor" check perf verdict)"
	diagnosed 'a harmless filter' 0 seccomp note 'lets bpf(2) and perf_event_open(2) through' \
		confine --deny none
}

surroundings()
{
	diagnosed 'a container' 0 container note 'looks like a container' env container=test
	diagnosed 'a PID namespace' 0 pid-ns warn 'mean something else in this PID namespace' \
		unshare -pf --mount-proc
	unshare -pf --mount-proc readsnoop -- true 2>"$dir/err"
	check_eq 'a command in a PID namespace: exit status' 4 $?
	check 'a command in a PID namespace: message' \
		grep -q 'process ids mean something else in this PID namespace' "$dir/err"
	if unshare --help 2>&1 | grep -q boottime; then
		diagnosed 'a time namespace' 0 clock warn 'not the kernel' \
			unshare -T --boottime 100000
	fi
}
