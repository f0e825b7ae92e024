/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A thread's name as the key of a map: two words, equal exactly if the names are.
 */
#ifndef READSNOOP_COMMON_COMM_KEY_H
#define READSNOOP_COMMON_COMM_KEY_H

#include <linux/types.h>

#include "event.h"

struct comm_key {
	__u64 word[READ_COMM_LEN / 8];
};

/*
 * A bit above all bytes of the word that stand before its first NUL, 0 if it has none; the bit is
 * the first of the NUL itself. The subtraction borrows only through NULs, and what a borrow does to
 * the bytes behind the first one is cut off.
 */
__attribute__((unused)) static inline __u64 comm_key__end(__u64 word)
{
	__u64 nuls = (word - 0x0101010101010101ULL) & ~word & 0x8080808080808080ULL;

	return (nuls & -nuls) >> 7;
}

/*
 * Clear the bytes behind the NUL, where a kernel before 5.17 leaves what was there of a longer
 * name. In little-endian order, as the rest of the record.
 */
__attribute__((unused)) static inline void comm_key__normalise(struct comm_key *key)
{
	__u64 end = comm_key__end(key->word[0]);

	if (end) {
		key->word[0] &= end - 1;
		key->word[1] = 0;
		return;
	}
	end = comm_key__end(key->word[1]);
	if (end)
		key->word[1] &= end - 1;
}

#endif
