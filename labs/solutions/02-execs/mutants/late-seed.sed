# SPDX-License-Identifier: GPL-2.0-only
# Attached first: what happens before the keys are there is not counted.
# file: execs.c
# fails: seed
# says: seed first
s/err = seed\((.*)\);/err = execs_bpf__attach(skel);\
	if (!err)\
		err = seed(\1);/
s/^	err = execs_bpf__attach\(skel\);$/	err = 0;/
