/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory of which every byte too much is noticed. */
#ifndef LABS_LIB_GUARD_H
#define LABS_LIB_GUARD_H

#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * Zeroed memory of size bytes that ends where a page begins that nobody may touch: a program that
 * writes behind its end gets SIGSEGV, and a system call that would do so fails with EFAULT. For
 * accesses to be aligned, size should be a multiple of what is stored there. Returns NULL, and
 * sets errno, on failure. It is never freed.
 */
static inline void *guard__alloc(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), pages = (size + page - 1) / page * page;
	char *memory;

	memory = mmap(NULL, pages + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		      0);
	if (memory == MAP_FAILED || mprotect(memory + pages, page, PROT_NONE))
		return NULL;
	return memory + pages - size;
}

#endif
