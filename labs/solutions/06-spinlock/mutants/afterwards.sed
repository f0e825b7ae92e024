# SPDX-License-Identifier: GPL-2.0-only
# The answer is what is left after everything was taken: nothing.
# file: drain.bpf.c
# fails: lines
# says: no such lines
s/^	took = n;/	took = slot->waiting;/
