# SPDX-License-Identifier: GPL-2.0-only
# A buffer for the CPUs that are online.
# file: tables.c
# fails: buffer
# says: whether it is online or not
s/(stride\(\) \* \(size_t\))libbpf_num_possible_cpus\(\)/\1sysconf(_SC_NPROCESSORS_ONLN)/
