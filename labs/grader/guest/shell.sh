# SPDX-License-Identifier: GPL-2.0-only
# In the guest: the shell of "make lab-shell", for the lab $1 whose programs are in $2. With a file
# $3, the commands in it are run as if they were typed there, for a test of the handout.
# shellcheck shell=dash disable=SC1090

export PATH="$2:$PATH" PS1='lab# '
cd /root || exit 1

if [ -z "${3:-}" ]; then
	echo "Lab $1: $(cd "$2" && echo *), reader, launch, bpftool; \"exit\" leaves."
	exec sh -i
fi

# Jobs as at a terminal: "kill %1" works, and Ctrl-C's signal is not ignored.
set -m
while IFS= read -r line <&3; do
	echo "@@ $line"
	eval "$line"
	# What a program in the background prints because of this command comes now.
	sleep 0.3
done 3<"$3" 2>&1
exit 0
