# SPDX-License-Identifier: GPL-2.0-only
# On the host: build sets of programs ("jobs"), run them in as few boots as possible, and make
# tables of what the guest reports. For the scripts beside this file.
#
# A job NAME is the directory build/labs/jobs/NAME:
#
#	lab		the lab's name, as 01-hello
#	bin/		the programs, and build.log, what the compilers said
#	records		what labs/grader/guest/lib.sh reported, see there
#	reference/	the solution's programs, if the lab's grade file says reference=1
# shellcheck shell=bash disable=SC2034

root=$(cd "${BASH_SOURCE[0]%/*}/../../.." && pwd) || exit 1
build=${BUILD:-$root/build}
jobs=$build/labs/jobs
host=$root/labs/grader/host
factor=${TEST_TIME_FACTOR:-1}
# One lab may take so long in the guest, whatever its checks do.
job_limit=60
processors=$(nproc)

# Ours are complete commands, not part of the make that called us.
unset MAKEFLAGS MAKELEVEL MFLAGS

die()
{
	echo "labs: $*" >&2
	exit 1
}

# --- labs ---

# all_labs: their names
all_labs()
{
	local dir
	for dir in "$root"/labs/[0-9][0-9]-*/; do
		dir=${dir%/}
		echo "${dir##*/}"
	done
}

# find_lab NN: the name, of "5" as of "05"
find_lab()
{
	local lab
	[[ $1 =~ ^[0-9]{1,2}$ ]] || die "NN= wants the number of a lab, not '$1': $(all_labs | xargs)"
	for lab in "$root/labs/$(printf %02d "$((10#$1))")"-*/; do
		[ -d "$lab" ] || die "there is no lab $1: $(all_labs | xargs)"
		lab=${lab%/}
		echo "${lab##*/}"
		return
	done
}

# setting LAB NAME: a variable of the lab's grade file
setting()
{
	(
		vm='' plan='' concurrent=0 reference=0
		# shellcheck source=/dev/null
		. "$root/labs/$1/grade" || exit
		printf '%s\n' "${!2}"
	)
}

# plan LAB: for report.awk; the last check is made for each lab
plan()
{
	{
		setting "$1" plan
		echo 'kernel 1 the kernel does not complain'
	} | awk 'NF { print "plan " $0 }'
}

# solution_of LAB: its directory
solution_of()
{
	echo "$root/labs/solutions/$1"
}

# --- building ---

# build_job NAME LAB SOURCES [DEFINE]...; status 1 if it does not compile
build_job()
{
	local dir=$jobs/$1 lab=$2 sources=$3
	shift 3
	rm -rf "${dir:?}/bin"
	mkdir -p "$dir"
	echo "$lab" >"$dir/lab"
	rm -f "$dir"/records*
	make -s -C "$root" lab-build SRC="$(realpath --relative-to="$root" "$sources")" \
		OUT="$(realpath --relative-to="$root" "$dir")" DEFINES="$*" >"$dir/build.log" 2>&1 ||
		return 1
	[ "$(setting "$lab" reference)" = 0 ] || add_reference "$dir" "$lab"
}

# The grader may have to see what a right answer gives on this very kernel.
add_reference()
{
	local solution name=$2.solution
	solution=$(solution_of "$2")
	rm -rf "$1/reference"
	if [ -d "$solution" ]; then
		if [ "$1" = "$jobs/$name" ]; then
			cp -r "$1/bin" "$1/reference"
			return
		fi
		name=$2.reference
		(
			exec 9>"$jobs/$name.lock"
			flock 9
			[ -d "$jobs/$name/bin" ] && exit
			make -s -C "$root" lab-build SRC="labs/solutions/$2" DEFINES=-DSOLUTION \
				OUT="$(realpath -m --relative-to="$root" "$jobs/$name")"
		) >"$jobs/$name.log" 2>&1 || die "the solution of $2 does not compile: $jobs/$name.log"
		cp -r "$jobs/$name/bin" "$1/reference"
	elif [ -d "$root/labs/reference/$2" ]; then
		cp -r "$root/labs/reference/$2" "$1/reference"
	else
		die "$2 is graded beside its solution, which is not here: see labs/TEACHING.md"
	fi
}

# The compilers' words, shortened, and with paths as the user knows them.
show_build_log()
{
	grep -vE '^ +(BPF|BPFLINK|SKEL|CC) |^make|In function|In file included' "$1/build.log" |
		sed "s|$root/||g" | LC_ALL=C tr -cd '[:print:]\n\t' | head -n "${2:-24}"
}

# build_failed NAME: make the records for it
build_failed()
{
	local log=$jobs/$1/build.log first
	first=$(grep -m 1 -E 'error|Error' "$log" | LC_ALL=C tr -cd '[:print:]' | cut -c 1-250)
	{
		echo 'plan build 0 the programs compile'
		printf 'check\tbuild\tfail\tbuild\tno errors\t%s\t%s\n' "${first:-it failed}" \
			"The first error counts; later ones often follow from it."
	} >"$jobs/$1/records"
}

# --- running ---

# One boot's file system below $1 for the jobs that follow.
stage_jobs()
{
	local stage=$1 job name dir
	shift
	mkdir -p "$stage/labs/jobs" "$stage/tests"
	cp -r "$root/labs/grader/guest" "$stage/labs/grader"
	cp "$root/tests/vm/run" "$stage/labs/run"
	cp "$root/tests/lib.sh" "$stage/tests/"
	for job; do
		name=${job%@*}
		dir=$stage/labs/jobs/$name
		if [ ! -d "$dir" ]; then
			mkdir "$dir"
			cp "$root/labs/$(cat "$jobs/$name/lab")/grade" "$dir/"
			cp -r "$jobs/$name/bin" "$dir/"
			[ ! -d "$jobs/$name/reference" ] || cp -r "$jobs/$name/reference" "$dir/"
			[ ! -e "$jobs/$name/commands" ] || cp "$jobs/$name/commands" "$dir/"
		fi
		if [ -e "$jobs/$name/commands" ]; then
			ln -s ../grader/transcript.sh "$stage/labs/jobs/$job.sh"
		else
			ln -s ../grader/job.sh "$stage/labs/jobs/$job.sh"
		fi
	done
}

# records_file JOB
records_file()
{
	local repetition=${1#"${1%@*}"}
	echo "$jobs/${1%@*}/records$repetition"
}

# record JOB CHECK KIND EXPECTED SEEN HINT: a failure that the guest could not report
record()
{
	local file
	file=$(records_file "$1")
	[ "$2" = kernel ] || echo "plan $2 0 the lab ends, and in time" >>"$file"
	printf 'check\t%s\tfail\t%s\t%s\t%s\t%s\n' "$2" "$3" "$4" "$5" "$6" >>"$file"
}

# Split a boot's output, $1/out, into the records of its jobs; set began and ended.
collect()
{
	local line job='' status file=/dev/null
	began=0 ended=0
	while IFS= read -r line || [ -n "$line" ]; do
		case $line in
		'# begin '*)
			job=${line#\# begin }
			file=$(records_file "$job")
			: >"$file"
			began=$((began + 1))
			;;
		"# end ${job:-/} "*)
			status=${line##* }
			ended=$((ended + 1))
			case $status in
			0) ;;
			124 | 137 | 143)
				record "$job" grader timeout 'an end' \
					"time-out: no end within $((job_limit * factor)) s" \
					'Something in your programs does not end.'
				;;
			*)
				record "$job" grader wrong 'an end' "exit status $status" \
					'The grader itself failed: tell your teacher.'
				;;
			esac
			;;
		*) printf '%s\n' "$line" >>"$file" ;;
		esac
	done <"$1/out"
	last_job=$job
}

# boot VM_OPTIONS JOB...: run all jobs; again for those after one that brings the machine down
boot()
{
	local options=$1 dir began ended last_job why
	shift
	while [ $# -gt 0 ]; do
		dir=$(mktemp -d) || die 'cannot make a temporary directory'
		stage_jobs "$dir/stage" "$@"
		# shellcheck disable=SC2086 # several options
		"$root/scripts/vm" $options --timeout $(((job_limit * $# + 60) * factor)) \
			--add "$build/labs/tools:/" --add "$dir/stage:/" -- \
			env SCRIPTS=/labs/jobs TEST_TIMEOUT=$((job_limit * factor)) \
			TEST_TIME_FACTOR="$factor" sh /labs/run "$@" \
			>"$dir/out" 2>"$dir/err" </dev/null
		collect "$dir"
		why=$(grep -m 1 -E 'panic|BUG:|Oops|WARNING:' "$dir/err" | sed 's/^vm: | //')
		if [ "$began" = 0 ]; then
			cat "$dir/err" >&2
			rm -rf "$dir"
			die 'the virtual machine did not run the grader; see above'
		fi
		if [ "$ended" != "$began" ]; then
			record "$last_job" kernel kernel 'no complaint' \
				"the machine went down: ${why:-without a word}" \
				'The kernel crashed while your program was running.'
		fi
		rm -rf "$dir"
		shift "$began"
	done
}

# run_jobs JOB...: all of them, as few boots as possible, as many at a time as there are CPUs
run_jobs()
{
	local job options count=$# size status=0 pid pids=()
	declare -A group
	for job; do
		options=$(setting "$(cat "$jobs/${job%@*}/lab")" vm)
		group[${options:--}]+="$job "
	done
	for options in "${!group[@]}"; do
		# shellcheck disable=SC2086 # one word per job
		set -- ${group[$options]}
		# A boot costs as much as one or two jobs.
		size=$((count > 6 ? ($# + processors - 1) / processors : $#))
		[ "$options" != - ] || options=
		while [ $# -gt 0 ]; do
			while [ "$(jobs -rp | wc -l)" -ge "$processors" ]; do
				wait -n || true
			done
			boot "$options" "${@:1:size}" &
			pids+=($!)
			shift $((size < $# ? size : $#))
		done
	done
	for pid in "${pids[@]}"; do
		wait "$pid" || status=1
	done
	[ $status = 0 ] || exit 1
}

# --- reporting ---

# report LAB RECORDS [AWK_OPTION]...: the verifier's words, the table, the line of JSON
report()
{
	local lab=$1 records=$2
	shift 2
	{
		plan "$lab"
		grep -aE '^(plan |check	)' "$records"
	} | LC_ALL=C awk -v lab="$lab" "$@" -f "$host/report.awk"
}

show_verifier()
{
	grep -q '^log	' "$1" || return
	echo "The verifier refused the program; its log, shortened:"
	sed -n 's/^log	//p' "$1" | LC_ALL=C awk -f "$host/verifier.awk" | sed 's/^/  | /'
	echo
}

# What the grader itself said besides records, which should be nothing.
show_stray()
{
	grep -avE '^(plan |check	|log	)' "$1" | sed 's/^/grader: /' >&2
}

# full_report NAME: all there is to say of a finished job; the last line is JSON
full_report()
{
	local lab
	lab=$(cat "$jobs/$1/lab")
	if [ -s "$jobs/$1/build.log" ] && [ -n "$(show_build_log "$jobs/$1")" ]; then
		show_build_log "$jobs/$1"
		echo
	fi
	show_verifier "$jobs/$1/records"
	show_stray "$jobs/$1/records"
	report "$lab" "$jobs/$1/records"
}
