# SPDX-License-Identifier: GPL-2.0-only
# Nothing is there yet.
# fails: tallies
# says: none
