// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stddef.h>
#include <linux/capability.h>

#include "cause.h"
#include "log.h"
#include "privilege.h"

/* A lack of the kernel, whatever errno says it with; to root, also what is not permitted. */
static int meaning_of(int err)
{
	switch (-err) {
	case EPERM:
	case EACCES:
		return privilege__has(CAP_SYS_ADMIN) ? -EOPNOTSUPP : -EPERM;
	case ENOENT:
	case ENODEV:
	case EINVAL:
	case ESRCH:
		return -EOPNOTSUPP;
	default:
		return err;
	}
}

bool cause__precludes(enum attach_kind kind, struct finding *finding)
{
	const struct check *check;

	for (unsigned int i = 0; (check = check__at(i)); i++) {
		if (!check->upfront)
			continue;
		*finding = check__run(check);
		if (finding->blocks & KIND_BIT(kind))
			return true;
	}
	return false;
}

/* A check that is sure comes before one that only fits. */
const struct check *cause__find(enum attach_kind kind, int err, struct finding *finding,
				int *meaning)
{
	const struct check *check, *likely = NULL;
	struct finding seen;

	for (unsigned int i = 0; (check = check__at(i)); i++) {
		seen = check__run(check);
		if (seen.blocks & KIND_BIT(kind)) {
			likely = check;
			*finding = seen;
			break;
		}
		if (!likely && seen.suspects & KIND_BIT(kind) && seen.symptom == err) {
			likely = check;
			*finding = seen;
		}
	}
	*meaning = likely ? finding->err : meaning_of(err);
	return likely;
}

void cause__log(const struct finding *finding)
{
	log__error("%s%s%s", finding->evidence, finding->mend[0] ? "; " : "", finding->mend);
}
