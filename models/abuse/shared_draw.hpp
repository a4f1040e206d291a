#pragma once

#include "models/abuse/world.hpp"

#include <array>
#include <cstdint>

namespace abuse {

/// Uniforms of 32 bits for several small decisions of one address, four to a Philox block, each the word of its own
/// slot: who asks for which of them, and in which order, changes none.
class SharedDraw {
 public:
  SharedDraw(const Context& ctx, std::uint64_t entity, Draw purpose) : ctx_(ctx), entity_(entity), purpose_(purpose) {}

  /// \return strictly inside (0, 1)
  double of(std::uint32_t slot) {
    if (slot / 4 != block_) {
      block_ = slot / 4;
      words_ = ctx_.block(entity_, purpose_, block_);
    }
    return sim::to_unit(words_[slot % 4]);
  }

 private:
  const Context& ctx_;
  std::uint64_t entity_;
  Draw purpose_;
  std::uint32_t block_ = none32;
  std::array<std::uint32_t, 4> words_{};
};

}  // namespace abuse
