# SPDX-License-Identifier: GPL-2.0-only
# What the rings say of lost events is not listened to.
# file: gaps.c
# fails: lost
# says: on_lost() is called with the number
s/row->lost \+= count;/(void)row, (void)count;/
