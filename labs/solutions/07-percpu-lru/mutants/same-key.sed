# SPDX-License-Identifier: GPL-2.0-only
# The CPU is left out of the key: reads of two CPUs meet in one entry.
# file: tables.bpf.c
# fails: insert
# says: Each read has a key of its own
s/\(__u64\)bpf_get_smp_processor_id\(\) << 32 \| count\(\)/count()/
