# SPDX-License-Identifier: GPL-2.0-only
# There is always room, or so it seems.
# file: ring.bpf.c
# fails: load
# result: rejected
# says: The pointer may be NULL
/^	if \(!event\) \{/,/^	\}/d
