# SPDX-License-Identifier: GPL-2.0-only
# The result of a function that may fail is not looked at.
# file: hello.c
# fails: load
# result: crash
# says: killed by SIGSEGV
s/skel = hello_bpf__open_and_load\(\);/skel = NULL;/
/if \(!skel\)/,/return/d
