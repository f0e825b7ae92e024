# SPDX-License-Identifier: GPL-2.0-only
# Both programs count into the same key.
# file: execs.bpf.c
# fails: calls
# says: add 1 to key KEY_CALLS for each
s/count\(KEY_PROGRAMS\)/count(KEY_CALLS)/
