# SPDX-License-Identifier: GPL-2.0-only
# Completion of readsnoop(8) for bash. All names come from the program itself, so that nothing here
# has to follow its options.

# _readsnoop_words WORDS CUR: those of the words, separated by spaces or commas, that begin with CUR
_readsnoop_words()
{
	local IFS=$' ,\n'
	# shellcheck disable=SC2207,SC2086
	COMPREPLY=($(compgen -W "$1" -- "$2"))
}

# The last word of a comma list, with those before it left in place.
_readsnoop_list()
{
	local before='' cur=$2
	if [[ $cur == *,* ]]; then
		before=${cur%,*},
		cur=${cur##*,}
	fi
	_readsnoop_words "$1" "$cur"
	COMPREPLY=("${COMPREPLY[@]/#/$before}")
}

# _readsnoop_value ARGUMENT CHOICES CUR
_readsnoop_value()
{
	local argument=$1 choices=$2 cur=$3
	if [ "$choices" != - ]; then
		if [[ $argument == *,... ]]; then
			_readsnoop_list "$choices" "$cur"
		else
			_readsnoop_words "$choices" "$cur"
		fi
		return
	fi
	case $argument in
	FILE) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
	PATH | DIR) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
	USER,...) _readsnoop_list "$(compgen -u)" "$cur" ;;
	PID,...) _readsnoop_list "$(cd /proc && echo [0-9]*)" "$cur" ;;
	NAME,...) _readsnoop_list "$(cat /proc/[0-9]*/comm 2>/dev/null | sort -u | grep -v '[ ,]')" "$cur" ;;
	esac
}

# Set $index to that of the word behind a "--" before the cursor, 0 without one, and $sub to the
# subcommand.
_readsnoop_scan()
{
	local i
	index=0 sub=
	for ((i = 1; i < COMP_CWORD; i++)); do
		if [ "${COMP_WORDS[i]}" = -- ]; then
			index=$((i + 1))
			return
		fi
		if [ $i = 1 ] && [[ ${COMP_WORDS[1]} != -* ]]; then
			sub=${COMP_WORDS[1]}
		fi
	done
}

_readsnoop()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local index sub list type name letter argument choices
	COMPREPLY=()
	# "--channel=pe" are three words.
	if [ "$cur" = = ]; then
		cur=
	elif [ "$prev" = = ]; then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	_readsnoop_scan
	if [ "$index" != 0 ]; then
		if [ "$index" = "$COMP_CWORD" ]; then
			mapfile -t COMPREPLY < <(compgen -c -- "$cur")
		else
			compopt -o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		fi
		return
	fi
	# shellcheck disable=SC2086 # without a subcommand, no word
	list=$("${COMP_WORDS[0]}" $sub --list-options 2>/dev/null) || return
	while IFS=$'\t' read -r type name letter argument choices _; do
		if [ "$type$argument" = option- ] || [ "$type" != option ]; then
			continue
		elif [ "$prev" = "--$name" ] || [ "$prev" = "-$letter" ]; then
			_readsnoop_value "$argument" "$choices" "$cur"
			return
		fi
	done <<<"$list"
	if [ "$COMP_CWORD" = 1 ] && [[ $cur != -* ]]; then
		_readsnoop_words "$(cut -f 1,2 <<<"$list" | sed -n 's/^command\t//p')" "$cur"
	else
		_readsnoop_words "$(cut -f 1,2 <<<"$list" | sed -n 's/^option\t/--/p')" "$cur"
	fi
}

complete -F _readsnoop readsnoop
