# SPDX-License-Identifier: GPL-2.0-only
# The text is there, but the probe never wrote it.
# fails: lines
# result: faked
# says: Lines were printed that the kernel never wrote
/bpf_printk/d
s/^	char text\[4096\];/&\
	for (int i = 0; i < 50; i++)\
		puts("          reader-123     [000] d..31    12.345678: bpf_trace_printk: hello");/
