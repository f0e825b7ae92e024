# SPDX-License-Identifier: GPL-2.0-only
# BPF_NOEXIST, but nobody asks whether it worked.
# file: users.bpf.c
# fails: insert
# says: Your own read is missing
s/\*value, zero = 0;/*value, one = 1;/
s/&zero/\&one/
s/return bpf_map_lookup_elem.*/return NULL;/
