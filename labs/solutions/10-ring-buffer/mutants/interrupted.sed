# SPDX-License-Identifier: GPL-2.0-only
# Every negative result ends the loop, also that of Ctrl-Z and "fg".
# file: ring.c
# fails: order
# says: The loop must go on until lab_stopped
s/ && \(n >= 0 \|\| n == -EINTR\)/ \&\& n >= 0/
