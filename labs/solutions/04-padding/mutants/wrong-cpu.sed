# SPDX-License-Identifier: GPL-2.0-only
# Zero everywhere satisfies the verifier; what should be there is not.
# file: lastread.bpf.c
# fails: event
# says: cpu=0
/event\.cpu = /d
