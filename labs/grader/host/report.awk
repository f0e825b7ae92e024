# SPDX-License-Identifier: GPL-2.0-only
# A lab's result as a table of at most 80 columns, and as one line of JSON. Input: the plan, lines
# "plan ID POINTS TITLE...", and what labs/grader/guest/lib.sh reports. Variables: lab; json=1 for
# the last line only.

BEGIN {
	FS = "\t"
	# The worst one is the result.
	split("wrong faked timeout rejected crash kernel build", order, " ")
	for (i in order)
		weight[order[i]] = i
	name["timeout"] = "time-out"
	name["kernel"] = "kernel-warning"
	name["build"] = "build-error"
	verdict["wrong"] = "not all checks passed"
	verdict["faked"] = "something was printed that did not happen"
	verdict["timeout"] = "time-out"
	verdict["rejected"] = "the kernel refused to load a program"
	verdict["crash"] = "a program crashed"
	verdict["kernel"] = "the kernel complained"
	verdict["build"] = "the programs do not compile"
}

/^plan / {
	split($0, word, " ")
	id[++n] = word[2]
	points[word[2]] = word[3]
	title[word[2]] = $0
	sub(/^plan +[^ ]+ +[^ ]+ +/, "", title[word[2]])
	max += word[3]
	next
}

$1 == "check" && !($2 in state) {
	state[$2] = $3
	expected[$2] = $5
	seen[$2] = $6
	hint[$2] = $7
	if ($3 == "ok")
		score += points[$2]
	else if (weight[$4] > weight[result])
		result = $4
}

# Break text into lines of at most width into out[1..]; returns their number.
function wrap(text, width, out,		words, count, i, lines, room)
{
	split("", out)
	lines = 1
	out[1] = ""
	count = split(text, words, / +/)
	for (i = 1; i <= count; i++) {
		while (length(words[i]) > width) {
			if (out[lines] != "")
				lines++
			out[lines] = substr(words[i], 1, width)
			words[i] = substr(words[i], width + 1)
		}
		room = width - length(out[lines])
		if (out[lines] == "")
			out[lines] = words[i]
		else if (length(words[i]) < room)
			out[lines] = out[lines] " " words[i]
		else
			out[++lines] = words[i]
	}
	return lines
}

function paragraph(text,	lines, i)
{
	lines = wrap(text, 72, part)
	for (i = 1; i <= lines; i++)
		print "    " part[i]
}

function row(check, mark,	left, right, i)
{
	left = wrap(expected[check], 26, l)
	right = wrap(seen[check], 32, r)
	for (i = 1; i <= left || i <= right; i++)
		printf "%-10s %7s  %-26s  %s\n", i == 1 ? check : "", i == 1 ? mark : "",
			i <= left ? l[i] : "", i <= right ? r[i] : ""
}

END {
	if (result == "")
		for (i = 1; i <= n; i++)
			if (!(id[i] in state))
				result = "wrong"
	if (!json) {
		printf "%-10s %7s  %-26s  %s\n", "CHECK", "POINTS", "EXPECTED", "SEEN"
		for (i = 1; i <= n; i++) {
			check = id[i]
			if (!(check in state)) {
				expected[check] = "-"
				seen[check] = "not reached"
			}
			row(check, (state[check] == "ok" ? points[check] : 0) "/" points[check])
			if (state[check] == "fail") {
				paragraph("Checked: " title[check] ".")
				paragraph("Hint: " hint[check])
			}
		}
		printf "%s: %d of %d points%s\n", lab, score, max,
			result == "" ? "" : "; " verdict[result]
	}
	printf "{\"lab\": \"%s\", \"score\": %d, \"max\": %d, \"result\": \"%s\"}\n", lab, score,
		max, result == "" ? "pass" : (result in name ? name[result] : result)
}
