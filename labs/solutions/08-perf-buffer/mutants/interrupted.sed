# SPDX-License-Identifier: GPL-2.0-only
# Every negative result ends the loop, also that of Ctrl-Z and "fg".
# file: events.c
# fails: again
# says: has ended by itself
s/ && \(n >= 0 \|\| n == -EINTR\)/ \&\& n >= 0/
