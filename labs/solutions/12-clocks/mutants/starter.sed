# SPDX-License-Identifier: GPL-2.0-only
# Nothing is there yet.
# fails: format
# says: 100000.125000
