# SPDX-License-Identifier: GPL-2.0-only
# The program runs before its rings are there.
# file: events.c
# fails: order
# says: open the rings first, then attach
s/^	rings = perf_buffer__new/	err = events_bpf__attach(skel);\
	if (err)\
		return lab__fail("cannot attach the program", err);\
&/
s/^	err = events_bpf__attach\(skel\);$/	err = 0;/
