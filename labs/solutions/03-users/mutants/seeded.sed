# SPDX-License-Identifier: GPL-2.0-only
# The users are known beforehand, or so it is thought.
# file: users.c
# fails: insert
# says: the program makes the entry
s/^	err = users_bpf__attach.*/	__u32 uids[] = {0, 1000, 2000, 3000};\
	__u64 zero = 0;\
\
	for (int i = 0; i < 4; i++)\
		bpf_map_update_elem(bpf_map__fd(skel->maps.reads), \&uids[i], \&zero, BPF_ANY);\
&/
