# SPDX-License-Identifier: GPL-2.0-only
# The section names no function, so nothing is attached.
# fails: attach
# says: nothing
