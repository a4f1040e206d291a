#include "sim/random.hpp"

#include <Random123/philox.h>

namespace sim {

std::array<std::uint32_t, 4> philox_block(std::uint32_t seed, const StreamKey& key, std::uint32_t block) {
  const r123::Philox4x32::ctr_type counter{{static_cast<std::uint32_t>(key.entity >> 32), key.occurrence,
                                            key.purpose | block << 16, static_cast<std::uint32_t>(key.entity)}};
  const r123::Philox4x32::ukey_type seed_and_replication{{seed, key.replication}};
  const auto words = r123::Philox4x32{}(counter, seed_and_replication);
  return {words[0], words[1], words[2], words[3]};
}

double uniform(std::uint32_t seed, const StreamKey& key) {
  const auto words = philox_block(seed, key, 0);
  return to_unit(words[0], words[1]);
}

UniformPair uniform_pair(std::uint32_t seed, const StreamKey& key) {
  const auto words = philox_block(seed, key, 0);
  return {to_unit(words[0], words[1]), to_unit(words[2], words[3])};
}

}  // namespace sim
