# SPDX-License-Identifier: GPL-2.0-only
# One number for all CPUs: what another one takes looks like a gap.
# file: gaps.bpf.c
# fails: quiet
# says: whatever other CPUs do
s/^static __u64 number\(void\)/static __u64 shared;\
\
&/
s/^	return \+\+\*last;/	++*last;\
	return ++shared;/
