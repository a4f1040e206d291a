#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace sim {

/// What the reporting standards ask about chance; to be changed with the code below.
inline constexpr std::string_view about_generator =
    "Philox4x64-10 (Random123), a counter-based generator: a number is a function of its address, not of how many were "
    "taken before it. A uniform has 52 bits, or 32 for a choice among a few, and lies strictly inside (0, 1).";
inline constexpr std::string_view about_streams =
    "The address of a number is (seed, replication, entity, purpose, occurrence). Seed and replication are the key of "
    "the generator, the rest its counter. An entity born of an event is numbered from its parent and its order of "
    "birth, never from a shared counter. The name of a system is in no address: the same entity taking the same "
    "decision gets the same number under every system, on any thread and in any order.";

/// Names one decision. Keys that differ in any field have unrelated numbers, and a key's number depends on nothing
/// else: not on threads, not on the order of events elsewhere, not on the system being run.
struct StreamKey {
  std::uint32_t replication = 0;
  std::uint64_t entity = 0;      ///< born of an event: `born` of parent and birth order, so 64 bits
  std::uint32_t purpose = 0;     ///< an enumerator of the model's Draw
  std::uint32_t occurrence = 0;  ///< 0 for the entity's first decision of this kind, then 1, 2, ...
  bool operator==(const StreamKey&) const = default;
};

/// Philox4x64-10 of Random123 at the address, block 0, 1, 2, ... It costs what Philox4x32 does a block and gives twice
/// the bits. Ten rounds are half a kilobyte of code: in one place for all who draw, it stays in the cache of
/// instructions. \source Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"
std::array<std::uint64_t, 4> philox_block(std::uint32_t seed, const StreamKey& key, std::uint64_t block);

/// \return 52 bits as a number strictly inside (0, 1), so that log and every quantile are finite
constexpr double to_unit(std::uint64_t word) { return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52; }

/// The halves of a word as numbers strictly inside (0, 1): 32 bits are enough for a choice among a few.
constexpr double high_unit(std::uint64_t word) { return (static_cast<double>(word >> 32) + 0.5) * 0x1p-32; }
constexpr double low_unit(std::uint64_t word) {
  return (static_cast<double>(static_cast<std::uint32_t>(word)) + 0.5) * 0x1p-32;
}

/// \return that decision's uniform, strictly inside (0, 1)
inline double uniform(std::uint32_t seed, const StreamKey& key) {
  const auto words = philox_block(seed, key, 0);
  return to_unit(words[0]);
}

/// Two independent uniforms of one address for the price of one.
struct UniformPair {
  double first, second;
};
inline UniformPair uniform_pair(std::uint32_t seed, const StreamKey& key) {
  const auto words = philox_block(seed, key, 0);
  return {to_unit(words[0]), to_unit(words[1])};
}

/// The 64-bit number of whoever or whatever is the n-th born of `parent`. Also folds two numbers into one address.
/// \source the finaliser of splitmix64 (Steele, Lea and Flood 2014)
constexpr std::uint64_t born(std::uint64_t parent, std::uint64_t n) {
  std::uint64_t z = parent + 0x9e3779b97f4a7c15ULL * (n + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/// The 64-bit number of whatever is known by a name.
constexpr std::uint64_t named(std::string_view name) {
  std::uint64_t number = 0;
  for (const char letter : name) number = born(number, static_cast<unsigned char>(letter));
  return number;
}

/// A Boost.Random engine (uniform random bit generator) over one address, for draws that no system changes and that
/// Boost.Random's own distributions make from a varying number of bits.
class PhiloxEngine {
 public:
  using result_type = std::uint64_t;
  static constexpr bool has_fixed_range = false;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }

  PhiloxEngine(std::uint32_t seed, const StreamKey& key) : key_(key), seed_(seed) {}
  result_type operator()() {
    if (used_ == 4) {
      words_ = philox_block(seed_, key_, block_++);
      used_ = 0;
    }
    return words_[used_++];
  }
  bool operator==(const PhiloxEngine&) const = default;

 private:
  StreamKey key_;
  std::uint32_t seed_;
  std::uint32_t used_ = 4;
  std::uint64_t block_ = 0;
  std::array<std::uint64_t, 4> words_{};
};

}  // namespace sim
