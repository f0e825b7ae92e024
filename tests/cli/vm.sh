#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# scripts/vm itself: what it says of a command must be true, because the tests in the VM have
# no other witness.
# shellcheck disable=SC2016,SC1091 # the scripts in single quotes are for the guest
set -u
. "${0%/*}/../lib.sh"

root=$(cd "${0%/*}/../.." && pwd)
vm=$root/scripts/vm
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT
# Not in the project, so that nothing depends on where it is called.
cd / || exit 1

# run [OPTION]... -- COMMAND...: sets status; the output is in $temp/out and $temp/err
run()
{
	"$vm" --timeout "$((60 * ${TEST_TIME_FACTOR:-1}))" "$@" >"$temp/out" 2>"$temp/err" </dev/null
	status=$?
}

# expect_refusal NAME WORD ARGUMENT...: status 2, nothing on stdout, one line with WORD on stderr
expect_refusal()
{
	local name=$1 word=$2 text
	shift 2
	run "$@"
	text=$(cat "$temp/err")
	check_eq "$name: status" 2 "$status"
	if [[ $text == *"$word"* && $text != *$'\n'* && ! -s $temp/out ]]; then
		ok "$name: one line that names it"
	else
		not_ok "$name: one line that names it" "expected '$word', but got '$text'"
	fi
}

check_contains()
{
	if grep -q -e "$2" "$3"; then
		ok "$1"
	else
		not_ok "$1" "expected '$2' in: $(tail -n 5 "$3")"
	fi
}

usage_errors()
{
	expect_refusal 'unknown option' --frob --frob -- true
	expect_refusal 'no command' command --cpus 1
	expect_refusal 'command without --' true true
	expect_refusal 'not a number' --cpus --cpus two -- true
	expect_refusal 'maxcpus below cpus' --maxcpus --cpus 4 --maxcpus 2 -- true
	expect_refusal 'unknown kernel' 2.4 --kernel 2.4 -- true
	expect_refusal 'nothing to add' /no/such/file --add /no/such/file -- true
	check 'help on stdout' sh -c '"$1" --help | grep -q Examples' sh "$vm"
}

# One boot for all that a command can do to its output and find in the guest.
streams()
{
	printf 'added' >"$temp/a file"
	printf '%s\0' "it's" '"$HOME" \n' '' $'two\nlines' '*' >"$temp/arguments"
	local script='
		printf "\000\001\377\r\n\033[0mout, no newline"
		printf "err \376, no newline" >&2
		cat "/a file" >/tmp/x && grep -q ^added$ /tmp/x || exit 101
		printf "%s\0" "$@" | cmp - /etc/arguments || exit 102
		[ "$(cat /sys/devices/system/cpu/online)" = 0-1 ] || exit 103
		[ "$(cat /sys/devices/system/cpu/possible)" = 0-3 ] || exit 104
		echo 1 >/sys/devices/system/cpu/cpu2/online
		[ "$(cat /sys/devices/system/cpu/online)" = 0-2 ] || exit 105
		echo "p vfs_read" >/sys/kernel/tracing/kprobe_events || exit 106
		[ "$(su student -c id\ -u)" = 1000 ] || exit 107
		exit 7'
	mapfile -d '' -t arguments <"$temp/arguments"
	run --cpus 2 --maxcpus 4 --add "$temp/a file" --add "$temp/arguments:/etc/arguments" \
		-- sh -c "$script" sh "${arguments[@]}"
	case $status in
	101) not_ok 'a file is added' "it is not there" ;;
	102) not_ok 'arguments arrive as they are' "they differ" ;;
	103 | 104 | 105) not_ok 'CPUs online, possible and brought up' "step $status failed" ;;
	106) not_ok 'kprobes can be made' "not on this kernel" ;;
	107) not_ok 'there is a student' "su failed" ;;
	*) check_eq 'status, arguments, files, CPUs, kprobe and user' 7 "$status" ;;
	esac
	printf '\000\001\377\r\n\033[0mout, no newline' | cmp - "$temp/out" >/dev/null
	check_eq 'stdout is byte for byte' 0 $?
	printf 'err \376, no newline' | cmp - "$temp/err" >/dev/null
	check_eq 'stderr is byte for byte' 0 $?
}

# Output comes while the command runs, and much of it in little time; stdin is passed.
volume()
{
	local first
	first=$(printf 'in\n' | "$vm" --stdin -- sh -c 'read line; echo "$line"
		sleep 100' | head -n 1)
	check_eq 'output while the command runs, stdin, and an end with the reader' in "$first"

	run -- dd if=/dev/zero bs=64k count=320
	check_eq '20 MiB: status' 0 "$status"
	check_eq '20 MiB: size' 20971520 "$(stat -c %s "$temp/out")"
}

# $temp is not readable for others, and its files are: hence the redirections.
without_root()
{
	local nobody=()
	if [ "$(id -u)" = 0 ]; then
		nobody=(setpriv --reuid 65534 --regid 65534 --clear-groups)
	fi
	if ! "${nobody[@]}" test -x "$vm" -a -r "$root/build/kernels/6.1/vmlinuz"; then
		skip 'without root' 'an unprivileged user cannot read the project'
		return
	fi
	env -i PATH="$PATH" "${nobody[@]}" "$vm" -- id -u >"$temp/out" 2>"$temp/err" </dev/null
	check_eq 'without root: status' 0 $?
	check_eq 'without root: output' 0 "$(cat "$temp/out" "$temp/err")"
}

failures()
{
	run --timeout 5 -- sh -c 'echo started; sleep 100'
	check_eq 'time-out: status' 124 "$status"
	check_eq 'time-out: what was written before' started "$(cat "$temp/out")"
	check_contains 'time-out: said' 'did not end within 5 s' "$temp/err"

	run -- sh -c 'echo c >/proc/sysrq-trigger'
	check_eq 'panic: status' 125 "$status"
	check_contains 'panic: the console is shown' 'Kernel panic' "$temp/err"

	run -- sh -c 'echo "WARNING: fake" >/dev/kmsg'
	check_eq 'kernel warning after success: status' 125 "$status"
	check_contains 'kernel warning: shown' 'WARNING: fake' "$temp/err"

	run -- sh -c 'echo "BUG: fake" >/dev/kmsg; exit 3'
	check_eq 'kernel complaint after failure: status' 3 "$status"
	check_contains 'kernel complaint after failure: shown' 'BUG: fake' "$temp/err"

	run -- no-such-command
	check_eq 'no such command: status' 127 "$status"
}

# Ends QEMU and removes its files: TMPDIR shows what is left.
interrupted()
{
	local pid
	mkdir "$temp/tmp"
	TMPDIR=$temp/tmp "$vm" -- sh -c 'echo up; sleep 100' >"$temp/out" 2>/dev/null </dev/null &
	pid=$!
	wait_for 60 grep -q up "$temp/out"
	kill -TERM $pid
	wait $pid
	check_eq 'SIGTERM: status' 143 $?
	check_eq 'SIGTERM: nothing is left behind' '' "$(ls -A "$temp/tmp")"
}

if ! "$vm" -- true >"$temp/out" 2>&1 </dev/null; then
	not_ok 'a VM boots and runs true' "$(tail -n 3 "$temp/out")"
	finish
fi
ok 'a VM boots and runs true'
usage_errors
streams
volume
without_root
failures
interrupted
finish
