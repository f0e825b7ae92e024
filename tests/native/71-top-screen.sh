#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# top on a terminal: the picture in its size, the keys, and the terminal as it was at every end.
. "${0%/*}/../session/env.sh"

if ! command -v tmux >/dev/null; then
	echo 'tmux is not installed; run scripts/setup --test'
	exit 77
fi

# A server of our own, so that nobody else's is disturbed.
in_tmux()
{
	tmux -S "$dir/tmux" "$@"
}

trap 'in_tmux kill-server 2>/dev/null; rm -rf "$dir"' EXIT

screen()
{
	in_tmux capture-pane -p
}

keys()
{
	in_tmux send-keys "$@"
}

shows()
{
	screen | grep -q -e "$1"
}

# check_shows NAME PATTERN: within a while
check_shows()
{
	if wait_for 10 shows "$2"; then
		ok "$1"
	else
		not_ok "$1" "no '$2' in:
$(screen)"
	fi
}

# Nothing is left over from another size or picture: as many titles as there should be.
check_picture()
{
	check_eq "$1: one sum and one line of titles" '1 1' \
		"$(screen | grep -c 'reads/s,') $(screen | grep -c 'READS/S')"
	check_eq "$1: no line is longer" 0 "$(screen | awk -v most="$2" 'length > most' | wc -l)"
}

first_is()
{
	[ "$(screen | sed -n '4s/.* //p')" = "$1" ]
}

modes()
{
	stty -a -F "$terminal"
}

cursor_is_on()
{
	[ "$(in_tmux display-message -p '#{cursor_flag}#{alternate_on}')" = 10 ]
}

restored()
{
	[ "$(modes)" = "$modes_before" ] && cursor_is_on
}

# The program that runs in the terminal: the only child of its shell.
child()
{
	cat "/proc/$shell/task/$shell/children"
}

# start_top: and wait for its first interval
start_top()
{
	keys "clear; readsnoop top 200ms --attach tracepoint -n load,bulk; echo status \$?" Enter
	wait_for 10 shows ' load$'
}

check_restored()
{
	check "$1: the terminal is as it was" wait_for 10 restored
}

tmux -S "$dir/tmux" -f /dev/null new-session -d -x 80 -y 24 "PATH=$PATH PS1=prompt: sh"
terminal=$(in_tmux display-message -p '#{pane_tty}')
wait_for 10 shows 'prompt:'
shell=$(in_tmux display-message -p '#{pane_pid}')
modes_before=$(modes)
reads --comm load --count 100000000 --rate 2000 --size 10 >/dev/null &
load=$!
reads --comm bulk --count 100000000 --rate 200 --size 65536 >/dev/null &
bulk=$!

start_top
check_shows '80x24: a process' "^ *$load  *[12][0-9][0-9][0-9]  .* load$"
check_picture '80x24' 80
check '80x24: the first by reads' wait_for 10 first_is load

keys b
check_shows 'b: sorted by bytes' 'sorted by bytes'
check 'b: the first by bytes' wait_for 10 first_is bulk
keys '>'
check_shows '>: the next column' 'sorted by errors'
keys Left
check_shows 'arrow: the one before' 'sorted by bytes'

keys Space
check_shows 'space: paused' '^PAUSED'
before=$(screen)
sleep 0.7
check_eq 'space: nothing changes' "$before" "$(screen)"
keys Space
check 'space: goes on' wait_for 10 sh -c "! tmux -S '$dir/tmux' capture-pane -p | grep -q PAUSED"

keys h
check_shows 'h: help' 'sort by 99th percentile'
keys h
check_shows 'h: back' 'sorted by bytes'

in_tmux resize-window -x 110 -y 10
check_shows 'larger and lower: still there' 'h: help, q: quit$'
sleep 0.5
check_picture 'larger and lower' 110
check_eq 'larger and lower: not scrolled' 1 "$(screen | sed -n 1p | grep -c 'reads/s,')"
in_tmux resize-window -x 50 -y 30
sleep 0.5
check_picture 'narrow' 50
in_tmux resize-window -x 80 -y 24
sleep 0.5
check_picture '80x24 again' 80

keys q
check_shows 'q: exit status' 'status 0'
check_restored 'q'
check_shows 'q: the ledger' 'unaccounted: 0'

start_top
keys C-c
check_shows 'Ctrl-C: exit status' 'status 0'
check_restored 'Ctrl-C'

start_top
kill -TERM $(child)
check_shows 'kill -TERM: exit status' 'status 0'
check_restored 'kill -TERM'

start_top
keys C-z
check_restored 'Ctrl-Z'
keys fg Enter
check_shows 'fg: goes on' 'sorted by reads'
# Without a warning: the shell takes the terminal as it is.
kill -STOP $(child)
check_shows 'kill -STOP: the shell is back' 'prompt:$'
keys fg Enter
check_shows 'kill -STOP, fg: goes on' 'sorted by reads'
sleep 0.5
check_picture 'kill -STOP, fg' 80
keys q
check_shows 'fg: the ledger' 'unaccounted: 0'
check_restored 'fg'

# The reads of our keys are not in it.
keys 'clear; readsnoop top 200ms --attach tracepoint -n readsnoop' Enter
wait_for 10 shows 'sorted by reads'
pid=$(child)
keys b b b b b
check_shows 'own reads: the keys were read' 'sorted by bytes'
sleep 0.5
check_eq 'own reads: not shown' 0 "$(screen | grep -c "^ *${pid% } ")"
keys q
check_restored 'own reads'
kill $load $bulk
finish
