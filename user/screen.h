/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The terminal, while it shows one picture that changes instead of lines: the alternate screen,
 * and keys as they are pressed. A process has one terminal, so there is one screen.
 */
#ifndef READSNOOP_USER_SCREEN_H
#define READSNOOP_USER_SCREEN_H

#include <stdbool.h>

/* Keys beyond the characters. */
enum screen_key { SCREEN_LEFT = 256, SCREEN_RIGHT };

/* Whether output to fd can be drawn. */
bool screen__possible(int fd);

/* Take the terminal behind fd, or take it again. 0 or a negative errno. */
int screen__enter(int fd);

/* Give it back as it was. May be called at any time, also when it was never taken. */
void screen__leave(void);

/* Give it back, stop as the terminal's suspend key wants it, and take it again when continued. */
void screen__suspend(void);

/* What to watch for keys; -1: there is no keyboard. */
int screen__input_fd(void);

/*
 * The keys that have been pressed, as characters or enum screen_key. How many; 0: none of use;
 * -1: no more will come.
 */
int screen__keys(int *keys, int max);

/* As it is now. */
void screen__size(unsigned int *rows, unsigned int *columns);

#endif
