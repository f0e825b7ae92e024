# SPDX-License-Identifier: GPL-2.0-only
# Every read makes a line, that of trace_pipe's reader too: it feeds itself.
# file: hello.bpf.c
# fails: others
# says: Lines came from hello:
/bpf_strncmp/,/return 0/d
