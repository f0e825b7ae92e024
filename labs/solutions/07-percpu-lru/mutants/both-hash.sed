# SPDX-License-Identifier: GPL-2.0-only
# Both tables are of the same kind.
# file: tables.bpf.c
# fails: maps
# says: recent: hash 8 8 1024
s/LRU_HASH/HASH/
