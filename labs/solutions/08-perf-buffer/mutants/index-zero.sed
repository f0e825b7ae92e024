# SPDX-License-Identifier: GPL-2.0-only
# No flags seems to mean no special wishes, but it means the ring with the index 0.
# file: events.bpf.c
# fails: codes
# says: The ring with the index in flags belongs to another CPU
s/BPF_F_CURRENT_CPU/0/
