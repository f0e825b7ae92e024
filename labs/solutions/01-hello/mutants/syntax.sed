# SPDX-License-Identifier: GPL-2.0-only
# It does not compile.
# file: hello.bpf.c
# fails: build
# result: build-error
# says: The first error counts
s/return 0;/return 0/
