# SPDX-License-Identifier: GPL-2.0-only
# readsnoop: "make help" lists the targets. Everything is built below build/.

PREFIX ?= /usr/local
DESTDIR ?=
MAN_PAGE = $(PREFIX)/share/man/man8/readsnoop.8
BASH_COMPLETION = $(PREFIX)/share/bash-completion/completions/readsnoop
ZSH_COMPLETION = $(PREFIX)/share/zsh/site-functions/_readsnoop
CC ?= gcc
CLANG ?= clang
BPFTOOL ?= $(firstword $(wildcard /usr/sbin/bpftool) bpftool)
ARGS ?=
V ?= 0

BUILD := build
GEN := $(BUILD)/gen

CFLAGS ?= -O2 -g -flto=auto
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla
# The last fields of a table's row may be left out.
WARNINGS += -Wno-missing-field-initializers
USER_FLAGS := -std=gnu11 -D_GNU_SOURCE -I$(GEN) $(WARNINGS)
# v3 (5.1): 32-bit compares and arithmetic, understood by every kernel that we support.
TARGET_ARCH := $(subst x86_64,x86,$(subst aarch64,arm64,$(shell uname -m)))
BPF_FLAGS := -D__TARGET_ARCH_$(TARGET_ARCH) -g -O2 -std=gnu11 -target bpf -mcpu=v3 -Wall -Wextra -Wno-unused-parameter \
	     -idirafter /usr/include/$(shell $(CC) -print-multiarch)
LIBS := -lbpf -lelf -lz -lm

CHANNELS := perf ring mmap hash
# The kernel sides that add up instead of sending.
TABLES := top hist
USER_SOURCES := $(wildcard user/*.c)
SKELETONS := $(CHANNELS:%=$(GEN)/%.skel.h) $(TABLES:%=$(GEN)/%.skel.h)
OBJECTS := $(USER_SOURCES:user/%.c=$(BUILD)/user/%.o)
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/test_*.c))
WORKLOADS := $(patsubst tests/workload/%.c,$(BUILD)/tests/workload/%,$(wildcard tests/workload/*.c))
BENCH := textbook delay pace

ifeq ($(V),0)
say = @printf '  %-8s %s\n' $(1) $@;
else
say =
endif

.DELETE_ON_ERROR:
# What lies between a source and the binary is kept.
.SECONDARY: $(SKELETONS) $(SKELETONS:$(GEN)/%.skel.h=$(BUILD)/kern/%.bpf.o) $(SKELETONS:%.skel.h=%.bpf.o)
.PHONY: all run test test-kernels vm guest static install uninstall clean help setup setup-test bench setup-bench soak

all: $(BUILD)/readsnoop $(BUILD)/readsnoop.8

## run       install what is missing, build, and trace this machine (ARGS='--duration 5')
# Two steps, so that what setup installs is there before make looks at it.
run: setup
	@$(MAKE) --no-print-directory -s all
	@exec $(BUILD)/readsnoop $(ARGS)

## test      the same set-up, and every test; the VM tests on 6.1
test: setup-test
	@$(MAKE) --no-print-directory all tests guest labs-tools
	@tests/run unit cli native vm labs

## test-kernels  the VM tests on 5.10, 6.1, 6.12 and 7.x
test-kernels: setup-test
	@$(MAKE) --no-print-directory all guest
	@VM_KERNELS='5.10 6.1 6.12 7' tests/run vm

setup:
	@scripts/setup --build

setup-test:
	@scripts/setup --build --test

## vm        run readsnoop in the VM, with a kprobe and without root (ARGS='-- dd ...')
vm: guest
	@scripts/vm -- readsnoop $(ARGS)

$(BUILD)/readsnoop: $(OBJECTS)
	$(call say,LINK)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

# Its options come from the program.
$(BUILD)/readsnoop.8: docs/readsnoop.8.in scripts/man $(BUILD)/readsnoop
	$(call say,MAN)scripts/man $(BUILD)/readsnoop $< >$@

## static    a static binary, build/static/readsnoop, that runs anywhere
static: $(BUILD)/static/readsnoop

$(BUILD)/static/readsnoop: $(OBJECTS)
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) $(CFLAGS) $(LDFLAGS) -static $^ $(LIBS) -o $@

$(BUILD)/kern/%.bpf.o: kern/%.bpf.c
	@mkdir -p $(@D)
	$(call say,BPF)$(CLANG) $(BPF_FLAGS) -MMD -MP -c $< -o $@

# The linker step sorts out the BTF; the result is what gets embedded.
$(GEN)/%.bpf.o: $(BUILD)/kern/%.bpf.o
	@mkdir -p $(@D)
	$(call say,BPFLINK)$(BPFTOOL) gen object $@ $<

$(GEN)/%.skel.h: $(GEN)/%.bpf.o
	$(call say,SKEL)$(BPFTOOL) gen skeleton $< name $*_bpf > $@

$(BUILD)/user/%.o: user/%.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(USER_FLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

# It contains the file.
$(BUILD)/user/schema.o: user/schema.json

# Before the first compilation there is no dependency file yet that names the skeletons.
$(CHANNELS:%=$(BUILD)/user/channel_%.o): $(BUILD)/user/channel_%.o: | $(GEN)/%.skel.h
$(BUILD)/user/channel_table.o: | $(TABLES:%=$(GEN)/%.skel.h)

.PHONY: tests
tests: $(UNIT_TESTS) $(WORKLOADS)

# A unit test is linked with everything but main.
$(BUILD)/tests/unit/%: tests/unit/%.c $(filter-out $(BUILD)/user/main.o,$(OBJECTS))
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(USER_FLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) $^ $(LIBS) -lcmocka -o $@

$(BUILD)/tests/workload/%: tests/workload/%.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(USER_FLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) -static -pthread $< -o $@

## soak      ten minutes at full rate into a reader that stalls (ARGS=60: as many seconds)
soak: setup-test
	@$(MAKE) --no-print-directory all tests
	@tests/bench/soak.sh $(ARGS)

## bench     measure the channels beside their peers, see docs/benchmarks.md (ARGS='native --reps 1')
bench: setup-bench
	@$(MAKE) --no-print-directory all guest $(BENCH:%=$(BUILD)/tests/bench/%)
	@scripts/bench $(ARGS)

setup-bench:
	@scripts/setup --build --test --bench

# The textbook program has a skeleton of its own.
$(BUILD)/tests/bench/%.bpf.o: tests/bench/%.bpf.c
	@mkdir -p $(@D)
	$(call say,BPF)$(CLANG) $(BPF_FLAGS) -MMD -MP -c $< -o $@

$(BUILD)/tests/bench/linked/%.bpf.o: $(BUILD)/tests/bench/%.bpf.o
	@mkdir -p $(@D)
	$(call say,BPFLINK)$(BPFTOOL) gen object $@ $<

$(BUILD)/tests/bench/%.skel.h: $(BUILD)/tests/bench/linked/%.bpf.o
	$(call say,SKEL)$(BPFTOOL) gen skeleton $< name $*_bpf > $@

$(BUILD)/tests/bench/textbook: tests/bench/textbook.c $(BUILD)/tests/bench/textbook.skel.h
	$(call say,CC)$(CC) $(USER_FLAGS) -I$(@D) $(CFLAGS) -MMD -MP $(LDFLAGS) -static $< $(LIBS) -o $@

# readsnoop without its output side.
$(BUILD)/tests/bench/delay: tests/bench/delay.c $(filter-out $(BUILD)/user/main.o,$(OBJECTS))
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(USER_FLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) $(filter %.c %.o,$^) $(LIBS) -o $@

$(BUILD)/tests/bench/pace: tests/bench/pace.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(USER_FLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) -static $< -o $@

# What scripts/vm copies into the guest's root.
guest: static $(WORKLOADS)
	@rm -rf $(BUILD)/guest && mkdir -p $(BUILD)/guest/bin
	@cp $(WORKLOADS) $(BUILD)/guest/bin/
	@cp -r tests $(BUILD)/guest/tests

## install   into DESTDIR and PREFIX (default /usr/local)
install: all
	install -D -m 755 $(BUILD)/readsnoop $(DESTDIR)$(PREFIX)/sbin/readsnoop
	install -D -m 644 $(BUILD)/readsnoop.8 $(DESTDIR)$(MAN_PAGE)
	install -D -m 644 completions/readsnoop.bash $(DESTDIR)$(BASH_COMPLETION)
	install -D -m 644 completions/_readsnoop $(DESTDIR)$(ZSH_COMPLETION)

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/sbin/readsnoop $(DESTDIR)$(MAN_PAGE) \
		$(DESTDIR)$(BASH_COMPLETION) $(DESTDIR)$(ZSH_COMPLETION)

## clean     remove what was built; downloaded kernels stay ("rm -rf build" removes them too)
clean:
	rm -rf $(filter-out $(BUILD)/kernels $(BUILD)/apt,$(wildcard $(BUILD)/*))

help:
	@sed -n 's/^## /  /p' Makefile $(wildcard labs/labs.mk)

# A copy of the tree without the course builds, too.
-include labs/labs.mk
-include $(wildcard $(BUILD)/kern/*.d $(BUILD)/user/*.d $(BUILD)/tests/*/*.d)
