#ifndef KINDLING_CPROCESSOR_SHIM_H
#define KINDLING_CPROCESSOR_SHIM_H

#include <stdbool.h>

/* Whether the processor that is compiled for adds a product in one instruction. */
static inline bool processor_fuses_products(void) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return true;
#else
  return false;
#endif
}

/* Fetches the cache line at an address, if it can, without waiting for it. */
static inline void processor_prefetch(const void *address) { __builtin_prefetch(address); }

/* Likewise, into the second-level cache only: for what is needed later. */
static inline void processor_prefetch_near(const void *address) { __builtin_prefetch(address, 0, 2); }

#endif
