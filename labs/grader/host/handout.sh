# SPDX-License-Identifier: GPL-2.0-only
# For check: are a handout's transcripts true, and its quotations?
#
# In a block ```console, what follows "lab# " is run as if typed in "make lab-shell", and what
# follows "$ " on this machine; the other lines are what comes of it. A block ```console first is
# about the starter, any other about the solution. See compare.awk for how exact it is.
# shellcheck shell=bash disable=SC2154

# transcript_of LAB first|solved
transcript_of()
{
	awk -v wanted="$2" '
		/^```/ {
			inside = !inside && (wanted == "first" ? $0 == "```console first" : $0 == "```console")
			next
		}
		inside' "$root/labs/$1/README.md"
}

# make_transcripts LAB: jobs that run the commands; their names
make_transcripts()
{
	local lab=$1 which variant job
	for which in first solved; do
		variant=$lab.$which
		job=$lab.solution
		[ $which = solved ] || job=$lab.starter
		rm -rf "${jobs:?}/$variant"
		transcript_of "$lab" $which >"$temp/$variant"
		[ "$(built "$job")" = yes ] || continue
		grep -q '^lab# ' "$temp/$variant" || continue
		mkdir -p "$jobs/$variant"
		echo "$lab" >"$jobs/$variant/lab"
		sed -n 's/^lab# //p' "$temp/$variant" >"$jobs/$variant/commands"
		cp -r "$jobs/$job/bin" "$jobs/$variant/"
		echo "$variant"
	done
}

# guest_output VARIANT N: what came of the guest's N-th command
guest_output()
{
	awk -v wanted="$2" '/^@@ / { n++; next } n == wanted' "$jobs/$1/records"
}

# host_output LAB WHICH COMMAND
host_output()
{
	local job=$1.solution
	[ "$2" = solved ] || job=$1.starter
	case $3 in
	"make lab NN=${1%%-*}") full_report "$job" ;;
	"make lab-shell NN=${1%%-*}") ;;
	*) (cd "$root" && timeout $((60 * factor)) bash -c "$3" 2>&1 </dev/null) ;;
	esac
}

# replay LAB WHICH: the transcript with what came of it this time
replay()
{
	local line n=0
	while IFS= read -r line; do
		case $line in
		'lab# '*)
			n=$((n + 1))
			echo "$line"
			guest_output "$1.$2" $n
			;;
		'$ '*)
			echo "$line"
			host_output "$1" "$2" "${line#\$ }"
			;;
		esac
	done <"$temp/$1.$2"
}

# Code in the handout is from the starter or the solution, so that it follows when they change.
check_quotes()
{
	local handout=$root/labs/$1/README.md missing
	missing=$(awk -v handout="$handout" '
		{ sub(/^[ \t]+/, "") }
		FILENAME != handout { has[$0]; next }
		/^```/ { quoting = $0 == "```c"; next }
		quoting && NF && $0 != "..." && !($0 in has)
	' "$root/labs/$1"/*.[ch] "$(solution_of "$1")"/*.[ch] "$handout")
	check_eq "$1: code in the handout is in the sources" '' "$missing"
}

check_handout()
{
	local lab=$1 which name
	for which in first solved; do
		name="$lab: the handout's commands do what it shows ($which)"
		[ -s "$temp/$lab.$which" ] || continue
		replay "$lab" $which >"$temp/got"
		if awk -f "$host/compare.awk" "$temp/$lab.$which" "$temp/got" >"$temp/why"; then
			ok "$name"
		else
			not_ok "$name" "$(cat "$temp/why")"
			echo '--- what it shows today:'
			cat "$temp/got"
		fi
	done
	check_quotes "$lab"
}
