#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What students and teachers type, without root and in a copy of the tree: all of make's targets,
# and the shell through a terminal.
set -u
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

root=$(cd "${0%/*}/../.." && pwd)
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT
tree=$temp/tree
lab=01-hello

make_tree()
{
	mkdir -p "$tree/build"
	cp -r "$root"/{Makefile,common,kern,user,labs,scripts,tests} "$tree"
	# Kernels are fetched once; nothing else is shared.
	ln -s "$(readlink -f "$root/build/kernels")" "$tree/build/kernels"
	user=()
	if [ "$(id -u)" = 0 ]; then
		chmod 755 "$temp"
		chown -R 65534:65534 "$tree"
		user=(setpriv --reuid 65534 --regid 65534 --clear-groups)
	fi
	cd "$tree" || exit 1
}

# as_user COMMAND...: sets status; the output is in $temp/out and $temp/err
as_user()
{
	"${user[@]}" env HOME="$tree" TMPDIR=/tmp "$@" >"$temp/out" 2>"$temp/err" </dev/null
	status=$?
}

# check_line NAME PATTERN FILE
check_line()
{
	if grep -q -e "$2" "$3"; then
		ok "$1"
	else
		not_ok "$1" "no '$2' in: $(tail -n 15 "$3")"
	fi
}

solve()
{
	local source
	for source in "labs/solutions/$lab"/*.[ch]; do
		# Not by a definition on the command line: students' sources have none.
		{ echo '#define SOLUTION' && cat "$source"; } >"labs/$lab/${source##*/}"
	done
}

wrong_usage()
{
	as_user make lab NN=99
	check_eq 'make lab: no such lab: status' 2 "$status"
	check_line 'make lab: no such lab: said' 'there is no lab 99' "$temp/err"
	as_user make lab
	check_line 'make lab: without NN: said' 'which lab' "$temp/err"
	as_user make labs-grade DIR=/no/such
	check_line 'make labs-grade: no such folder: said' "not '/no/such'" "$temp/err"
}

starter()
{
	local start=$SECONDS
	as_user make lab NN=1
	check_eq 'make lab: a starter is graded' 0 "$status"
	check_eq 'make lab: the last line is JSON' wrong "$(tail -n 1 "$temp/out" | jq -r .result)"
	as_user make lab NN=01
	check_eq 'make lab: at most 80 columns' '' "$(grep -E '.{81}' "$temp/out")"
	check_eq 'make lab: nothing but the result, the second time' '' "$(cat "$temp/err")"
	echo "# two runs and the first build: $((SECONDS - start)) s"
}

solution()
{
	solve
	as_user make lab-submit NN=01
	check_eq 'make lab-submit: status' 0 "$status"
	check_line 'make lab-submit: says what to hand in' "^Hand in build/labs/$lab.tar.gz: 3 files" "$temp/out"
	check_eq 'make lab-submit: sources and grade' \
		"$lab/ $lab/grade.txt $lab/hello.bpf.c $lab/hello.c" \
		"$(tar -tzf build/labs/$lab.tar.gz | sort | xargs)"
}

# A good one, one whose grade is invented, one that does not compile, one that is no archive.
submissions()
{
	local dir=$temp/hand-in
	mkdir -p "$dir"/{ann,bob,cem,dan} "$temp/x/$lab"
	cp build/labs/$lab.tar.gz "$dir/ann/"
	(
		cd "$temp/x" || exit 1
		cp "$root/labs/$lab"/*.[ch] $lab/
		echo '{"lab": "01-hello", "score": 13, "max": 13, "result": "pass"}' >$lab/grade.txt
		tar -czf "$dir/bob/$lab.tar.gz" $lab
		echo 'int x' >>$lab/hello.c
		tar -czf "$dir/cem/$lab.tar.gz" $lab
		echo 'not an archive' >"$dir/dan/$lab.tar.gz"
	)
	chmod -R a+rX "$dir"
	as_user make -s labs-grade DIR="$dir"
	check_eq 'make labs-grade: status' 0 "$status"
	cat >"$temp/expected" <<-CSV
	submission,lab,score,max,result,claimed
	"ann/$lab.tar.gz",$lab,13,13,pass,13
	"bob/$lab.tar.gz",$lab,2,13,wrong,13
	"cem/$lab.tar.gz",$lab,0,13,build-error,13
	"dan/$lab.tar.gz",$lab,0,13,build-error,
	CSV
	check_eq 'make labs-grade: the table' "$(cat "$temp/expected")" "$(grep , "$temp/out")"
}

shown()
{
	grep -q -e "$1" "$temp/terminal"
}

# type_line TEXT PATTERN: and wait for what comes of it
type_line()
{
	printf '%s\n' "$1" >&7
	if wait_for 60 shown "$2"; then
		ok "make lab-shell: '$1'"
	else
		not_ok "make lab-shell: '$1'" "no '$2' in: $(tail -n 15 "$temp/terminal")"
	fi
}

# It runs through script(1), which makes a terminal.
shell()
{
	local pid
	mkfifo "$temp/keys"
	: >"$temp/terminal"
	chmod 666 "$temp/keys" "$temp/terminal"
	as_user make static
	"${user[@]}" env HOME="$tree" TMPDIR=/tmp TERM=xterm \
		script -qefc 'make -s lab-shell NN=01' /dev/null <"$temp/keys" >"$temp/terminal" 2>&1 &
	pid=$!
	exec 7>"$temp/keys"
	if ! wait_for 120 shown 'lab# '; then
		not_ok 'make lab-shell: a prompt' "$(tail -n 15 "$temp/terminal")"
	fi
	type_line 'hello &' READY
	type_line 'reader --count 2' 'hello from reader'
	type_line 'bpftool prog show name hello' 'kprobe  name hello'
	type_line 'readsnoop --version' 'readsnoop [0-9]'
	type_line 'kill %1; wait; echo $((40 + 2))' '^42'
	printf 'exit\n' >&7
	wait $pid
	check_eq 'make lab-shell: "exit" ends it, and well' 0 $?
	exec 7>&-
}

make_tree
wrong_usage
starter
solution
submissions
shell
finish
