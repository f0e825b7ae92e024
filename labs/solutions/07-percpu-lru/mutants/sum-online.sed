# SPDX-License-Identifier: GPL-2.0-only
# The buffer is right, but only the CPUs that are online are added up.
# file: tables.c
# fails: sum
# says: Go through all possible CPUs
s/cpu < libbpf_num_possible_cpus\(\)/cpu < (int)sysconf(_SC_NPROCESSORS_ONLN)/
