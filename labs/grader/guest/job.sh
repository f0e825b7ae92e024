# SPDX-License-Identifier: GPL-2.0-only
# In the guest: one lab's checks on one set of programs. Called through a link named after the job
# by tests/vm/run, which gives it a session of its own and kills what is left of it.
# shellcheck shell=dash disable=SC1091,SC1090,SC2034

job=${0##*/}
job=${job%.sh}
# "@7" is the seventh repetition of the same job.
dir=/labs/jobs/${job%@*}
bin=$dir/bin
work=/tmp/labs/$job

. /labs/grader/lib.sh
. "$dir/grade"

grader_begin
grade
grader_end
