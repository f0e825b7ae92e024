# SPDX-License-Identifier: GPL-2.0-only
# A buffer for one value, as with any other map.
# file: tables.c
# fails: buffer
# says: One value for each possible CPU comes, each rounded
s/return stride\(\) \* .*/return stride();/
