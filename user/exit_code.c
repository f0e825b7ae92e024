// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

#include "exit_code.h"

enum exit_code exit_code__from_errno(int err)
{
	switch (-err) {
	case 0:
		return EXIT_DONE;
	case EPERM:
		return EXIT_PRIVILEGE;
	case EOPNOTSUPP:
		return EXIT_UNSUPPORTED;
	default:
		return EXIT_FAILED;
	}
}
