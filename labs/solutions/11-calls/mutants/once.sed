# SPDX-License-Identifier: GPL-2.0-only
# The chain ends after its first link.
# file: calls.bpf.c
# fails: chain
# says: to its own slot again
/count\(KEY_CHAIN\)/,/return/{
	/bpf_tail_call/d
}
