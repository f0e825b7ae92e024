# SPDX-License-Identifier: GPL-2.0-only
# The course's targets, included by the Makefile. See labs/README.md and labs/TEACHING.md.

LAB_TOOLS := $(BUILD)/labs/tools
LAB_FLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wno-unused-parameter -Ilabs/lib
LAB_HOST := labs/grader/host
PEEK_SOURCES := $(wildcard labs/grader/peek*.c)
NN ?=
DIR ?=
REPEAT ?= 1

.PHONY: lab lab-shell lab-submit labs-check labs-grade labs-starters labs-reference labs-tools lab-build

## lab       build, run and grade one lab in the VM (NN=05)
lab: setup-test labs-tools
	@$(LAB_HOST)/lab grade $(NN)

## lab-shell  a shell in the VM with one lab's programs (NN=05)
lab-shell: setup-test labs-tools static
	@$(LAB_HOST)/lab shell $(NN)

## lab-submit  grade one lab and pack it for handing in (NN=05)
lab-submit: setup-test labs-tools
	@$(LAB_HOST)/lab submit $(NN)

## labs-check  for teachers: starters fail, solutions pass, mutants are caught (NN=05 REPEAT=20)
labs-check: setup-test labs-tools static
	@$(LAB_HOST)/check --repeat $(REPEAT) $(NN)

## labs-grade  for teachers: grade a folder of submissions, CSV on stdout (DIR=...)
labs-grade: setup-test labs-tools
	@$(LAB_HOST)/submissions "$(DIR)"

## labs-starters  for teachers: make the starters anew from the solutions (NN=05)
labs-starters:
	@$(LAB_HOST)/starters $(NN)

## labs-reference  for teachers: the solutions' programs without their sources, see labs/TEACHING.md
labs-reference:
	@$(LAB_HOST)/reference

# What the guest needs of every lab: the grader's tools and what they and the labs stand on.
labs-tools: $(LAB_TOOLS)/bin/peek $(LAB_TOOLS)/bin/rival $(LAB_TOOLS)/bin/launch $(LAB_TOOLS)/bin/reader $(LAB_TOOLS)/bin/bpftool

$(LAB_TOOLS)/bin/peek: $(PEEK_SOURCES) labs/grader/peek.h scripts/copy-program
	@mkdir -p $(BUILD)/labs
	$(call say,CC)$(CC) $(LAB_FLAGS) $(PEEK_SOURCES) $(LIBS) -o $(BUILD)/labs/peek
	@scripts/copy-program $(BUILD)/labs/peek $(LAB_TOOLS)

# Built as the labs are.
$(LAB_TOOLS)/bin/rival: $(wildcard labs/grader/rival/*.[ch]) labs/lib/lab.h kern/vmlinux.h scripts/copy-program
	@$(MAKE) --no-print-directory lab-build SRC=labs/grader/rival OUT=$(BUILD)/labs/rival
	@scripts/copy-program $(BUILD)/labs/rival/bin/rival $(LAB_TOOLS)

# Static, as the reader: a loader's work would be part of the workload.
$(LAB_TOOLS)/bin/launch: labs/grader/launch.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(LAB_FLAGS) -static $< -o $@

$(LAB_TOOLS)/bin/reader: $(BUILD)/tests/workload/reads
	@mkdir -p $(@D)
	@cp $< $@

$(LAB_TOOLS)/bin/bpftool: scripts/copy-program
	@scripts/copy-program $(BPFTOOL) $(LAB_TOOLS)
	@scripts/copy-program setpriv $(LAB_TOOLS) usr/bin

# One directory of programs: lab-build SRC=directory OUT=directory [DEFINES=-DSOLUTION]. Each x.c
# becomes OUT/bin/x, each y.bpf.c a skeleton y.skel.h that all of them may include.
ifdef OUT
LAB_SKELETONS := $(patsubst $(SRC)/%.bpf.c,$(OUT)/%.skel.h,$(wildcard $(SRC)/*.bpf.c))
LAB_PROGRAMS := $(patsubst $(SRC)/%.c,$(OUT)/bin/%,$(filter-out %.bpf.c,$(wildcard $(SRC)/*.c)))

lab-build: $(LAB_PROGRAMS)

.SECONDARY: $(LAB_SKELETONS)

$(OUT)/%.bpf.o: $(SRC)/%.bpf.c
	@mkdir -p $(@D)
	$(call say,BPF)$(CLANG) $(BPF_FLAGS) $(DEFINES) -Ikern -MMD -MP -c $< -o $@

$(OUT)/linked/%.bpf.o: $(OUT)/%.bpf.o
	@mkdir -p $(@D)
	$(call say,BPFLINK)$(BPFTOOL) gen object $@ $<

$(OUT)/%.skel.h: $(OUT)/linked/%.bpf.o
	$(call say,SKEL)$(BPFTOOL) gen skeleton $< name $*_bpf > $@

$(OUT)/bin/%: $(SRC)/%.c $(LAB_SKELETONS)
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(LAB_FLAGS) $(DEFINES) -I$(OUT) -MMD -MP -MF $(OUT)/$*.d $< $(LIBS) -o $@

-include $(wildcard $(OUT)/*.d)
endif
