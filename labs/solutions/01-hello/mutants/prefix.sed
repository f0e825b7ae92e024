# SPDX-License-Identifier: GPL-2.0-only
# Only the first six bytes of the name are compared.
# file: hello.bpf.c
# fails: others
# says: Lines came from reader2: 20.
s/bpf_strncmp\(comm, sizeof\(comm\)/bpf_strncmp(comm, 6/
