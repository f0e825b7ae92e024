# SPDX-License-Identifier: GPL-2.0-only
# A handler that is attached, too, sees every call of every thread.
# file: calls.bpf.c
# fails: attach
# says: has no target in its section
0,/SEC\("tracepoint"\)/s/SEC\("tracepoint"\)/SEC("tracepoint\/syscalls\/sys_enter_read")/
