# SPDX-License-Identifier: GPL-2.0-only
# The entrance is open before anybody sits behind it.
# file: calls.c
# fails: order
# says: fill them first
s/err = set_handlers\(skel\);/err = calls_bpf__attach(skel);/
t
s/^	err = calls_bpf__attach\(skel\);$/	err = set_handlers(skel);/
