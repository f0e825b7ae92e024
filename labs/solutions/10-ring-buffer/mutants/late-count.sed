# SPDX-License-Identifier: GPL-2.0-only
# Only what finds room is counted.
# file: ring.bpf.c
# fails: drops
# says: before you know whether there is room
s/seq = __sync_fetch_and_add\(&counters.fired, 1\) \+ 1;/seq = counters.fired + 1;/
s/^	fill\(event, seq\);/	__sync_fetch_and_add(\&counters.fired, 1);\
&/
