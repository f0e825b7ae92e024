# SPDX-License-Identifier: GPL-2.0-only
# What the hash map has returned is taken for the LRU map's answer.
# file: tables.bpf.c
# fails: lru
# says: what its own update returns
s/^	err = bpf_map_update_elem\(&recent/	bpf_map_update_elem(\&recent/
