# SPDX-License-Identifier: GPL-2.0-only
# A member is never set. The verifier says so to those who are not root.
# fails: twin
# result: rejected
# says: Byte 8 of the 32 that are read was never written; it belongs to "cpu".
