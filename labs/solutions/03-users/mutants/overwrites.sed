# SPDX-License-Identifier: GPL-2.0-only
# The flag that everybody copies: an entry that came in the meantime is lost.
# file: users.bpf.c
# fails: insert
# says: The entry of the other CPU was overwritten
s/BPF_NOEXIST/BPF_ANY/
