# SPDX-License-Identifier: GPL-2.0-only
# readsnoop compare: counts are exact, percentiles are those of the raw delays, what is stored is
# what was measured. See env.sh; the wrapper also sets RATE (reads a second) and DURATION (ms).
. "${0%/*}/../session/env.sh"

all=perf,perf:wakeup=1,perf:wakeup=7,ring,ring:kernel,mmap,hash:interval=1ms,hash:interval=0
made=$((RATE * DURATION / 1000))

# column FILE NAME: the values of a column of results.csv, traced rows only
column()
{
	awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
		$1 != "untraced" { print $at }' "$1"
}

# value FILE CHANNEL NAME: of its first run
value()
{
	awk -F, -v channel="$2" -v name="$3" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
		$1 == channel { print $at; exit }' "$1"
}

# compare FILE OPTION...: a comparison, as CSV into FILE
compare()
{
	local file=$1
	shift
	readsnoop compare -q --format csv "$@" >"$file" 2>"$file.err"
}

test_counts()
{
	compare "$dir/csv" --attach "$1" --channels $all --rates "$RATE" --reps 1 \
		--duration "${DURATION}ms" --cpus 0,1
	check_eq "$1: exit status" 0 $?
	check_eq "$1: a row for each channel" 8 "$(column "$dir/csv" made | wc -l)"
	check_eq "$1: every row has the reads that were made" $((2 * made)) \
		"$(column "$dir/csv" made | sort -u | tr '\n' ' ' | sed 's/ $//')"
	check_eq "$1: delivered + lost = made" '' "$(awk -F, '
		NR > 1 && $1 != "untraced" && $6 + $7 != $5' "$dir/csv")"
	check_eq "$1: large buffers lose nothing" 0 "$(awk -F, '
		NR > 1 && $1 !~ /^hash/ { lost += $7 } END { print lost + 0 }' "$dir/csv")"
}

# By sorting, which knows nothing of histograms: nearest rank, within a thousandth.
test_percentiles()
{
	compare "$dir/csv" --attach "$1" --channels perf,hash --rates "$RATE:poisson" --reps 1 \
		--duration "${DURATION}ms" --raw --output "$dir/raw"
	check_eq "$1, raw: exit status" 0 $?
	for channel in perf hash; do
		file=$dir/raw/raw/$channel@$RATE-poisson.1.csv
		sed 1d "$file" | cut -d , -f 3 | sort -n >"$dir/sorted"
		check_eq "$1, raw: every delivered event of $channel is there" \
			"$(value "$dir/csv" $channel delivered)" "$(wc -l <"$dir/sorted")"
		for level in 50 90 99 99.9 100; do
			name=p$level
			[ $level != 100 ] || name=max
			[ $level != 99.9 ] || name=p999
			exact=$(awk -v level=$level '{ v[NR] = $1 } END {
				rank = int(NR * level / 100 + 0.999999); print v[rank < 1 ? 1 : rank] }' \
				"$dir/sorted")
			got=$(value "$dir/csv" $channel ${name}_ns)
			check "$1, raw: $name of $channel, $got for $exact" \
				[ $((got >= exact && (got - exact) * 1000 <= exact)) = 1 ]
		done
	done
}

test_stored()
{
	local out=$dir/stored
	compare "$dir/csv" --attach "$1" --channels perf,mmap --rates "$RATE,flat" --reps 3 \
		--duration 50ms --output "$out"
	check_eq "$1, stored: exit status" 0 $?
	for file in results.json results.csv environment.csv delays.hlog plots.gp report.html \
		"percentiles/perf@$RATE.hgrm"; do
		check "$1, stored: $file" [ -s "$out/$file" ]
	done
	if command -v gnuplot >/dev/null; then
		for plot in delay-by-rate loss-by-rate slowdown-by-rate cpu-by-delay "delay-$RATE" \
			delay-flat; do
			check "$1, stored: $plot.svg" grep -q '</svg>' "$out/$plot.svg"
			check "$1, stored: $plot.png" [ -s "$out/$plot.png" ]
		done
		check_eq "$1, stored: the plots are in the report" 6 \
			"$(grep -c 'src="data:image/svg' "$out/report.html")"
	fi
	# Drawn again from what is stored, all is as it was.
	cp "$out/results.json" "$dir/json"
	cp "$out/percentiles/mmap@flat.hgrm" "$dir/hgrm"
	rm "$out/results.json" "$out/report.html"
	readsnoop compare -q --replot "$out" 2>"$dir/err"
	check_eq "$1, --replot: exit status" 0 $?
	check "$1, --replot: the same JSON" cmp "$dir/json" "$out/results.json"
	check "$1, --replot: a report" [ -s "$out/report.html" ]

	readsnoop compare --diff "$out" "$out" >"$dir/same"
	check_eq "$1, --diff with itself: exit status" 0 $?
	check "$1, --diff with itself: no difference" grep -q '^0 of 4 cells differ' "$dir/same"
	# The same, but each read through perf takes 100 us more.
	cp -r "$out" "$dir/other"
	awk -F, 'BEGIN { OFS = "," }
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == "read_ns") at = i }
		$1 == "perf" { $at += 100000000 } { print }' \
		"$out/results.csv" >"$dir/other/results.csv"
	readsnoop compare --diff "$out" "$dir/other" >"$dir/differs"
	check "$1, --diff: sees what differs" grep -q '^2 of 4 cells differ; no difference seen in 2' \
		"$dir/differs"
	rm -rf "$out" "$dir/other"
}

test_command()
{
	compare "$dir/csv" --attach "$1" --channels perf,ring --reps 2 -- reads --count 5003
	check_eq "$1, command: exit status" 0 $?
	check_eq "$1, command: its reads, in every run" '5003 5003 5003 5003' \
		"$(column "$dir/csv" made | tr '\n' ' ' | sed 's/ $//')"
}

test_paired()
{
	local out=$dir/paired
	compare "$dir/csv" --attach "$1" --paired --channels perf,hash --rates "$RATE" --reps 1 \
		--duration "${DURATION}ms" --output "$out"
	check_eq "$1, paired: exit status" 0 $?
	check_eq "$1, paired: every read has its place" "$made" "$(awk -F, '
		NR == 2 { print $3 + $4 + $5 + $6 }' "$out/paired.csv")"
	check_eq "$1, paired: in perf are all" "$made" "$(awk -F, '
		NR == 2 { print $3 + $4 }' "$out/paired.csv")"
	check_eq "$1, paired: in both are those of hash" "$(value "$dir/csv" hash delivered)" \
		"$(awk -F, 'NR == 2 { print $3 + $5 }' "$out/paired.csv")"
}

has_rows()
{
	[ -s "$1" ] && [ "$(wc -l <"$1")" -ge 4 ]
}

test_interrupted()
{
	local out=$dir/interrupted
	loaded_before=$(settled_bpfcount)
	readsnoop compare --attach "$1" --channels perf,ring --rates "$RATE,flat" --reps 50 \
		--duration 200ms --output "$out" >"$dir/table" 2>"$dir/err" &
	pid=$!
	wait_for 60 has_rows "$out/results.csv"
	kill -INT $pid
	wait $pid
	check_eq "$1, interrupted: exit status" 130 $?
	cp "$dir/err" "$dir/err.interrupted"
	check "$1, interrupted: says so" grep -q 'interrupted; [0-9]* of 300 measurements' "$dir/err"
	check_eq "$1, interrupted: nothing failed" 0 "$(grep -c failed "$dir/err")"
	check "$1, interrupted: what is finished is shown" grep -q '^perf ' "$dir/table"
	check "$1, interrupted: ... and written" grep -q '</html>' "$out/report.html"
	check "$1, interrupted: nothing is left" wait_for 10 nothing_left
}

# A reader that looks once in 5 s gets what the ring has room for.
test_payload()
{
	local short long
	compare "$dir/csv" --attach "$1" --channels perf,ring,mmap --rates "$RATE" --reps 1 \
		--duration "${DURATION}ms" --payload 256
	check_eq "$1, payload: exit status" 0 $?
	check_eq "$1, payload: every event arrives" "$made $made $made" \
		"$(column "$dir/csv" delivered | tr '\n' ' ' | sed 's/ $//')"
	for channel in ring mmap; do
		for payload in 0 208; do
			compare "$dir/csv" --attach "$1" --channels $channel:buffer=4K:interval=5s \
				--rates flat --reps 1 --duration 50ms --warmup 0 --payload $payload
			short=$long
			long=$(column "$dir/csv" delivered)
		done
		# 8 + 44, 48; 8 + 252, 256: 146 to 30, and 64 to 16; and what comes before it sleeps.
		check "$1, payload: $channel has room for less, $long and not $short" \
			[ "$long" -lt $((short * 2 / 3)) ]
	done
}

for attach in $ATTACHES; do
	test_counts "$attach"
	test_percentiles "$attach"
	test_command "$attach"
	test_paired "$attach"
	test_payload "$attach"
	test_interrupted "$attach"
	test_stored "$attach"
done
