# SPDX-License-Identifier: GPL-2.0-only
# The licence is missing, and bpf_printk() is for programs under the GPL only.
# file: hello.bpf.c
# fails: load
# result: rejected
# says: Only programs under the GPL may call this helper
/LICENSE/d
