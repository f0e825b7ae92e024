# SPDX-License-Identifier: GPL-2.0-only
# As one does it in user space: look up, change the copy, put it back.
# file: users.bpf.c
# fails: add
# says: put back with bpf_map_update_elem()
/^int count/,/^}/s/^	__u64 \*value;$/	__u64 *value, copy;\
	__u32 uid = (__u32)bpf_get_current_uid_gid();/
/^int count/,/^}/s/^	if \(value\)$/	if (value) {\
		copy = *value + 1;\
		bpf_map_update_elem(\&reads, \&uid, \&copy, BPF_ANY);\
	}/
/__sync_fetch_and_add/d
