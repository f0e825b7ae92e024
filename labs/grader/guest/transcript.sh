# SPDX-License-Identifier: GPL-2.0-only
# In the guest: a job that runs the commands of a handout. See shell.sh.
# shellcheck shell=dash
job=${0##*/}
dir=/labs/jobs/${job%.sh}
# As in a fresh machine.
rm -rf /sys/fs/bpf/*
echo 0 >/proc/sys/kernel/bpf_stats_enabled
sh /labs/grader/shell.sh "$job" "$dir/bin" "$dir/commands"
