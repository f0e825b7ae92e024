# SPDX-License-Identifier: GPL-2.0-only
# The program is stopped when the gap is over.
# file: hashpoll.c
# fails: interleave
# says: before you update or delete
/^	hold\(p\);/d
s/^	return bpf_map_update_elem\((.*)\);/	err = bpf_map_update_elem(\1);\
	hold(p);\
	return err;/
