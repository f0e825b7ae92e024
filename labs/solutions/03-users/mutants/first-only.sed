# SPDX-License-Identifier: GPL-2.0-only
# The loop through the keys does not go on.
# file: users.c
# fails: lines
# says: for each entry of the map
s/^		previous = &uid;/		break;/
s/, \*previous = NULL;/, *const previous = NULL;/
