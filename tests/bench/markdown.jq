# SPDX-License-Identifier: GPL-2.0-only
# From results.json to Markdown tables.

def digits: if . >= 100 then round elif . >= 10 then . * 10 | round / 10 else . * 100 | round / 100 end;
def thousands: round | tostring | if length > 3 and (startswith("-") | not)
	then .[:-3] + "," + .[-3:] else . end;
def range: "\(.median | thousands) (\(.min | thousands)–\(.max | thousands))";
def percent: if . >= 99.995 then "100 %" else "\(. * 100 | round / 100) %" end;
def us: . / 1000 | digits | tostring;
def row: "| " + join(" | ") + " |";
def table(heads; rows): [heads, (heads | map("---"))] + rows | map(row) | join("\n");
def name: if startswith("readsnoop") or startswith("delay") then
		sub("^(readsnoop|delay) --channel "; "") | sub("--"; "`--") | if test("`") then . + "`" else "**\(.)**" end
	elif . == "perf record" then "perf record -m 4M"
	elif . == "bpftrace" then "bpftrace printf"
	elif startswith("textbook") then "textbook perf_buffer"
	else . end;

def machine:
	.machine | "\(.date); \(.cpu), \(.cpus) CPUs\(if .virtual then " of a virtual machine" else "" end), Linux \(.kernel); "
		+ "guest: Linux \(.guest_kernel). \(.versions | join("; ")).";

def noise: .noise | select(.) | " Before each round others used \(.busy_percent.median | digits) % "
	+ "(\(.busy_percent.min | digits)–\(.busy_percent.max | digits)) of the machine, and \(.steal_percent.median | digits) % "
	+ "(\(.steal_percent.min | digits)–\(.steal_percent.max | digits)) were stolen by the hypervisor.";

def flat_table:
	table(["variant", "added ns per read", "of perf record", "delivered", "reader CPU, ns per event"];
		[.flat[] | [(.variant | name), (.added_ns | range),
			(if .of_perf_record then .of_perf_record * 100 | round / 100 | tostring else "–" end),
			(.delivered_percent.min | percent), (.reader_ns_per_event | range)]]);

def rates: ["1000", "10000", "100000", "300000", "idle"];
def variants: [.[].variant] | unique;
# A rate that was not reached, or a loss, is said behind the number.
def remarks(rate):
	(if rate != "idle" and .reached.median < (rate | tonumber) * 0.98
		then " at \(.reached.median / 1000 | round)k/s" else "" end)
	+ (if .delivered_percent.median < 99.995 then ", \(.delivered_percent.median | percent)" else "" end);
def paced_table(heading; cell):
	.paced as $paced |
	table([heading, "1k/s", "10k/s", "100k/s", "300k/s", "after idling"];
		[$paced | variants[] as $v | [($v | name)] + [rates[] as $r |
			($paced[] | select(.variant == $v and .rate == $r) | cell + remarks($r)) // "–"]]);
def delay_table: paced_table("p50 / p99, µs"; "\(.p50_ns.median | us) / \(.p99_ns.median | us)");
def reader_table: paced_table("reader CPU, % of one"; .reader_percent.median | digits | tostring);

def producer_table:
	.guest | table(["channel", "kprobe", "fentry"];
		[(.producer | map(.channel) | reduce .[] as $c ([]; if index($c) then . else . + [$c] end))[] as $c |
			["**\($c)**"] + [("kprobe", "fentry") as $a |
				.producer[] | select(.channel == $c and .attach == $a) | .added | thousands]]);
def whole_table:
	table(["what", "probe", "instructions per read", "delivered"];
		[.guest.whole | sort_by(.added)[] |
			[(if .tool == "readsnoop" then "**\(.channel)**" elif .tool == "perf record" then
				"perf record -m 4M, no text" else .tool | name end), .attach,
			(.added | thousands), (.delivered_percent | percent)]]);

# --- against the goals ---

def flat_of(v): [.flat[] | select(.variant == v)][0];
def channel(c): "readsnoop --channel \(c)";
def best: [.flat[] | select(.variant | test("^readsnoop --channel (perf|ring|mmap)$"))] | min_by(.added_ns.median);
def producer(a; c): [.guest.producer[] | select(.attach == a and .channel == c) | .added][0];
def whole(c): [.guest.whole[] | select(.tool == "readsnoop" and .attach == "kprobe" and .channel == c) | .added][0];
def worst_p50(v): [.paced[] | select(.variant == v and .rate != "idle") | .p50_ns.median] | max;
def idle_p50(v): [.paced[] | select(.variant == v and .rate == "idle") | .p50_ns.median][0];
def goal(what; limit; value; unit):
	limit as $limit | value as $value | what as $what |
	if $value == null or $limit == null then empty else
		[$what, ("≤ \($limit) \(unit)" | sub(" $"; "")), ("\($value | digits) \(unit)" | sub(" $"; "")),
		(if $value <= $limit then "yes" else "**no**" end)]
	end;
def native_goals:
	flat_of(channel("perf")) as $perf | flat_of("perf record") as $record |
	flat_of("bpftrace") as $bpftrace | flat_of("textbook") as $textbook | best as $best |
	goal("perf default, added ns per read, of perf record -m 4M"; 0.7; $perf.of_perf_record; "×"),
	goal("the same, of bpftrace printf (1/12)"; 0.083; if $bpftrace then $perf.added_ns.median / $bpftrace.added_ns.median else null end; "×"),
	goal("the same, of the textbook program (1/12)"; 0.083; if $textbook then $perf.added_ns.median / $textbook.added_ns.median else null end; "×"),
	goal("best channel (\($best.variant | sub("readsnoop --channel "; ""))), of perf record"; 0.36; $best.of_perf_record; "×"),
	(("perf", "ring", "mmap") as $c | goal("reader CPU per event with text, \($c)"; 70;
		flat_of(channel($c)).reader_ns_per_event.median; "ns")),
	(("perf", "ring", "mmap") as $c |
		goal("p50 delay at 1k to 300k/s, worst of them, \($c) default"; 250; worst_p50("delay --channel \($c)") | if . then . / 1000 else . end; "µs"),
		goal("the same, \($c) spinning"; 1.5; worst_p50("delay --channel \($c) --poll-interval 0") | if . then . / 1000 else . end; "µs")),
	(("perf", "ring", "mmap") as $c |
		goal("event after idling, p50, \($c) (textbook in the same run)"; idle_p50("textbook --delay") | if . then . / 1000 | digits else . end;
			idle_p50("delay --channel \($c)") | if . then . / 1000 else . end; "µs"));
def guest_goals:
	goal("kprobe mmap, instructions added per read"; 500; producer("kprobe"; "mmap"); ""),
	goal("kprobe ring"; 620; producer("kprobe"; "ring"); ""),
	goal("kprobe perf"; 1140; producer("kprobe"; "perf"); ""),
	goal("fentry mmap"; 290; producer("fentry"; "mmap"); ""),
	goal("kprobe perf, end to end with text"; 1500; whole("perf"); ""),
	goal("kprobe, best channel, end to end with text"; 800; [("perf", "ring", "mmap") as $c | whole($c)] | map(select(.)) | min; "");
def goals_table:
	table(["figure", "goal", "here", "reached"];
		[(if .flat != [] then native_goals else empty end), (if .guest then guest_goals else empty end)]);

def native: "### Native, at full speed",
	"Reads of /dev/zero on CPU 0, the reader on CPU 1, text of every event to memory. An untraced read takes \([.flat[].untraced_ns.median] | sort | .[length / 2 | floor] | round) ns "
	+ "(\([.flat[].untraced_ns.min] | min | round)–\([.flat[].untraced_ns.max] | max | round) over all rounds). Medians (and ranges) of \(.flat[0].runs) rounds.\(noise // "")",
	flat_table;
def paced: "### Native, paced",
	"Delay from the probe to the reader, without text. Medians of \(.paced[0].runs) rounds. A rate that the workload could not hold, or events that did not arrive, stand behind the figure.",
	delay_table, "The same runs, processor time of the reader:", reader_table;
def in_guest: "### In the guest: instructions",
	"Added to each read, the reader waiting: what the traced task pays. An untraced read executes \(.guest.untraced).",
	producer_table,
	"All that is executed from the probe to the last byte of text, the reader on the same CPU, per read:",
	whole_table;

[machine, "### Against the goals", goals_table,
	(if .flat != [] then native else empty end),
	(if .paced != [] then paced else empty end),
	(if .guest then in_guest else empty end)] | join("\n\n")
