// SPDX-License-Identifier: GPL-2.0-only
#include "diagnosis.h"
#include "trial.h"

/* What a check takes for impossible may work all the same; the trial is right. */
static void reconcile(struct finding *finding, unsigned int working)
{
	if (!(finding->blocks & working))
		return;
	finding->blocks &= ~working;
	finding->verdict = finding->blocks ? VERDICT_WARN : VERDICT_NOTE;
}

/* As attach__open() goes about it. */
static void conclude(struct diagnosis *diagnosis)
{
	int err = 0;

	diagnosis->chosen = ATTACH_KINDS;
	for (unsigned int i = 0; i < ATTACH_KINDS && diagnosis->chosen == ATTACH_KINDS; i++) {
		enum attach_kind kind = attach_kind__preferred(i, false);

		err = diagnosis->trials[kind].err;
		if (!err)
			diagnosis->chosen = kind;
	}
	diagnosis->exit_code = exit_code__from_errno(err);
	if (!err && diagnosis->trials[diagnosis->chosen].verdict != VERDICT_OK)
		diagnosis->exit_code = EXIT_UNSUPPORTED;
}

void diagnosis__make(struct diagnosis *diagnosis)
{
	const struct check *check;
	unsigned int working = 0;

	for (int kind = 0; kind < ATTACH_KINDS; kind++) {
		diagnosis->trials[kind] = trial__run((enum attach_kind)kind);
		if (diagnosis->trials[kind].verdict == VERDICT_OK)
			working |= KIND_BIT(kind);
	}
	for (int kind = 0; kind < ATTACH_KINDS && !working; kind++)
		diagnosis->trials[kind].verdict = VERDICT_FAIL;
	for (unsigned int i = 0; (check = check__at(i)); i++) {
		diagnosis->checks[i] = check__run(check);
		reconcile(&diagnosis->checks[i], working);
	}
	conclude(diagnosis);
}
