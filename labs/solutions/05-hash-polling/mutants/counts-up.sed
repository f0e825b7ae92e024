# SPDX-License-Identifier: GPL-2.0-only
# User space counts up, as the kernel does.
# file: hashpoll.c
# fails: quiet
# says: seq - 1 each time you find the key
s/message\.seq--/message.seq++/
