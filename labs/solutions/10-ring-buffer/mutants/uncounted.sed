# SPDX-License-Identifier: GPL-2.0-only
# What is discarded is not counted, so that the sum is not right.
# file: ring.bpf.c
# fails: discard
# says: Count what is not wanted()
/&counters.discarded/d
