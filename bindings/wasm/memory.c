#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

/* Functions of the C library that Emscripten's does a byte or a word at a time, 16 bytes at a time. Blocks that are
   searched are read where they are aligned: such a read goes beyond the text, never beyond the memory. Built without
   builtins, as a compiler takes these loops for the functions that they are. */

typedef unsigned char byte;
typedef uint32_t four __attribute__((aligned(1), may_alias));
typedef uint64_t eight __attribute__((aligned(1), may_alias));
enum { block = 16 };

/* The places in a block where `equal` is all ones, a bit each. */
static unsigned places(v128_t equal) { return (unsigned)wasm_i8x16_bitmask(equal); }
static unsigned first(unsigned places) { return (unsigned)__builtin_ctz(places); }

static byte const* aligned(void const* at) { return (byte const*)((uintptr_t)at & ~(uintptr_t)(block - 1)); }
/* The places in the block around `at` that are not before it. */
static unsigned from(void const* at) { return ~0U << ((uintptr_t)at % block); }

void* memchr(void const* text, int wanted, size_t size) {
  v128_t const each = wasm_i8x16_splat((int8_t)wanted);
  byte const* const end = (byte const*)text + size;
  unsigned candidates = from(text);
  for (byte const* at = aligned(text); at < end; at += block, candidates = ~0U) {
    unsigned const found = places(wasm_i8x16_eq(wasm_v128_load(at), each)) & candidates;
    if (found) return at + first(found) < end ? (void*)(at + first(found)) : NULL;
  }
  return NULL;
}

size_t strlen(char const* text) {
  unsigned candidates = from(text);
  for (byte const* at = aligned(text);; at += block, candidates = ~0U) {
    unsigned const found = places(wasm_i8x16_eq(wasm_v128_load(at), wasm_i8x16_splat(0))) & candidates;
    if (found) return (size_t)(at + first(found) - (byte const*)text);
  }
}

int memcmp(void const* left, void const* right, size_t size) {
  byte const* a = left;
  byte const* b = right;
  for (; size >= block; a += block, b += block, size -= block) {
    unsigned const differ = places(wasm_i8x16_ne(wasm_v128_load(a), wasm_v128_load(b)));
    if (differ) return a[first(differ)] - b[first(differ)];
  }
  if (size >= 8 && *(eight const*)a == *(eight const*)b) {
    a += 8;
    b += 8;
    size -= 8;
  }
  for (; size; ++a, ++b, --size)
    if (*a != *b) return *a - *b;
  return 0;
}

/* Up to 32 bytes, which may overlap: two reads from the ends, both before anything is written. */
static inline void copy_few(byte* to, byte const* from, size_t size) {
  if (size >= 16) {
    v128_t const head = wasm_v128_load(from), tail = wasm_v128_load(from + size - 16);
    wasm_v128_store(to, head);
    wasm_v128_store(to + size - 16, tail);
  } else if (size >= 8) {
    eight const head = *(eight const*)from, tail = *(eight const*)(from + size - 8);
    *(eight*)to = head;
    *(eight*)(to + size - 8) = tail;
  } else if (size >= 4) {
    four const head = *(four const*)from, tail = *(four const*)(from + size - 4);
    *(four*)to = head;
    *(four*)(to + size - 4) = tail;
  } else if (size) {
    byte const head = from[0], middle = from[size / 2], tail = from[size - 1];
    to[0] = head;
    to[size / 2] = middle;
    to[size - 1] = tail;
  }
}
/* Any number, which may overlap, by the engine: a call out of WebAssembly, which pays for some hundred bytes. */
static inline void copy_many(byte* to, byte const* from, size_t size) {
  __asm__("local.get %0\nlocal.get %1\nlocal.get %2\nmemory.copy 0, 0" : : "r"(to), "r"(from), "r"(size) : "memory");
}

void* memcpy(void* to, void const* from, size_t size) {
  byte* out = to;
  byte const* in = from;
  if (size > 512) {
    copy_many(out, in, size);
    return to;
  }
  for (; size > 32; out += block, in += block, size -= block)
    wasm_v128_store(out, wasm_v128_load(in));
  copy_few(out, in, size);
  return to;
}

void* memmove(void* to, void const* from, size_t size) {
  if (size > 32)
    copy_many(to, from, size);
  else
    copy_few(to, from, size);
  return to;
}

void* memset(void* to, int value, size_t size) {
  byte* out = to;
  if (size < block) {
    for (size_t i = 0; i < size; ++i)
      out[i] = (byte)value;
    return to;
  }
  v128_t const each = wasm_i8x16_splat((int8_t)value);
  byte* const last = out + size - block;
  for (; out < last; out += block)
    wasm_v128_store(out, each);
  wasm_v128_store(last, each);
  return to;
}
