#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The build: complete after a change of a header, quiet, installable. In a copy of the tree.
. "${0%/*}/../lib.sh"

root=$(cd "${0%/*}/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

for part in Makefile common completions docs kern scripts user; do
	cp -r "$root/$part" "$dir"
done
cd "$dir" || exit 1

make all >"$dir/log" 2>&1
check_eq 'make: exit status' 0 $?
check_eq 'make: no warnings' 0 "$(grep -ci warning "$dir/log")"
check 'make: a second run has nothing to do' make -q all

# rebuilds HEADER OBJECT...: a change of the header makes the objects stale
rebuilds()
{
	local header=$1 object plan
	shift
	# Newer than anything built, whatever the clock's resolution.
	touch -d '+2 seconds' "$header"
	plan=$(make -n V=1 all)
	for object; do
		case $plan in
		*"-o $object"*) ok "$header changes: $object is rebuilt" ;;
		*) not_ok "$header changes: $object is rebuilt" 'make would not' ;;
		esac
	done
	touch -d '-1 hour' "$header"
}
rebuilds common/event.h build/kern/perf.bpf.o build/kern/hash.bpf.o build/user/output_text.o
rebuilds common/counters.h build/kern/ring.bpf.o build/user/ledger.o
rebuilds kern/filter.bpf.h build/kern/mmap.bpf.o
rebuilds user/channel.h build/user/trace.o build/user/channel_perf.o

for header in common/*.h; do
	check "$header compiles alone for the host" \
		gcc -std=gnu11 -Wall -Wextra -Werror -fsyntax-only -x c "$header"
	check "$header compiles alone for BPF" \
		clang -target bpf -idirafter "/usr/include/$(gcc -print-multiarch)" \
		-Wall -Wextra -Werror -fsyntax-only -x c "$header"
done

check 'make install' make install DESTDIR="$dir/root" PREFIX=/usr
check 'make install: the program runs' "$dir/root/usr/sbin/readsnoop" --version
for file in man/man8/readsnoop.8 bash-completion/completions/readsnoop \
	zsh/site-functions/_readsnoop; do
	check "make install: share/$file" test -s "$dir/root/usr/share/$file"
done
check 'make uninstall' make uninstall DESTDIR="$dir/root" PREFIX=/usr
check_eq 'make uninstall: nothing stays' '' "$(find "$dir/root" -type f)"
make help >"$dir/log"
for target in run test test-kernels vm static install clean; do
	check "make help: names $target" grep -q "^  $target " "$dir/log"
done
check 'make clean' make clean
check_eq 'make clean: nothing stays' '' "$(find build -type f 2>/dev/null)"
finish
