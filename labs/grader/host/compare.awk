# SPDX-License-Identifier: GPL-2.0-only
# Is a transcript (the first file) what came of it this time (the second)? Spaces do not matter.
# Numbers of one or two digits must be the same; longer ones and those with a point (times, process
# ids, addresses), bpftool's ids and tags, and the task and flags of a trace line, may be others.
# "..." alone stands for any lines.
# Prints the first difference; exit status 1 if there is one.

function normal(line)
{
	sub(/^ *[^ ]+-[0-9]+ +\[/, "task [", line)
	sub(/^[0-9]+:/, "#:", line)
	gsub(/ tag [0-9a-f]+/, " tag #", line)
	gsub(/0x[0-9a-f]+/, "#", line)
	gsub(/[0-9]+\.[0-9]+/, "#", line)
	gsub(/[0-9][0-9][0-9]+/, "#", line)
	gsub(/ [dDbn.][nNpbBlL.][hHsSzZ.][0-9a-f.][0-9a-f.] /, " flags ", line)
	gsub(/[ \t]+/, " ", line)
	sub(/^ /, "", line)
	sub(/ $/, "", line)
	return line
}

FILENAME != previous { previous = FILENAME; file++ }
file == 1 { want[++wants] = $0; next }
{ got[++gots] = $0 }

END {
	g = 1
	for (w = 1; w <= wants; w++) {
		if (want[w] == "...") {
			skipping = 1
			continue
		}
		while (skipping && g <= gots && normal(got[g]) != normal(want[w]))
			g++
		skipping = 0
		if (g > gots || normal(got[g]) != normal(want[w])) {
			print "expected: " want[w]
			print "but got:  " (g > gots ? "the end" : got[g])
			exit 1
		}
		g++
	}
	if (!skipping && g <= gots) {
		print "expected: the end"
		print "but got:  " got[g]
		exit 1
	}
}
