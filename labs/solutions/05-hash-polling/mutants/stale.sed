# SPDX-License-Identifier: GPL-2.0-only
# Only the first hit writes its time and name.
# file: hashpoll.bpf.c
# fails: produce
# says: Each hit writes its own time
s/^		fill\(message\);//
