# SPDX-License-Identifier: GPL-2.0-only
# The result of the lookup is used without a look.
# file: execs.bpf.c
# fails: load
# result: rejected
# says: The pointer may be NULL
/^	if \(!value\)/,/^		return/d
