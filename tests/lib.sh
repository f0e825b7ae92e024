# SPDX-License-Identifier: GPL-2.0-only
# For test scripts, on the host and in the guest: POSIX sh and "local", so that bash, dash and
# busybox's ash all do. Start with
#
#	. "${0%/*}/../lib.sh"
#
# and end with "finish". The lines go to tests/run, which also knows what to do with a script
# that ends early. What else a script prints is shown if it fails.
# shellcheck shell=sh disable=SC3043

tests_ran=0
tests_failed=0

# ok NAME
ok()
{
	tests_ran=$((tests_ran + 1))
	printf 'ok - %s\n' "$1"
}

# not_ok NAME [DETAILS]: of several lines the first is part of the verdict, the others follow it
not_ok()
{
	tests_ran=$((tests_ran + 1))
	tests_failed=$((tests_failed + 1))
	printf 'not ok - %s: %s\n' "$1" "${2:-failed}" | sed '2,$s/^/#   /'
}

# skip NAME WHY
skip()
{
	tests_ran=$((tests_ran + 1))
	printf 'skip - %s: %s\n' "$1" "$2"
}

# check_eq NAME EXPECTED ACTUAL
check_eq()
{
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "expected '$2', but got '$3'"
	fi
}

# check NAME COMMAND [ARG]...: the command succeeds. It runs in a subshell, to keep its output out
# of the way, so that it cannot set variables.
check()
{
	local name="$1" output status
	shift
	output=$("$@" 2>&1)
	status=$?
	if [ $status = 0 ]; then
		ok "$name"
	else
		not_ok "$name" "'$*' exited with status $status
$output"
	fi
}

# Hundredths of a second since boot; busybox's date has no fractions.
tests_clock()
{
	local up rest
	read -r up rest </proc/uptime
	# 1NN - 100: a number that starts with 0 would be octal
	echo $((${up%.*} * 100 + 1${up#*.} - 100))
}

# wait_for SECONDS COMMAND [ARG]...: until the command succeeds; 1 if it never does. Slow machines
# get more time through TEST_TIME_FACTOR.
wait_for()
{
	local deadline
	deadline=$(($(tests_clock) + $1 * 100 * ${TEST_TIME_FACTOR:-1}))
	shift
	until "$@"; do
		[ "$(tests_clock)" -lt "$deadline" ] || return 1
		sleep 0.05
	done
}

# The end of a script: its status says whether all was well.
finish()
{
	[ $tests_failed = 0 ] && [ $tests_ran != 0 ]
	exit
}
