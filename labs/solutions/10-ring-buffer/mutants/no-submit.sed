# SPDX-License-Identifier: GPL-2.0-only
# Reserved and filled, but never handed over.
# file: ring.bpf.c
# fails: load
# result: rejected
# says: must be submitted or discarded
/bpf_ringbuf_submit/d
