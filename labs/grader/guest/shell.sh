# SPDX-License-Identifier: GPL-2.0-only
# In the guest: the shell of "make lab-shell", for the lab $1 whose programs are in $2. With a file
# $3, the commands in it are run as if they were typed there, for a test of the handout.
# shellcheck shell=dash disable=SC1090

export PATH="$2:$PATH" PS1='lab# '
cd /root || exit 1

if [ -z "${3:-}" ]; then
	echo "Lab $1: $(cd "$2" && echo *), reader, launch, bpftool; \"exit\" leaves."
	exec sh -i
fi

# shellcheck source=tests/lib.sh
. /tests/lib.sh
log=/tmp/transcript

grown()
{
	[ "$(stat -c %s $log)" != "$before" ]
}

# What a program in the background prints because of a command comes before the next one: a new one
# says READY, one that is told to end has its last words, others are given time until nothing comes
# any more.
settle()
{
	case $1 in
	*'&') wait_for 20 grown ;;
	# It prints its results when it ends, however long that takes.
	'kill %'?) wait "${1#kill }" ;;
	esac
	while :; do
		before=$(stat -c %s $log)
		sleep 0.2
		grown || return
	done
}

# Jobs as at a terminal: "kill %1" works, and Ctrl-C's signal is not ignored.
set -m
: >$log
while IFS= read -r line <&3; do
	echo "@@ $line" >>$log
	before=$(stat -c %s $log)
	eval "$line" >>$log 2>&1
	settle "$line"
done 3<"$3"
cat $log
exit 0
