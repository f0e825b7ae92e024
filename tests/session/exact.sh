# SPDX-License-Identifier: GPL-2.0-only
# A known number of reads on each CPU comes out as that number. See env.sh.
. "${0%/*}/../session/env.sh"

count=100003

# both_cpus NAME: the workload, pinned to each CPU in turn
both_cpus()
{
	reads --comm exact --cpu 0 --count $count >/dev/null
	reads --comm exact --cpu 1 --count $count >/dev/null
}

check_run()
{
	check_eq "$1: exit status" 0 $trace_status
	audited "$1" "$dir/trace"
	check_eq "$1: CPU 0, delivered + lost" $count $((cpu0 + cpu0_lost))
	check_eq "$1: CPU 1, delivered + lost" $count $((cpu1 + cpu1_lost))
	check_eq "$1: unaccounted" 0 "$(total "$dir/trace" unaccounted)"
}

for attach in $ATTACHES; do
	for channel in perf ring mmap; do
		name="$attach, $channel"
		start_trace "$dir/trace" --attach "$attach" --channel $channel -n exact --buffer-size 8M
		both_cpus
		stop_trace
		check_run "$name, large buffer"
		check_eq "$name, large buffer: lost" 0 "$(total "$dir/trace" lost)"

		start_trace "$dir/trace" --attach "$attach" --channel $channel -n exact --buffer-size 4K
		both_cpus
		stop_trace
		check_run "$name, one page"
	done
done
finish
