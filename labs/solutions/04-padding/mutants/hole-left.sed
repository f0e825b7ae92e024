# SPDX-License-Identifier: GPL-2.0-only
# All members are set, but not the padding between them.
# file: lastread.bpf.c
# fails: twin
# result: rejected
# says: Byte 12 of the 32 that are read was never written; no member of the event is there
/__builtin_memset/d
