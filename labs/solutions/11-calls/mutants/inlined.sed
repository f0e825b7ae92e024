# SPDX-License-Identifier: GPL-2.0-only
# The compiler decides, and copies it.
# file: calls.bpf.c
# fails: function
# says: unless it is __noinline
s/static __noinline/static __always_inline/
