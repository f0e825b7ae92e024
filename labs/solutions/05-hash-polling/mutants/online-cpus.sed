# SPDX-License-Identifier: GPL-2.0-only
# The keys are those of the CPUs that are online at the start: the map is too small.
# file: hashpoll.c
# fails: map
# says: not only of those that are online now
s/return libbpf_num_possible_cpus\(\)/return (int)sysconf(_SC_NPROCESSORS_ONLN)/
