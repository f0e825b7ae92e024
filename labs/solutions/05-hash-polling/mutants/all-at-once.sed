# SPDX-License-Identifier: GPL-2.0-only
# Whatever is there is taken in one go, and the key deleted.
# file: hashpoll.c
# fails: quiet
# says: 0 updates, 1 deletions
s/p->consumed\+\+;/p->consumed += (unsigned long long)message.seq;/
s/message\.seq--/message.seq = 0/
