# SPDX-License-Identifier: GPL-2.0-only
# Every call is taken for a program.
# file: execs.bpf.c
# fails: programs
# says: Failed calls were counted as programs
s/^	count\(KEY_CALLS\);/&\
	count(KEY_PROGRAMS);/
/tracepoint\/sched/,/^}/s/count\(KEY_PROGRAMS\);//
