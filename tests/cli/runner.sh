#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The test runner itself, on suites made up here: a runner that overlooks a failure makes all
# other tests worthless.
# shellcheck disable=SC2016,SC1091 # the scripts in single quotes are expanded when they run
set -u
. "${0%/*}/../lib.sh"

tests=$(cd "${0%/*}/.." && pwd)
fake=$(mktemp -d) || exit 1
trap 'rm -rf "$fake"' EXIT

# An empty project with a runner.
reset()
{
	rm -rf "${fake:?}"/*
	mkdir -p "$fake"/tests/{cli,native,vm} "$fake/build/tests/unit" "$fake/scripts"
	cp "$tests/run" "$tests/lib.sh" "$fake/tests/"
	cp "$tests/vm/run" "$fake/tests/vm/"
}

# put PATH: an executable shell script from stdin
put()
{
	{ echo '#!/bin/bash' && cat; } >"$fake/$1"
	chmod +x "$fake/$1"
}

# Set output, last (its last line) and status.
run()
{
	output=$(env -u BUILD -u VM_KERNELS -u TEST_TIMEOUT -u TEST_TIME_FACTOR \
		"${with[@]}" "$fake/tests/run" "$@" 2>&1)
	status=$?
	last=${output##*$'\n'}
}

with=()

# expect NAME STATUS LAST_LINE ARGUMENT...
expect()
{
	local name=$1 expected="$2: $3"
	shift 3
	run "$@"
	if [ "$status: $last" = "$expected" ]; then
		ok "$name"
	else
		not_ok "$name" "expected '$expected', but got '$status: $last'
$output"
	fi
}

# expect_text NAME TEXT: somewhere in the output of the last run
expect_text()
{
	if [[ $output == *"$2"* ]]; then
		ok "$1"
	else
		not_ok "$1" "no '$2' in
$output"
	fi
}

scripts_with_lines()
{
	reset
	put tests/cli/a.sh <<<'echo "ok - one"; echo noise; echo "ok - two"'
	expect 'what passes passes' 0 '2 passed, 0 failed, 0 skipped' cli

	put tests/cli/b.sh <<<'echo "ok - three"; echo "not ok - four: four is 5"; echo why; exit 1'
	expect 'what fails fails' 1 '3 passed, 1 failed, 0 skipped' cli
	expect_text 'a failure is shown with its output' '| why'
	expect_text 'failures are listed at the end' '  cli/b: four: four is 5'

	reset
	put tests/cli/a.sh <<<'echo "not ok - lie: of the exit status"; exit 0'
	expect 'a failed line fails whatever the status' 1 '0 passed, 1 failed, 0 skipped' cli

	reset
	put tests/cli/a.sh <<<'echo "not ok - whole: line"; printf "not ok - broken: line"; exit 1'
	expect 'a last line without a newline counts' 1 '0 passed, 2 failed, 0 skipped' cli
}

scripts_that_end_badly()
{
	reset
	put tests/cli/a.sh <<<'echo "ok - one"; exit 3'
	expect 'an exit status without a failed line fails' 1 '1 passed, 1 failed, 0 skipped' cli
	expect_text 'and is told' 'cli/a: exit status 3'

	reset
	put tests/cli/a.sh <<<'echo "ok - one"; kill -SEGV $$'
	expect 'a crash fails' 1 '1 passed, 1 failed, 0 skipped' cli
	expect_text 'and its signal is told' 'cli/a: killed by signal 11'

	reset
	put tests/cli/a.sh <<<'echo "not ok - one: x"; kill -SEGV $$'
	expect 'a crash after a failure is another' 1 '0 passed, 2 failed, 0 skipped' cli

	reset
	put tests/cli/a.sh <<<'echo hello'
	expect 'silence fails' 1 '0 passed, 1 failed, 0 skipped' cli

	reset
	echo 'echo "ok - one"' >"$fake/tests/cli/a.sh"
	expect 'what cannot be executed fails' 1 '0 passed, 1 failed, 0 skipped' cli

	reset
	put tests/cli/a.sh <<-'SCRIPT'
	sleep 1000 & echo $! >child
	echo "ok - one"
	wait
	SCRIPT
	put tests/cli/b.sh <<<'echo "ok - two"'
	with=(TEST_TIMEOUT=1)
	expect 'a hang fails and the next one runs' 1 '2 passed, 1 failed, 0 skipped' cli
	with=()
	expect_text 'and is told' 'cli/a: did not end in time'
	check 'nothing is left of it' gone "$(cat "$fake/child")"

	reset
	put tests/cli/a.sh <<<'sleep 1000 & echo $! >child; echo "ok - one"'
	expect 'a process left behind does not delay' 0 '1 passed, 0 failed, 0 skipped' cli
	check 'and is ended' gone "$(cat "$fake/child")"
}

# shellcheck disable=SC2317 # check calls it
gone()
{
	wait_for 5 sh -c "! kill -0 $1 2>/dev/null || grep -q '^State:.Z' /proc/$1/status"
}

skips()
{
	reset
	put tests/cli/a.sh <<<'echo "ok - one"; echo "skip - two: no ring in this kernel"'
	put tests/cli/b.sh <<<'echo "needs root"; exit 77'
	expect 'skipped is not passed' 0 '1 passed, 0 failed, 2 skipped' cli
	expect_text 'the reason of a skip is listed' '  cli/a: two: no ring in this kernel'
	expect_text 'the last words of exit 77 are its reason' '  cli/b: needs root'

	rm "$fake/tests/cli/a.sh"
	expect 'skips alone are a failure' 1 '0 passed, 0 failed, 1 skipped' cli

	put tests/cli/b.sh <<<'echo "ok - one"; exit 77'
	expect '77 after a test is a failure' 1 '1 passed, 1 failed, 0 skipped' cli
}

nothing_ran()
{
	reset
	expect 'an empty suite is a failure' 1 '0 passed, 1 failed, 0 skipped' cli
	expect 'an empty suite of programs too' 1 '0 passed, 1 failed, 0 skipped' unit
	expect 'an empty suite for the guest too' 1 '0 passed, 1 failed, 0 skipped' vm
	put tests/cli/a.sh <<<'echo "ok - one"'
	put tests/cli/b.sh <<<'echo "ok - two"'
	expect 'nothing selected is a failure' 1 '0 passed, 0 failed, 0 skipped' --only nonsense cli
	expect '--only selects by name' 0 '1 passed, 0 failed, 0 skipped' --only b cli
	expect '--only takes a pattern' 0 '2 passed, 0 failed, 0 skipped' '--only=cli/[ab]' cli
	expect 'an empty suite among others' 1 '2 passed, 1 failed, 0 skipped' cli native
}

# As cmocka 1.1.5 prints it.
programs()
{
	reset
	put build/tests/unit/test_a <<<'printf "1..2\nok 1 - a\nok 2 - b\n# ok - group\n"'
	touch "$fake/build/tests/unit/test_a.o" "$fake/build/tests/unit/test_a.d"
	expect 'programs pass' 0 '2 passed, 0 failed, 0 skipped' unit

	put build/tests/unit/test_b <<-'SCRIPT'
	printf '1..3\nok 1 - a\nnot ok 2 - b\n# 0x1 != 0x2\nnot ok 3 # SKIP c\n# not ok - group\n'
	exit 1
	SCRIPT
	expect 'programs fail and skip' 1 '3 passed, 1 failed, 1 skipped' unit
	expect_text 'the failure has its name' '  unit/test_b: b'
	expect_text 'the skip too' '  unit/test_b: c'
	expect_text 'the failure has its details' '| # 0x1 != 0x2'

	reset
	put build/tests/unit/test_a <<<'printf "1..3\nok 1 - a\n"; kill -ABRT $$'
	expect 'a program that crashes fails' 1 '1 passed, 1 failed, 0 skipped' unit
	expect_text 'and says where' 'unit/test_a: reported 1 of 3 tests, killed by signal 6'

	put build/tests/unit/test_a <<<'printf "1..1\nok 1 - a\n"; exit 23'
	expect 'a leak found at exit fails' 1 '1 passed, 1 failed, 0 skipped' unit

	put build/tests/unit/test_a <<<'printf "1..2\nok 1 - a\n"'
	expect 'a test that was not reported fails' 1 '1 passed, 1 failed, 0 skipped' unit

	put build/tests/unit/test_a <<<'printf "1..1\nnoiseok 1 - a\n"'
	expect 'a line that noise spoiled fails' 1 '0 passed, 1 failed, 0 skipped' unit

	put build/tests/unit/test_a <<<'echo hello'
	expect 'a program without a plan fails' 1 '0 passed, 1 failed, 0 skipped' unit

	put build/tests/unit/test_a <<<'printf "1..1\nok 1 - a\n1..2\nok 1 - b\nok 2 - c\n"'
	expect 'two groups in one program' 0 '3 passed, 0 failed, 0 skipped' unit
}

surroundings()
{
	reset
	put tests/cli/a.sh <<-'SCRIPT'
	. "${0%/*}/../lib.sh"
	check_eq 'stdin is /dev/null' /dev/null "$(readlink /proc/self/fd/0)"
	check_eq 'the project is the working directory' "$(cd "${0%/*}/../.." && pwd -P)" "$(pwd -P)"
	finish
	SCRIPT
	expect 'scripts know their surroundings' 0 '2 passed, 0 failed, 0 skipped' cli

	put tests/cli/a.sh <<<'printf "not ok - a: \e[31mred\n"; exit 1'
	run cli
	if [[ $output == *$'\e'* ]]; then
		not_ok 'no escape sequence passes' 'one did'
	else
		ok 'no escape sequence passes'
	fi

	run
	check_eq 'no suite is wrong usage' 2 $status
	run nonsense
	check_eq 'an unknown suite is wrong usage' 2 $status
	run --nonsense cli
	check_eq 'an unknown option is wrong usage' 2 $status
	run --help
	check_eq '--help is no error' 0 $status
}

# interrupt SUITE SIGNAL STATUS
interrupt()
{
	local pid
	rm -f "$fake/child"
	# "env", since a shell's background jobs ignore SIGINT and cannot change that
	env --default-signal=INT "$fake/tests/run" "$1" >"$fake/output" 2>&1 &
	pid=$!
	wait_for 10 test -s "$fake/child" || not_ok 'a script starts' 'it did not'
	kill "-$2" $pid
	wait $pid
	check_eq "$2 ends the runner of $1" "$3" $?
	check 'and its script' gone "$(cat "$fake/child")"
	check_eq 'without a verdict' '' "$(grep passed "$fake/output")"
}

interruptions()
{
	reset
	put tests/cli/a.sh <<<'echo $$ >child; sleep 1000'
	interrupt cli TERM 143
	interrupt cli INT 130
	put scripts/vm <<<'echo $$ >child; sleep 1000'
	touch "$fake/tests/vm/10-a.sh"
	interrupt vm TERM 143
	interrupt vm INT 130
}

# A machine that runs its command here, and then ends as FAKE_VM says.
put_vm()
{
	put scripts/vm <<-'SCRIPT'
	fake=${0%/scripts/vm}
	kernel=$2
	while [ "$1" != -- ]; do shift; done
	shift
	for word; do
		shift
		[ "$word" != /tests/vm/run ] || word=$fake/tests/vm/run
		set -- "$@" "$word"
	done
	echo "vm: booting" >&2
	[ "${FAKE_VM:-}" != silent ] || exit 0
	[ "${FAKE_VM:-}" != dead ] || exit 125
	FAKE_KERNEL=$kernel "$@" &
	echo $! >"$fake/guest"
	wait $!
	status=$?
	[ "${FAKE_VM:-}" != warned ] || { echo "vm: guest kernel: WARNING: at f" >&2; exit 125; }
	exit $status
	SCRIPT
}

guest()
{
	reset
	put_vm
	put tests/vm/10-a.sh <<<'echo "ok - one"; echo "ok - on $FAKE_KERNEL"'
	put tests/vm/20-b.sh <<<'echo "ok - two"; echo "skip - three: why not"'
	put tests/vm/helper.sh <<<'echo "not ok - helper: is no test"; exit 1'
	expect 'guest scripts pass' 0 '3 passed, 0 failed, 1 skipped' vm
	expect_text 'each has its line' 'vm/20-b'
	expect '--only selects guest scripts' 0 '2 passed, 0 failed, 0 skipped' --only vm/10 vm

	with=(VM_KERNELS='5.10 6.12')
	expect 'several kernels' 0 '6 passed, 0 failed, 2 skipped' vm
	expect_text 'with the kernel in front' '5.10: vm/10-a'
	with=(FAKE_VM=warned)
	expect 'a warning of the kernel fails' 1 '3 passed, 1 failed, 1 skipped' vm
	expect_text 'and is shown' 'guest kernel: WARNING: at f'
	with=(FAKE_VM=silent)
	expect 'a silent machine fails' 1 '0 passed, 1 failed, 0 skipped' vm
	with=(FAKE_VM=dead)
	expect 'a dead machine fails' 1 '0 passed, 1 failed, 0 skipped' vm
	expect_text 'and its last words are shown' '| vm: booting'
	with=()
}

guest_failures()
{
	put tests/vm/10-a.sh <<<'echo "ok - one"; echo "not ok - two: details"; exit 1'
	expect 'guest scripts fail' 1 '2 passed, 1 failed, 1 skipped' vm
	expect_text 'with their details' '  vm/10-a: two: details'

	put tests/vm/10-a.sh <<<'echo "ok - one"; kill -SEGV $$'
	expect 'a guest script that crashes fails' 1 '2 passed, 1 failed, 1 skipped' vm
	expect_text 'and its signal is told' 'vm/10-a: killed by signal 11'

	put tests/vm/10-a.sh <<<'sleep 1000 & echo $! >child; echo "ok - one"; wait'
	with=(TEST_TIMEOUT=1)
	expect 'a guest script that hangs fails' 1 '2 passed, 1 failed, 1 skipped' vm
	with=()
	expect_text 'and is told' 'vm/10-a: did not end in time'
	check 'nothing is left of it' gone "$(cat "$fake/child")"

	put tests/vm/10-a.sh <<<'sleep 1000 & echo $! >child; echo "ok - one"'
	expect 'a process left behind in the guest' 0 '2 passed, 0 failed, 1 skipped' vm
	check 'is ended' gone "$(cat "$fake/child")"

	put tests/vm/10-a.sh <<<'echo "not ok - one: x"; exit 1'
	"$fake/tests/vm/run" >"$fake/output"
	check_eq 'the guest itself reports failure' 1 $?
	"$fake/tests/vm/run" 20-b >"$fake/output"
	check_eq 'and success' 0 $?

	put tests/vm/10-a.sh <<<'echo "ok - one"; kill -KILL "$(cat guest)"'
	expect 'a guest that dies on the way fails' 1 '1 passed, 2 failed, 0 skipped' vm
	expect_text 'and is told' 'vm/run: 0 of 2 scripts ended'
}

# The library in each shell it is meant for.
library()
{
	local shell name
	reset
	cat >"$fake/tests/cli/good" <<-'SCRIPT'
	. "${0%/*}/../lib.sh"
	check true true
	check_eq equal "a  b*" "a  b*"
	skip later "why: not"
	wait_for 1 true && ok waited
	n=0
	third() { n=$((n + 1)); [ $n = 3 ]; }
	wait_for 5 third && ok "waited $n"
	wait_for 0 false || ok "in vain"
	finish
	SCRIPT
	cat >"$fake/tests/cli/bad" <<-'SCRIPT'
	. "${0%/*}/../lib.sh"
	check false sh -c "echo no such; echo luck; exit 3"
	check_eq lines "a
	b" "a
	c"
	not_ok bare
	ok fine
	finish
	SCRIPT
	printf '. "${0%%/*}/../lib.sh"\nfinish\n' >"$fake/tests/cli/empty"

	for shell in bash dash 'busybox sh'; do
		name=${shell%% *}
		command -v "$name" >/dev/null || { skip "library in $name" 'no such shell'; continue; }
		# shellcheck disable=SC2086 # two words
		check_eq "what passes, in $name" "ok - true
ok - equal
skip - later: why: not
ok - waited
ok - waited 3
ok - in vain
status 0" "$($shell "$fake/tests/cli/good" 2>&1; echo "status $?")"
		# shellcheck disable=SC2086
		check_eq "what fails, in $name" "not ok - false: 'sh -c echo no such; echo luck; exit 3' exited with status 3
#   no such
#   luck
not ok - lines: expected 'a
#   b', but got 'a
#   c'
not ok - bare: failed
ok - fine
status 1" "$($shell "$fake/tests/cli/bad" 2>&1; echo "status $?")"
		# shellcheck disable=SC2086
		check_eq "no test is no success, in $name" 1 "$($shell "$fake/tests/cli/empty"; echo $?)"
	done
}

scripts_with_lines
scripts_that_end_badly
skips
nothing_ran
programs
surroundings
interruptions
guest
guest_failures
library
finish
