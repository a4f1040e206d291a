#pragma once

#include "models/abuse/world.hpp"

#include <array>
#include <cstdint>

namespace abuse {

/// Uniforms of 32 bits for several small decisions of one address, eight to a Philox block, each the half word of its
/// own slot: who asks for which of them, and in which order, changes none.
class SharedDraw {
 public:
  SharedDraw(const Context& ctx, std::uint64_t entity, Draw purpose) : ctx_(ctx), entity_(entity), purpose_(purpose) {}

  /// \return strictly inside (0, 1)
  double of(std::uint32_t slot) {
    if (slot / 8 != block_) {
      block_ = slot / 8;
      words_ = ctx_.block(entity_, purpose_, block_);
    }
    const std::uint64_t word = words_[slot / 2 % 4];
    return slot % 2 == 0 ? sim::high_unit(word) : sim::low_unit(word);
  }

 private:
  const Context& ctx_;
  std::uint64_t entity_;
  Draw purpose_;
  std::uint32_t block_ = none32;
  std::array<std::uint64_t, 4> words_{};
};

}  // namespace abuse
