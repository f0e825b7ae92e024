# SPDX-License-Identifier: GPL-2.0-only
# No room, no trace of it.
# file: ring.bpf.c
# fails: drops
# says: there is no room: count it
/&counters.dropped/d
