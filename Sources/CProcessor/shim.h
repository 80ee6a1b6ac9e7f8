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

#endif
