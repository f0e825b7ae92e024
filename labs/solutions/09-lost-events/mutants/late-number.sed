# SPDX-License-Identifier: GPL-2.0-only
# An event that could not be sent gives its number back.
# file: gaps.bpf.c
# fails: numbers
# says: whether its event gets through or not
s/^	bpf_perf_event_output\((.*)\);/	if (bpf_perf_event_output(\1)) {\
		__u32 key = 0;\
		__u64 *last = bpf_map_lookup_elem(\&numbers, \&key);\
\
		if (last)\
			--*last;\
	}/
