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
   is the sum of all, by halves; processor_totals_NUMBER the sums of sixteen rows that lie one after another, each as that.

   processor_active_NUMBER gives the bits of numbers that are above 0, or none; processor_keep_NUMBER the numbers whose
   bits are set, and 0 for the others; processor_spread_NUMBER the first numbers, one at each bit that is set, and 0
   elsewhere. processor_load_NUMBER and processor_store_NUMBER read and write the first COUNT numbers at an address, of
   sixteen, and touch no others. */
typedef bool processor_bits __attribute__((ext_vector_type(16)));

#define PROCESSOR_OPERATION(number, name, sign)                                                                   \
  static inline processor_##number##_lanes processor_##name##_##number(                                           \
      processor_##number##_lanes a, processor_##number##_lanes b) {                                               \
    return a sign b;                                                                                              \
  }

/* The sums of the first and the second halves of all pieces of so many numbers, a's before b's. */
#define PROCESSOR_HALVES_16(a, b)                                                                                 \
  (__builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +                        \
   __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
#define PROCESSOR_HALVES_8(a, b)                                                                                  \
  (__builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +                      \
   __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31))
#define PROCESSOR_HALVES_4(a, b)                                                                                  \
  (__builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29) +                      \
   __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31))
#define PROCESSOR_HALVES_2(a, b)                                                                                  \
  (__builtin_shufflevector(a, b, 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30) +                     \
   __builtin_shufflevector(a, b, 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31))

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
  static inline processor_##number##_lanes processor_totals_##number(const number *rows) {                        \
    /* Rows that are added up in neighbouring places end four places apart, so that they are taken so. */         \
    processor_##number##_lanes sums[16];                                                                          \
    _Pragma("unroll") for (int i = 0; i < 16; i++)                                                                \
      memcpy(&sums[i], rows + (i % 4 * 4 + i / 4) * 16, sizeof sums[i]);                                          \
    for (int i = 0; i < 8; i++) sums[i] = PROCESSOR_HALVES_16(sums[2 * i], sums[2 * i + 1]);                      \
    for (int i = 0; i < 4; i++) sums[i] = PROCESSOR_HALVES_8(sums[2 * i], sums[2 * i + 1]);                       \
    for (int i = 0; i < 2; i++) sums[i] = PROCESSOR_HALVES_4(sums[2 * i], sums[2 * i + 1]);                       \
    return PROCESSOR_HALVES_2(sums[0], sums[1]);                                                                  \
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

#define PROCESSOR_CHOICE(number)                                                                                  \
  static inline processor_##number##_lanes processor_spread_##number(                                             \
      processor_##number##_lanes numbers, uint16_t bits) {                                                        \
    if ((bits & (bits + 1)) == 0) return processor_keep_##number(numbers, bits);                                  \
    number from[16], to[16] = {0};                                                                                \
    memcpy(from, &numbers, sizeof from);                                                                          \
    for (int next = 0; bits != 0; bits &= bits - 1) to[__builtin_ctz(bits)] = from[next++];                       \
    memcpy(&numbers, to, sizeof to);                                                                              \
    return numbers;                                                                                               \
  }                                                                                                               \
  static inline processor_##number##_lanes processor_load_##number(const number *address, int64_t count) {        \
    processor_##number##_lanes numbers = 0;                                                                       \
    memcpy(&numbers, address, count * sizeof(number));                                                            \
    return numbers;                                                                                               \
  }                                                                                                               \
  static inline void processor_store_##number(                                                                    \
      number *address, processor_##number##_lanes numbers, int64_t count) {                                       \
    memcpy(address, &numbers, count * sizeof(number));                                                            \
  }

PROCESSOR_CHOICE(double)
#ifdef __AVX512F__
static inline processor_float_lanes processor_spread_float(processor_float_lanes numbers, uint16_t bits) {
  return __builtin_ia32_expandsf512_mask(numbers, (processor_float_lanes)0, bits);
}
static inline processor_float_lanes processor_load_float(const float *address, int64_t count) {
  uint16_t bits = (uint16_t)((1 << count) - 1);
  return __builtin_ia32_loadups512_mask((const void *)address, (processor_float_lanes)0, bits);
}
static inline void processor_store_float(float *address, processor_float_lanes numbers, int64_t count) {
  uint16_t bits = (uint16_t)((1 << count) - 1);
  __builtin_ia32_storeups512_mask((void *)address, numbers, bits);
}
#else
PROCESSOR_CHOICE(float)
#endif

/* A number, and how far from the first weight its weights begin. */
typedef struct {
  int32_t number, weight;
} processor_index;

/* Lists, in order, the numbers from FIRST up to END whose words are not 0, their weights STRIDE apart; returns how many there are. */
static inline int64_t processor_list(
    const uint64_t *words, int32_t first, int32_t end, int32_t stride, processor_index *list) {
  int64_t count = 0;
#ifdef __AVX512F__
  typedef int64_t eight __attribute__((ext_vector_type(8)));
  const eight none = 0;
  eight pairs = {0, 1, 2, 3, 4, 5, 6, 7};
  pairs = (pairs + first) * (((int64_t)stride << 32) + 1);
  for (int32_t i = first; i < end; i += 8) {
    uint8_t left = end - i < 8 ? (1 << (end - i)) - 1 : 0xff;
    eight some = __builtin_ia32_loaddqudi512_mask((const void *)(words + i), none, left);
    uint8_t bits = __builtin_ia32_ucmpq512_mask(some, none, 4, 0xff);
    int found = __builtin_popcount(bits);
    eight chosen = __builtin_ia32_compressdi512_mask(pairs, none, bits);
    __builtin_ia32_storedqudi512_mask((void *)(list + count), chosen, (uint8_t)((1 << found) - 1));
    pairs += 8 * (((int64_t)stride << 32) + 1);
    count += found;
  }
#else
  /* Counted without a branch, which would be foretold wrongly for every other number. */
  for (int32_t i = first; i < end; i++) {
    list[count] = (processor_index){i, i * stride};
    count += words[i] != 0;
  }
#endif
  return count;
}

#endif
