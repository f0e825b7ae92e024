# SPDX-License-Identifier: GPL-2.0-only
# Load, add, store.
# file: users.bpf.c
# fails: add
# says: what others add in between is overwritten
s/__sync_fetch_and_add\(value, 1\)/*value += 1/
