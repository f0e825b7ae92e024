# SPDX-License-Identifier: GPL-2.0-only
# One value for all CPUs.
# file: tables.bpf.c
# fails: tallies
# says: array 4 20 1
s/PERCPU_ARRAY/ARRAY/
