// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "diagnosis.h"
#include "fmt.h"
#include "style.h"
#include "version.h"

/* Columns: "  fail  user-ns    " and then text up to column 79. */
#define TEXT_COLUMN 19
#define TEXT_WIDTH  60

/* One word; the next line begins below the first. *column: of the text. */
static void print_word(const char *word, size_t len, size_t *column)
{
	if (*column && *column + 1 + len > TEXT_WIDTH) {
		printf("\n%*s", TEXT_COLUMN, "");
		*column = 0;
	}
	printf("%s%.*s", *column ? " " : "", (int)len, word);
	*column += len + (*column != 0);
}

/* In words, safe for any terminal: some of it are names of files. */
static void print_wrapped(const char *text)
{
	char safe[4 * sizeof(((struct finding *)0)->evidence)];
	const char *word = safe;
	size_t column = 0;

	*fmt__escaped(safe, text, strlen(text)) = '\0';
	while (*word) {
		size_t len = strcspn(word, " ");

		print_word(word, len, &column);
		word += len + strspn(word + len, " ");
	}
	printf("\n");
}

static void print_finding(const char *name, const struct finding *finding, bool color)
{
	static const char *const colors[] = {"\033[32m", "\033[36m", "\033[33m", "\033[31m"};

	printf("  %s%-5s%s %-10s ", color ? colors[finding->verdict] : "",
	       verdict__name(finding->verdict), color ? COLOR_OFF : "", name);
	print_wrapped(finding->evidence);
	if (finding->verdict == VERDICT_OK || !finding->mend[0])
		return;
	printf("%*s", TEXT_COLUMN, "-> ");
	print_wrapped(finding->mend);
}

void diagnosis__print_text(const struct diagnosis *diagnosis, bool color)
{
	const struct check *check;

	printf("readsnoop %s: can it trace here?\n\n", READSNOOP_VERSION);
	for (unsigned int i = 0; (check = check__at(i)); i++)
		print_finding(check->name, &diagnosis->checks[i], color);
	printf("\nA probe of each kind, tried for a moment:\n\n");
	for (int kind = 0; kind < ATTACH_KINDS; kind++)
		print_finding(attach_kind__name((enum attach_kind)kind), &diagnosis->trials[kind],
			      color);
	if (diagnosis->exit_code == EXIT_DONE)
		printf("\nTracing works here; --attach auto takes the %s.\n",
		       attach_kind__name(diagnosis->chosen));
	else
		printf("\nTracing does not work here: readsnoop would exit with status %d.\n",
		       (int)diagnosis->exit_code);
}
