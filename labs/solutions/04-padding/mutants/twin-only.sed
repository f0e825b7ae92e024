# SPDX-License-Identifier: GPL-2.0-only
# The twin is made to pass, and the probe stays as it was.
# file: lastread.bpf.c
# fails: hole
# says: The twin is the same code
/__builtin_memset/d
s/^	remember\(0, packet->len\);//
