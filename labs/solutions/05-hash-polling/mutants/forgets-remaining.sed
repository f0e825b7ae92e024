# SPDX-License-Identifier: GPL-2.0-only
# What was not taken is taken for lost.
# file: hashpoll.c
# fails: remaining
# says: neither consumed nor lost
s/^		if \(!bpf_map_lookup_elem\(.*/		if (0)/
