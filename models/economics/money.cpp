#include "models/economics/money.hpp"

#include <cmath>
#include <stdexcept>

namespace economics {

Pence add(Pence a, Pence b) {
  Pence sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throw std::overflow_error("a sum exceeds 2^63 pence");
  return sum;
}

Pence subtract(Pence a, Pence b) {
  Pence difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) throw std::overflow_error("a difference exceeds 2^63 pence");
  return difference;
}

Pence rounded(double pence) {
  if (!(std::abs(pence) < 0x1p63)) throw std::overflow_error("an amount is not finite or exceeds 2^63 pence");
  return std::llround(pence);
}

}  // namespace economics
