#include "sim/random.hpp"

#include <Random123/philox.h>

namespace sim {

std::array<std::uint64_t, 4> philox_block(std::uint32_t seed, const StreamKey& key, std::uint64_t block) {
  const r123::Philox4x64::ctr_type counter{{key.entity, block, key.purpose, key.occurrence}};
  const r123::Philox4x64::ukey_type seed_and_replication{{seed, key.replication}};
  const auto words = r123::Philox4x64{}(counter, seed_and_replication);
  return {words[0], words[1], words[2], words[3]};
}

}  // namespace sim
