# SPDX-License-Identifier: GPL-2.0-only
# Each hit puts a new message with a seq of 1 in place of the old one.
# file: hashpoll.bpf.c
# fails: produce
# says: each one after it adds 1
s/^	if \(message\) \{/	if (0) {/
