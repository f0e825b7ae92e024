# SPDX-License-Identifier: GPL-2.0-only
# The keys are never put into the map, and the program ends when it does not find them.
# file: execs.c
# fails: map
# says: cannot read the map
s/err = seed\(.*\);/err = 0; (void)seed;/
s/^	for \(line = 0/	if (print_counts(bpf_map__fd(skel->maps.counts)))\
		return -ENOENT;\
&/
