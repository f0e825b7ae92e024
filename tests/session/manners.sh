# SPDX-License-Identifier: GPL-2.0-only
# What is expected of a program in a pipeline, in a script and on a terminal.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}
escape=$(printf '\033')

# The header says that it is attached: what comes then is seen.
for format in text json csv; do
	mkfifo "$dir/$format.fifo"
	readsnoop --attach "$attach" -q -n manners --format $format --count 3 >"$dir/$format.fifo" &
	trace_pid=$!
	{
		read -r _
		reads --comm manners --count 3 >/dev/null
		cat
	} <"$dir/$format.fifo" >"$dir/out"
	wait $trace_pid
	check_eq "$format: after the header nothing is missed" 3 "$(grep -c manners "$dir/out")"
done

# Into a pipe and a file: in batches, but no event is older than 100 ms (and what a slow machine adds).
for options in '' '--poll-interval 5s' '--wakeup 1000' '--order arrival'; do
	rm -f "$dir/out"
	# shellcheck disable=SC2086
	readsnoop --attach "$attach" -q -n manners $options -o "$dir/out" &
	trace_pid=$!
	wait_for 10 test -s "$dir/out"
	reads --comm manners --count 1 >/dev/null
	started=$(tests_clock)
	check "'$options': a single event gets out" wait_for 2 grep -q manners "$dir/out"
	waited=$(($(tests_clock) - started))
	check "'$options': within 100 ms ($waited hundredths)" \
		test $waited -le $((30 * ${TEST_TIME_FACTOR:-1}))
	kill $trace_pid
	wait $trace_pid
done
# A flood that never pauses comes out meanwhile, in few system calls.
if command -v strace >/dev/null; then
	rm -f "$dir/out"
	strace -f -e trace=write -o "$dir/strace" readsnoop --attach "$attach" -q -n manners -o "$dir/out" &
	trace_pid=$!
	wait_for 20 test -s "$dir/out"
	reads --comm manners --count 6000 --rate 2000 >/dev/null &
	flood=$!
	wait_for 10 grep -q manners "$dir/out"
	check 'a flood: lines come while it goes on' kill -0 $flood
	wait $flood
	kill "$(pgrep -P $trace_pid)" 2>/dev/null || kill $trace_pid
	wait $trace_pid
	writes=$(grep -c 'write(' "$dir/strace")
	check "a flood: few writes ($writes for 6000 lines)" test "$writes" -le 120
else
	skip 'a flood: few writes' 'there is no strace here'
fi

# Colour and width belong to terminals.
readsnoop --attach "$attach" -q -n manners -- reads --comm manners >"$dir/out"
check_eq 'a pipe: no colour' 0 "$(grep -c "$escape" "$dir/out")"
readsnoop --attach "$attach" -q -n manners --color always -- reads --comm manners >"$dir/out"
check_eq '--color always: the header is bold' 1 "$(grep -c "^$escape\[1m" "$dir/out")"

# --stats: on stderr, and with JSON a record too.
reads --comm manners --count 4000 --rate 2000 >/dev/null &
readsnoop --attach "$attach" -n manners --stats 300ms -d 2 --format json >"$dir/out" 2>"$dir/err"
line='^readsnoop: [0-9]* events/s, [0-9]* own/s, [0-9]* filtered/s; [0-9]* lost, [0-9]* failed'
lines=$(grep -c "$line" "$dir/err")
check "--stats: lines on stderr ($lines)" test "$lines" -ge 3 -a "$lines" -le 6
check_eq '--stats: as many records in JSON' "$lines" "$(grep -c '"type":"stats"' "$dir/out")"
# Rates times their 300 ms against the sum that the last line names, to a quarter.
check '--stats: the rates add up' awk '
	/events\/s/ { sum += $2 * 0.3; sub(".*in all ", ""); all = $1 }
	END { exit !(all > 100 && sum > all * 0.75 && sum < all * 1.25) }' "$dir/err"
wait
readsnoop --attach "$attach" -n nobody -q --stats 300ms -d 2 >"$dir/out" 2>"$dir/err"
check '--stats: also when nothing happens, and with -q' \
	test "$(grep -c '^readsnoop: 0 events/s' "$dir/err")" -ge 3
check_eq '--stats: text stays the table' 1 "$(wc -l <"$dir/out")"

[ -n "${SCREEN:-}" ] || finish
if ! command -v tmux >/dev/null; then
	skip 'on a terminal' 'there is no tmux here'
	finish
fi

# --- on a terminal, as somebody in front of it sees it ---

# A server of its own for each, as one that is told to end takes its time.
tmux=
trap '$tmux kill-server 2>/dev/null; rm -rf "$dir"' EXIT
screen()
{
	$tmux capture-pane -p "$@"
}
shows()
{
	screen | grep -q "$1"
}
# begin_screen COLUMNS COMMAND...
begin_screen()
{
	[ -z "$tmux" ] || $tmux kill-server
	tmux="tmux -L readsnoop-$$-$1-$tests_ran"
	$tmux -f /dev/null new-session -d -x "$1" -y 24 "$2; sleep 1000"
}

PATH=$PATH LC_ALL=C.UTF-8
export LC_ALL
name='\x1b[2J\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7'
run="$(command -v readsnoop) --attach $attach -q -u 4711"
begin_screen 80 "$run"
check 'terminal: the header' wait_for 10 shows 'BOOT TIME (s)'
reads --uid 4711 --comm caf\\xc3\\xa9 >/dev/null
check 'terminal: a line at once' wait_for 2 shows ' café$'
reads --uid 4711 --comm "$name" >/dev/null
check 'terminal: a long name is cut at 80 columns' wait_for 2 shows '\\x1b\[2J\\xff\\xfe\\xfd\\xfc\\xfb>$'
check_eq 'terminal: no line wraps' 0 "$(screen | grep -c '^\\x\|^[a-f0-9]\{2\}')"
check 'terminal: nothing was cleared' shows 'BOOT TIME (s)'
# The same thread before and after, whose name is remembered ready-made.
reads --uid 4711 --comm "$name" --count 20 --rate 10 >/dev/null &
sleep 0.3
$tmux resize-window -x 132 -y 30
check 'terminal: after a resize there is room for it' wait_for 2 shows '\\xf8\\xf7$'
wait $!
check_eq 'terminal: the header is bold' 1 "$(screen -e | grep -c "$escape\[1m *BOOT")"
begin_screen 80 "NO_COLOR=1 $run"
check 'terminal, NO_COLOR: the header' wait_for 10 shows 'BOOT TIME (s)'
check_eq 'terminal, NO_COLOR: plain' 0 "$(screen -e | grep -c "$escape")"
finish
