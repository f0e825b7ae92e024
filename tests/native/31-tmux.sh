#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# On a screen that tmux draws on another one, which is a pty too: its server reads our terminal and
# writes to the client's. Neither reading is part of the trace.
. "${0%/*}/../session/env.sh"

if ! command -v tmux >/dev/null; then
	echo 'tmux is not installed; run scripts/setup --test'
	exit 77
fi

# A server of our own, so that nobody else's is disturbed; one that is told to end may take a while.
server=0
in_tmux()
{
	tmux -f /dev/null -S "$dir/tmux$server" "$@"
}

trap 'in_tmux kill-server 2>/dev/null; rm -rf "$dir"' EXIT

# lines NAME: of the trace on tmux's screen, and what has left it above
lines()
{
	in_tmux capture-pane -p -S - | grep -cE " ($1)\$"
}

shows()
{
	[ "$(lines "$1")" -ge "$2" ]
}

# start [OPTION]...: a trace of tmux and its terminal, shown by them
start()
{
	pty --comm term-$$ --log "$dir/screen" --hang-up $((20000 * ${TEST_TIME_FACTOR:-1})) \
		tmux -f /dev/null -S "$dir/tmux$server" new-session \
		"exec readsnoop --attach tracepoint -n tick-$$,term-$$,'tmux: server' $*" &
	terminal=$!
	wait_for 20 grep -aqs COMM "$dir/screen"
}

stop()
{
	in_tmux kill-server
	wait $terminal
	rm "$dir/screen"
	server=$((server + 1))
}

loop="term-$$|tmux: server"

start
reads --comm tick-$$ --count 30 --rate 30 >/dev/null
check 'tmux: reads show' wait_for 5 shows tick-$$ 30
sleep 2
before=$(lines "$loop")
sleep 2
check_eq 'tmux: no more reads of those who show them' "$before" "$(lines "$loop")"
check "tmux: they caused next to none ($before)" test "$before" -le 10
stop

start --include-self
check 'tmux: --include-self shows the loop' wait_for 5 shows "$loop" 50
stop
finish
