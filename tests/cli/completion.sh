#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Completion in bash and zsh offers what the program takes, no more and no less.
. "${0%/*}/../lib.sh"

root=$(cd "${0%/*}/../.." && pwd)
program=$root/build/readsnoop
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
. "$root/completions/readsnoop.bash"

# What the user sees of a subcommand's options: those that --help begins a line with.
helped()
{
	"$program" $1 --help | sed -n 's/^  \(-.,\|   \) \(--[a-z-]*\).*/\2/p' | sort
}

# listed TYPE [SUBCOMMAND]: the program's own table
listed()
{
	"$program" $2 --list-options | sed -n "s/^$1	//p"
}

# completed WORD...: what bash offers for the last one, in one line
completed()
{
	COMP_WORDS=("$program" "$@")
	COMP_CWORD=$#
	_readsnoop
	printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' ' | sed 's/ $//'
}

cd "$dir" || exit 1
touch some-file
mkdir some-dir
commands=$(listed command | cut -f 1)
check_eq 'bash: subcommands' "$(sort <<<"$commands" | xargs)" "$(completed '')"
check_eq 'bash: a subcommand' trace "$(completed tr)"

for command in '' $commands; do
	name="${command:-without a subcommand}"
	helped "$command" >"$dir/helped"
	check_eq "$name: --list-options has what --help has" "$(xargs <"$dir/helped")" \
		"$(listed option "$command" | cut -f 1 | sed 's/^/--/' | sort | xargs)"
	check_eq "bash: $name: options" "$(xargs <"$dir/helped")" "$(completed $command --)"
done

# What has no fixed set of words. Any other argument must list its own.
open=' TIME N 1/N SIZE BYTES MIN:STEP:N FILE PATH DIR LIST PID,... TID,... USER,... NAME,... A B '
for command in $commands; do
	check_eq "$command: whatever can be listed is" '' "$(listed option "$command" |
		while IFS=$'\t' read -r option letter argument choices _; do
			[[ $argument$choices == -- || $choices != - || $open == *" $argument "* ]] ||
				echo "--$option $argument"
		done)"
done

# Each closed set is what the program takes: its words, and no other.
for command in $commands; do
	while IFS=$'\t' read -r option letter argument choices _; do
		[ "$choices" != - ] || continue
		for choice in ${choices//,/ }; do
			check "$command --$option $choice" \
				"$program" $command --$option $choice --help
		done
		"$program" $command --$option ,nonsense --help >/dev/null 2>&1
		check_eq "$command --$option: nothing else" 2 $?
		check_eq "bash: $command --$option" "$(tr , '\n' <<<"$choices" | sort | xargs)" \
			"$(completed $command --$option '')"
	done < <(listed option "$command")
done

check_eq 'bash: --channel=r' ring "$(completed --channel = r)"
check_eq 'bash: --channel=' 'hash mmap perf ring' "$(completed --channel =)"
check_eq 'bash: a letter' 'name' "$(completed top -s n)"
check_eq 'bash: a list goes on' 'size,requested' "$(completed hist --of size,r)"
check_eq 'bash: a user in a list' '0,root' "$(completed -u 0,roo)"
check_eq 'bash: a process' $$ "$(completed --pid $$)"
check_eq 'bash: a file' some-file "$(completed -o some-f)"
check_eq 'bash: a directory' some-dir "$(completed --cgroup some-)"
check_eq 'bash: nothing for a number' '' "$(completed --count '')"
check_eq 'bash: the command' cat "$(completed -- cat | tr ' ' '\n' | grep -x cat | uniq)"
check_eq 'bash: its arguments' some-dir\ some-file "$(completed top -- cat some)"

# zsh, as somebody types: a line, a tab, and Ctrl-X, which writes what then stands there to a file.
cat >"$dir/type.zsh" <<'ZSH'
zmodload zsh/zpty
export TERM=dumb
zpty shell zsh -f -i
swallow() { local part; while zpty -r -t shell part; do :; done }
lines() { swallow; [[ $(wc -l <typed) -ge $1 ]] }
zpty -w shell "cd $1; path=($2 \$path); fpath=($3 \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell 'dump() { print -r -- "$BUFFER" >>typed; BUFFER= }; zle -N dump; bindkey "^X" dump'
shift 3
typed=0
for line; do
	zpty -w -n shell "$line"$'\t\x18'
	(( typed++ ))
	repeat 200; do lines $typed && break; sleep 0.05; done
done
ZSH
# zsh_completes TYPED COMPLETED...: each pair
zsh_completes()
{
	local typed=() completed=() i
	while [ $# -gt 0 ]; do
		typed+=("$1")
		completed+=("$2")
		shift 2
	done
	: >"$dir/typed"
	zsh "$dir/type.zsh" "$dir" "${program%/*}" "$root/completions" "${typed[@]}" \
		>"$dir/out" 2>&1
	for i in "${!typed[@]}"; do
		check_eq "zsh: ${typed[i]}" "${completed[i]}" "$(sed -n "$((i + 1))s/ *$//p" "$dir/typed")"
	done
}
if command -v zsh >/dev/null; then
	check 'zsh: syntax' zsh -n "$root/completions/_readsnoop"
	zsh_completes 'readsnoop tra' 'readsnoop trace' \
		'readsnoop --chan' 'readsnoop --channel=' \
		'readsnoop --channel m' 'readsnoop --channel mmap' \
		'readsnoop trace --attach=kp' 'readsnoop trace --attach=kprobe' \
		'readsnoop top -s na' 'readsnoop top -s name' \
		'readsnoop hist --lin' 'readsnoop hist --linear=' \
		'readsnoop hist --of size,req' 'readsnoop hist --of size,requested,' \
		'readsnoop -u roo' 'readsnoop -u root,' \
		'readsnoop -o some-f' 'readsnoop -o some-file' \
		'readsnoop doctor --js' 'readsnoop doctor --json' \
		'readsnoop --strict -- mkfif' 'readsnoop --strict -- mkfifo' \
		'readsnoop -- cat some-f' 'readsnoop -- cat some-file'
else
	skip 'zsh' 'not installed'
fi
finish
