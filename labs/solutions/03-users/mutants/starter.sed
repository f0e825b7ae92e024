# SPDX-License-Identifier: GPL-2.0-only
# Nothing is counted yet.
# fails: users
# says: 1000: none, 0: none
