# SPDX-License-Identifier: GPL-2.0-only
# The probe sits on another function.
# file: hello.bpf.c
# fails: attach
# says: kprobe vfs_write
s/vfs_read/vfs_write/
