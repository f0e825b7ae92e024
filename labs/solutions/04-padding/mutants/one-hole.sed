# SPDX-License-Identifier: GPL-2.0-only
# The first hole has got a name and a value, the second one was not seen.
# fails: twin
# result: rejected
# says: Byte 28 of the 32 that are read was never written; no member of the event is there
s/^	__u32 cpu;/&\
	__u32 unused;/
s/__builtin_memset.*/event.unused = 0;/
