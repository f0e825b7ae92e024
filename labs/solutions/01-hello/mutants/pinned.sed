# SPDX-License-Identifier: GPL-2.0-only
# The link is pinned, so that the probe stays.
# file: hello.c
# fails: end
# says: The probe outlives its program
s/^	lab__ready\(\);/	bpf_link__pin(skel->links.hello, "\/sys\/fs\/bpf\/hello");\
&/
