# SPDX-License-Identifier: GPL-2.0-only
# "Nothing is left" is taken for exactly 0.
# file: hashpoll.c
# fails: below
# says: a test for 0 alone goes on for ever
s/message\.seq <= 0/message.seq == 0/
