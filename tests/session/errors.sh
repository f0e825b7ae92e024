# SPDX-License-Identifier: GPL-2.0-only
# What goes wrong with root's rights is one clear line and the right exit status.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}
loaded_before=$(settled_bpfcount)

# fails NAME STATUS WORDS COMMAND...: one line on stderr that has the words
fails()
{
	local name=$1 expected=$2 words=$3 status
	shift 3
	"$@" >"$dir/out" 2>"$dir/err"
	status=$?
	grep -v 'no kprobe on' "$dir/err" >"$dir/lines"
	check_eq "$name: exit status" "$expected" $status
	check_eq "$name: lines on stderr" 1 "$(wc -l <"$dir/lines")"
	if grep -q -- "$words" "$dir/lines"; then
		ok "$name: message"
	else
		not_ok "$name: message" "no '$words' in: $(cat "$dir/lines")"
	fi
}

fails 'output is a directory' 1 "opening '/tmp' for writing failed: Is a directory" \
	readsnoop --attach "$attach" -o /tmp
fails 'output disk is full' 1 "writing to '/dev/full' failed: No space left" \
	readsnoop --attach "$attach" -q -o /dev/full -d 5
# busybox's setpriv can do less.
if setpriv --version >/dev/null 2>&1; then
	fails 'without capabilities' 3 'needs root' \
		setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all readsnoop
	fails 'a privilege too few' 3 'needs root' \
		setpriv --bounding-set=-all,+bpf --inh-caps=-all readsnoop
else
	fails 'without capabilities' 3 'needs root' su student -s /bin/sh -c readsnoop
fi
if [ ! -e /sys/bus/event_source/devices/kprobe/type ]; then
	fails 'no kprobes in this kernel' 4 'this kernel has no kprobes' readsnoop --attach kprobe
fi
fails 'stdout is closed' 1 'stdout is not open for writing' \
	sh -c "exec timeout 10 readsnoop -q --attach $attach >&-"
check 'nothing stays loaded' wait_for 10 nothing_left
finish
