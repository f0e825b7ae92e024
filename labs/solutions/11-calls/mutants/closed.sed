# SPDX-License-Identifier: GPL-2.0-only
# The array is full: its descriptor is closed.
# file: calls.c
# fails: reads
# says: The kernel empties a program array
s/^	err = calls_bpf__attach\(skel\);$/	close(bpf_map__fd(skel->maps.handlers));\
&/
