# SPDX-License-Identifier: GPL-2.0-only
# An initialiser sets the members, and nothing else. (The verifier would say the same as for hole-left.)
# file: lastread.bpf.c
# fails: hole
# result: rejected
# says: bytes 12, 13, 14, 15
/__builtin_memset/d
/^	event\./d
s/^	struct event event;/	struct event event = {.boot_ns = bpf_ktime_get_boot_ns(), .cpu = bpf_get_smp_processor_id(),\
			      .asked = asked, .tid = tid};/
