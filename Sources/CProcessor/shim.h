#ifndef KINDLING_CPROCESSOR_SHIM_H
#define KINDLING_CPROCESSOR_SHIM_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Whether the processor that is compiled for adds a product in one instruction. */
static inline bool processor_fuses_products(void) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return true;
#else
  return false;
#endif
}

/* a b + c, rounded once where that is one instruction, and twice elsewhere. */
static inline float processor_times_plus(float a, float b, float c) {
  return processor_fuses_products() ? __builtin_fmaf(a, b, c) : a * b + c;
}

/* What rounding took from a product. */
static inline float processor_rest(float a, float b, float product) {
  return processor_fuses_products() ? __builtin_fmaf(a, b, -product) : (float)((double)a * b - product);
}

/* Whether it has AVX2, and AVX-512 as x86-64-v4 has it. */
static inline bool processor_has_avx2(void) {
#if defined(__AVX2__)
  return true;
#else
  return false;
#endif
}
static inline bool processor_has_avx512(void) {
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512BW__) && defined(__AVX512VL__)
  return true;
#else
  return false;
#endif
}

/* Fetches the cache line at an address, if it can, without waiting for it. */
static inline void processor_prefetch(const void *address) { __builtin_prefetch(address); }

/* Likewise, into the second-level cache only: for what is needed later. */
static inline void processor_prefetch_near(const void *address) { __builtin_prefetch(address, 0, 2); }

/* Sixteen numbers and a bit for each: with AVX-512 registers and a mask, which Swift has no words for.

   processor_sum_NUMBER and the like compute with all of them by one instruction, where Swift's operators go through numbers one by one
   and leave it to the compiler to find that they are a vector. processor_fused_NUMBER is a + b c, rounded once. processor_total_NUMBER
   is the sum of all, by halves.

   processor_active_NUMBER gives the bits of numbers that are above 0, or none; processor_keep_NUMBER the numbers whose
   bits are set, and 0 for the others; processor_spread_NUMBER the first numbers, one at each bit that is set, and 0
   elsewhere. */
typedef bool processor_bits __attribute__((ext_vector_type(16)));

#define PROCESSOR_OPERATION(number, name, sign)                                                                   \
  static inline processor_##number##_lanes processor_##name##_##number(                                           \
      processor_##number##_lanes a, processor_##number##_lanes b) {                                               \
    return a sign b;                                                                                              \
  }

#define PROCESSOR_LANES(number, word)                                                                             \
  typedef number processor_##number##_lanes __attribute__((ext_vector_type(16)));                                 \
  typedef word processor_##number##_words __attribute__((ext_vector_type(16)));                                   \
  PROCESSOR_OPERATION(number, sum, +)                                                                             \
  PROCESSOR_OPERATION(number, difference, -)                                                                      \
  PROCESSOR_OPERATION(number, product, *)                                                                         \
  PROCESSOR_OPERATION(number, quotient, /)                                                                        \
  static inline processor_##number##_lanes processor_fused_##number(                                              \
      processor_##number##_lanes a, processor_##number##_lanes b, processor_##number##_lanes c) {                 \
    return __builtin_elementwise_fma(b, c, a);                                                                    \
  }                                                                                                               \
  static inline number processor_total_##number(processor_##number##_lanes numbers) {                             \
    __typeof__(numbers.lo) eight = numbers.lo + numbers.hi;                                                       \
    __typeof__(eight.lo) four = eight.lo + eight.hi;                                                              \
    return (four.x + four.z) + (four.y + four.w);                                                                 \
  }                                                                                                               \
  static inline uint16_t processor_active_##number(processor_##number##_lanes numbers) {                          \
    processor_bits mask = __builtin_convertvector(~(numbers <= 0), processor_bits);                               \
    uint16_t bits;                                                                                                \
    memcpy(&bits, &mask, sizeof bits);                                                                            \
    return bits;                                                                                                  \
  }                                                                                                               \
  static inline processor_##number##_lanes processor_keep_##number(                                               \
      processor_##number##_lanes numbers, uint16_t bits) {                                                        \
    processor_bits mask;                                                                                          \
    memcpy(&mask, &bits, sizeof bits);                                                                            \
    processor_##number##_words kept = -__builtin_convertvector(mask, processor_##number##_words);                 \
    return (processor_##number##_lanes)((processor_##number##_words)numbers & kept);                              \
  }

PROCESSOR_LANES(float, int32_t)
PROCESSOR_LANES(double, int64_t)

#define PROCESSOR_SPREAD(number)                                                                                  \
  static inline processor_##number##_lanes processor_spread_##number(                                             \
      processor_##number##_lanes numbers, uint16_t bits) {                                                        \
    processor_##number##_lanes spread = 0;                                                                        \
    for (int place = 0, next = 0; place < 16; place++)                                                            \
      if (bits >> place & 1) spread[place] = numbers[next++];                                                     \
    return spread;                                                                                                \
  }

PROCESSOR_SPREAD(double)
#ifdef __AVX512F__
static inline processor_float_lanes processor_spread_float(processor_float_lanes numbers, uint16_t bits) {
  return __builtin_ia32_expandsf512_mask(numbers, (processor_float_lanes)0, bits);
}
#else
PROCESSOR_SPREAD(float)
#endif

#endif
