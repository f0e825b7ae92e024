# SPDX-License-Identifier: GPL-2.0-only
# User space copies the numbers without the lock.
# file: drain.c
# fails: held
# says: bpf_map_lookup_elem_flags() with BPF_F_LOCK
s/, BPF_F_LOCK\)/, 0)/
