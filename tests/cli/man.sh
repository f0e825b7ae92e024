#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The manual page: well formed, and nothing that the program has is missing.
. "${0%/*}/../lib.sh"

root=$(cd "${0%/*}/../.." && pwd)
program=$root/build/readsnoop
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$root" || exit 1

scripts/man "$program" docs/readsnoop.8.in >"$dir/readsnoop.8"
check_eq 'scripts/man: exit status' 0 $?
check_eq 'scripts/man: everything is filled in' '' "$(grep @ "$dir/readsnoop.8")"
check_eq 'make: the page is up to date' '' "$(diff "$dir/readsnoop.8" build/readsnoop.8)"
scripts/man "$dir/none" docs/readsnoop.8.in >"$dir/out" 2>&1
check_eq 'scripts/man without a program: exit status' 1 $?

if ! command -v mandoc >/dev/null; then
	skip 'the page as it is shown' 'mandoc is not installed'
	finish
fi
# It also looks for the other pages, which a small system does not have.
check_eq 'mandoc has nothing to complain of' '' \
	"$(mandoc -T lint "$dir/readsnoop.8" 2>&1 | grep -v 'outdated mandoc.db\|referenced manual not found')"
mandoc -T utf8 -O width=78 "$dir/readsnoop.8" | sed 's/.\x08//g' >"$dir/shown"
check_eq 'below 80 columns' '' "$(grep '^.\{80\}' "$dir/shown")"

# section NAME: of the page as it is shown, up to the next one of any kind
section()
{
	awk -v name="$1" '
		/^ ? ? ?[^ ]/ { inside = $0 ~ "^ *" name "$" }
		inside
	' "$dir/shown"
}

"$program" --list-options | sed -n 's/^command	\([a-z]*\)	.*/\1/p' >"$dir/commands"
while read -r command; do
	section "readsnoop $command" >"$dir/section"
	check "$command: in the synopsis" sh -c "grep -A 12 '^SYNOPSIS' '$dir/shown' | grep -qw $command"
	check "$command: an example" grep -q "^ *Examples\{0,1\}:" "$dir/section"
	check "$command: a command line" grep -q '^ \{8,\}readsnoop' "$dir/section"
	check "$command: caveats" grep -q '^ *Caveats: ' "$dir/section"
	# Each of its own on a line, or named among those of trace.
	missing=
	for option in $("$program" "$command" --list-options | sed -n 's/^option	\([a-z-]*\)	.*/\1/p'); do
		grep -q -- "--$option\([ ,.]\|$\)" "$dir/section" || missing="$missing --$option"
	done
	check_eq "$command: all of its options" '' "$missing"
done <"$dir/commands"
check 'all commands were looked at' test "$(wc -l <"$dir/commands")" -ge 2

section ENVIRONMENT >"$dir/section"
for variable in $(sed -n 's/.*getenv("\([A-Za-z_]*\)").*/\1/p' user/*.c | sort -u); do
	check "environment: $variable" grep -qw "$variable" "$dir/section"
done
section 'EXIT STATUS' >"$dir/section"
for status in $(sed -n 's/^	EXIT_[A-Z_]* = \([0-9]*\)[,	 ].*/\1/p' user/exit_code.h); do
	check "exit status: $status" grep -qw "$status" "$dir/section"
done
finish
