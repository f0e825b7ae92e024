# SPDX-License-Identifier: GPL-2.0-only
# What our output causes does not become input: neither our own reads nor our reader's.
. "${0%/*}/../session/env.sh"

for attach in $ATTACHES; do
	readsnoop --attach "$attach" -d 2 2>"$dir/err" | cat >"$dir/out"
	check_eq "$attach: reads of the pipe's reader" 0 "$(grep -c ' cat$' "$dir/out")"
	check_eq "$attach: reads of our own" 0 "$(grep -c ' readsnoop$' "$dir/out")"
	check "$attach: they are counted as own" grep -q OWN "$dir/err"

	# Another file of the same reader is not ours.
	readsnoop --attach "$attach" -d 2 2>/dev/null |
		(read -r header; reads --comm other --count 30 >/dev/null; cat) >"$dir/out"
	check_eq "$attach: other reads of the reader's process show" 30 "$(grep -c ' other$' "$dir/out")"

	readsnoop --attach "$attach" --include-self -d 2 2>"$dir/err" | cat >"$dir/out"
	check "$attach: --include-self shows the loop" test "$(grep -c ' cat$' "$dir/out")" -gt 10
done
finish
