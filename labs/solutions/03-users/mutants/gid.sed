# SPDX-License-Identifier: GPL-2.0-only
# The group is taken for the user.
# file: users.bpf.c
# fails: users
# says: that is his group
s/\(__u32\)bpf_get_current_uid_gid\(\)/bpf_get_current_uid_gid() >> 32/
