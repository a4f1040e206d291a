#include "tools/results/series.hpp"

#include "tools/results/store.hpp"

#include <zlib.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace results {
namespace {

constexpr std::uint32_t not_whole = 1U << 31;  ///< marks the bits of a float, whose sign is free

std::uint32_t word_of(double value) {
  if (std::isnan(value)) return not_whole | std::bit_cast<std::uint32_t>(std::numeric_limits<float>::quiet_NaN());
  if (!(value >= 0 && value <= std::numeric_limits<float>::max()))
    throw std::invalid_argument("a series holds finite numbers of at least 0");
  if (value < not_whole && value == std::floor(value)) return static_cast<std::uint32_t>(value);
  return not_whole | std::bit_cast<std::uint32_t>(static_cast<float>(value));
}

double value_of(std::uint32_t word) {
  return (word & not_whole) == 0 ? static_cast<double>(word)
                                 : static_cast<double>(std::bit_cast<float>(word & ~not_whole));
}

}  // namespace

std::vector<std::byte> packed(std::span<const double> values) {
  // The first bytes of all words, then the second ones and so on: the upper ones are alike, which deflates best.
  const std::size_t n = values.size();
  std::vector<unsigned char> planes(4 * n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t word = word_of(values[i]);
    for (std::size_t plane = 0; plane < 4; ++plane)
      planes[plane * n + i] = static_cast<unsigned char>(word >> (8 * plane));
  }
  uLongf size = compressBound(static_cast<uLong>(planes.size()));
  std::vector<std::byte> bytes(size);
  if (compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, planes.data(), static_cast<uLong>(planes.size()),
                Z_BEST_SPEED) != Z_OK)
    throw std::runtime_error("a series could not be deflated");
  bytes.resize(size);
  bytes.shrink_to_fit();
  return bytes;
}

std::vector<double> unpacked(std::span<const std::byte> bytes, std::size_t count) {
  std::vector<unsigned char> planes(4 * count + 1);  // one more, to see a series that is too long
  auto size = static_cast<uLongf>(planes.size());
  if (uncompress(planes.data(), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                 static_cast<uLong>(bytes.size())) != Z_OK ||
      size != 4 * count)
    throw StoreError("a damaged series, or one of another scenario");
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t word = 0;
    for (std::size_t plane = 0; plane < 4; ++plane) word |= std::uint32_t{planes[plane * count + i]} << (8 * plane);
    values[i] = value_of(word);
  }
  return values;
}

}  // namespace results
