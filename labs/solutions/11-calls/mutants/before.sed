# SPDX-License-Identifier: GPL-2.0-only
# Counted before the call that does not come back.
# file: calls.bpf.c
# fails: others
# says: a tail call does not come back
s/^	count\(KEY_CALLS\);/&\
	count(KEY_OTHERS);/
/Still here/,/count/d
