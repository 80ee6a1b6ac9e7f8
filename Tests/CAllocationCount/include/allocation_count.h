#ifndef KINDLING_ALLOCATION_COUNT_H
#define KINDLING_ALLOCATION_COUNT_H

/* How many blocks of memory the calling thread has asked for so far; -1 where it cannot be told. */
long allocation_count(void);

#endif
