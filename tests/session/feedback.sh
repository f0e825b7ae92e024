# SPDX-License-Identifier: GPL-2.0-only
# What our output causes does not become input: neither our own reads, nor those of whoever shows
# or passes on our output, however many they are.
. "${0%/*}/../session/env.sh"

# Names that nobody else here has; busybox takes any that begins so for its own.
link=busybox-$$
ln -s /bin/busybox "$dir/$link"
PATH=$dir:$PATH
screen=$dir/screen

# Lines of the trace FILE from threads that show or pass on what we write, or that are NAME.
lines_of()
{
	grep -acsE " ($2)[[:space:]]*\$" "$1"
}

loops()
{
	lines_of "$1" "$link|term-$$|$$-.*"
}

has_lines()
{
	[ "$(lines_of "$1" "$2")" -ge "$3" ]
}

# on_screen COMMAND [OPTION]...: run a shell's command on a terminal that ends up in $screen.
on_screen()
{
	local command=$1
	shift
	rm -f "$screen"
	pty --comm term-$$ --log "$screen" --hang-up $((60000 * ${TEST_TIME_FACTOR:-1})) \
		"$@" sh -c "$command" &
	terminal=$!
	wait_for 20 grep -aqs COMM "$screen"
}

take_away()
{
	kill -KILL $terminal
	wait $terminal 2>/dev/null
}

# breaks NAME COMMAND [FILE [SHOWN]]: reads of somebody else show in FILE, and nothing follows.
breaks()
{
	local before file=${3:-$screen} shown=${4:-tick-$$}
	on_screen "$2"
	reads --comm tick-$$ --count 30 --rate 30 >/dev/null
	check "$1: reads show" wait_for 5 has_lines "$file" "$shown" 15
	sleep 1
	before=$(loops "$file")
	sleep 1
	check_eq "$1: no more reads of those who show them" "$before" "$(loops "$file")"
	check "$1: they caused next to none ($before)" test "$before" -le 5
	take_away
}

# goes_round NAME COMMAND: with --include-self the loop shows.
goes_round()
{
	on_screen "$2"
	check "$1: --include-self shows the loop" wait_for 5 has_lines "$screen" "$link|term-$$" 20
	take_away
}

# shows_the_rest NAME KIND: whoever shows our output also reads a file, and a second object whose
# other end it has; and another process is fed from a pipe that is open for writing there too.
shows_the_rest()
{
	rm -f "$screen" "$dir/fifo"
	mkfifo "$dir/fifo"
	pty --comm term-$$ --log "$screen" --stdout "$2" --file /dev/zero --file-reads 30 --other-reads 20 \
		readsnoop --attach "$attach" -d 3 2>/dev/null 7<>"$dir/fifo" &
	wait_for 20 grep -aqs COMM "$screen"
	reads --comm fed-$$ --file "$dir/fifo" --count 10 >/dev/null &
	sleep 0.3
	printf 0123456789 >"$dir/fifo"
	wait
	check_eq "$1: its other reads show" 50 "$(lines_of "$screen" term-$$)"
	check_eq "$1: reads of its other pipe show" 10 "$(lines_of "$screen" fed-$$)"
}

# One way to find the file is as good as another for most of it, so that is tested with the first.
attach=${ATTACHES%% *}
trace="readsnoop --attach $attach"
breaks '| cat' "$trace | $link cat"
breaks '| cat | cat, without stderr' "$trace 2>/dev/null | $link cat | $link cat"
# What it shows is the first screen, on a busy machine full of other reads.
breaks '| less' "$trace | $link less" "$screen" '[^ ]+'
# The inner one writes to its fd 1, as script does; the middle one to another, as tmux and sudo do.
breaks 'a terminal in a terminal in a terminal' \
	"exec pty --comm $$-middle --log /dev/tty pty --comm $$-inner $trace >/dev/null 2>&1"
breaks 'a terminal that asks who is in the foreground' \
	"exec pty --comm $$-middle --as-tmux --log /dev/tty $trace >/dev/null 2>&1"
breaks 'a socket' "pty --stdout socket --comm $$-inner $trace | $link cat"

# As the shell's "tee >(grep .)" does.
mkfifo "$dir/other"
$link grep . <"$dir/other" >"$dir/out" &
breaks '| tee of another pipe' "$trace 2>&1 | $link tee /dev/fd/5 5>$dir/other" "$dir/out"

goes_round '| tee log | grep' "$trace --include-self | $link tee $dir/log | $link grep ."
for kind in pty pipe socket; do
	shows_the_rest "shown through a $kind" $kind
done

for attach in $ATTACHES; do
	trace="readsnoop --attach $attach"
	breaks "$attach: on the screen" "exec $trace"
	breaks "$attach: | tee log | grep" "$trace | $link tee $dir/log | $link grep ."
	goes_round "$attach: on the screen" "exec $trace --include-self"
done
finish
