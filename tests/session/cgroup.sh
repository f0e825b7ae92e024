# SPDX-License-Identifier: GPL-2.0-only
# --cgroup: the processes in it and below it, by whatever path it is named.
. "${0%/*}/../session/env.sh"

mount=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
top=readsnoop-test-$$
if [ -z "$mount" ] || ! mkdir "$mount/$top" 2>/dev/null; then
	echo 'there is no writable cgroup2'
	exit 77
fi
trap 'rmdir "$mount/$top"/*/* "$mount/$top"/* "$mount/$top" 2>/dev/null; rm -rf "$dir"' EXIT
mkdir "$mount/$top/a" "$mount/$top/a/below" "$mount/$top/b" "$mount/$top/ab"

# in_cgroup PATH COUNT
in_cgroup()
{
	# shellcheck disable=SC2016
	sh -c 'echo $$ >"$0/cgroup.procs"; exec reads --comm cgroup --count "$1"' "$mount/$1" "$2" >/dev/null
}

# shows NAME SUM OPTION...
shows()
{
	local title="$1" sum="$2"
	shift 2
	start_trace "$dir/trace" --attach "$attach" -n cgroup "$@"
	reads --comm cgroup --count 1 >/dev/null
	in_cgroup "$top" 2
	in_cgroup "$top/a" 4
	in_cgroup "$top/a/below" 8
	in_cgroup "$top/b" 16
	in_cgroup "$top/ab" 32
	stop_trace
	audited "$title" "$dir/trace"
	check_eq "$title: reads" "$sum" $((reads + lost))
}

for attach in $ATTACHES; do
	shows "$attach: a leaf" 8 --cgroup "$mount/$top/a/below"
done
attach=${ATTACHES%% *}
shows 'one and what is below' 12 --cgroup "$mount/$top/a"
shows 'relative to the mount' 12 --cgroup "$top/a"
shows 'as /proc/PID/cgroup has it' 12 --cgroup "/$top/a"
shows 'two' 28 --cgroup "$top/b" --cgroup "$top/a/"
shows 'all' 63 --cgroup /
# It is the directory that counts, not its name.
start_trace "$dir/trace" --attach "$attach" -n cgroup --cgroup "$top/b"
rmdir "$mount/$top/b" && mkdir "$mount/$top/b"
in_cgroup "$top/b" 16
stop_trace
check_eq 'a new one of the same name: reads' 0 "$(read_lines "$dir/trace")"

# refuses STATUS PATH WORDS [COMMAND]...: COMMAND starts readsnoop
refuses()
{
	local expected=$1 path=$2 words=$3
	shift 3
	"$@" readsnoop -d 1 --attach "$attach" --cgroup "$path" >"$dir/out" 2>"$dir/err"
	check_eq "--cgroup $path: exit status" "$expected" $?
	check "--cgroup $path: says '$words'" grep -qF -- "$words" "$dir/err"
	check_eq "--cgroup $path: one line" 1 "$(wc -l <"$dir/err")"
}
refuses 1 "$top/none" "'$top/none': no such cgroup (v2); give a directory below '$mount'"
refuses 1 /tmp 'no such cgroup'
refuses 1 "$mount/$top/cgroup.procs" 'no such cgroup'
refuses 1 ../.. 'no such cgroup'
if unshare -m true 2>/dev/null; then
	# shellcheck disable=SC2016
	refuses 4 "$top" 'mount -t cgroup2 cgroup2' \
		unshare -m sh -c 'umount -l "$0" && exec "$@"' "$mount"
else
	skip 'cgroup2 is not mounted' 'no unshare here'
fi
finish
