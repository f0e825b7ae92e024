# SPDX-License-Identifier: GPL-2.0-only
# What is not wanted is counted, and submitted all the same.
# file: ring.bpf.c
# fails: discard
# says: is given back with bpf_ringbuf_discard()
s/bpf_ringbuf_discard/bpf_ringbuf_submit/
