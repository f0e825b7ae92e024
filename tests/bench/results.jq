# SPDX-License-Identifier: GPL-2.0-only
# From single measurements (one object per line, see scripts/bench-native and tests/bench/guest.sh)
# to medians with ranges.

def median: sort | if length % 2 == 1 then .[length / 2 | floor]
	else (.[length / 2 - 1] + .[length / 2]) / 2 end;
def stats: {median: median, min: min, max: max};
def kind(k): map(select(.kind == k));

def added: .ns / .reads - .untraced_ns / .untraced_reads;
def flat:
	([.[] | select(.variant == "perf record") | added] | if . == [] then null else median end) as $record |
	group_by(.variant) | map({
		variant: .[0].variant,
		runs: length,
		reads: .[0].reads,
		added_ns: (map(added) | stats),
		untraced_ns: (map(.untraced_ns / .untraced_reads) | stats),
		of_perf_record: (if $record then (map(added) | median) / $record else null end),
		delivered_percent: (map([100, .delivered / .reads * 100] | min) | stats),
		reader_ns_per_event: (map(.cpu_ns / ([.delivered, 1] | max)) | stats)
	}) | sort_by(.added_ns.median);

def paced:
	group_by([.variant, .rate]) | map({
		variant: .[0].variant,
		rate: .[0].rate,
		runs: length,
		reached: (map(.reads / .ns * 1e9) | stats),
		p50_ns: (map(.delay.p50) | stats),
		p99_ns: (map(.delay.p99) | stats),
		delivered_percent: (map([100, .delay.delivered / .reads * 100] | min) | stats),
		reader_percent: (map(.cpu_ns / .ns * 100) | stats)
	});

def guest:
	(kind("untraced")[0] | .ns / .reads) as $untraced |
	(kind("whole") | map(select(.tool == "none"))[0] | if . then .ns / .reads else null end) as $base |
	{
		untraced: ($untraced | round),
		producer: (kind("producer") | map({attach, channel, lost, added: (.ns / .reads - $untraced | round)})),
		whole: (kind("whole") | map(select(.tool != "none") | {tool, attach, channel,
			added: (.ns / .reads - $base | round), delivered_percent: (.delivered / .reads * 100)}))
	};

{
	machine: $machine,
	noise: (kind("noise") | if . == [] then null else
		{busy_percent: (map(.busy_percent) | stats), steal_percent: (map(.steal_percent) | stats)} end),
	flat: (kind("flat") | flat),
	paced: (kind("paced") | paced),
	guest: (if kind("untraced") == [] then null else guest end)
}
