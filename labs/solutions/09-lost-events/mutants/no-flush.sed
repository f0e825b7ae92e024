# SPDX-License-Identifier: GPL-2.0-only
# What was lost last is never heard of.
# file: gaps.c
# fails: flush
# says: so nobody knows of it
s/err = flush\(cpus\);/err = 0, (void)flush;/
