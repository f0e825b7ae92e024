# SPDX-License-Identifier: GPL-2.0-only
# The right number of lines for what was fired, not for what has come.
# file: ring.c
# fails: counts
# result: faked
# says: Lines were printed of events that were not in the ring
s/^	print_counters\(&skel->bss->counters, received\);/	for (; received < skel->bss->counters.fired; received++)\
		print_event(\&(struct event){.comm = "reader"});\
&/
