#pragma once

#include "models/abuse/life.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tools {

/// What became of a line of somebody's life under one system.
enum class Mark { absent, same, here, averted, added };

/// A line of a life beside the other systems'. Lines with the same words at the same moment are one.
struct LifeLine {
  double at = 0;
  std::string text;
  /// same: under every system. here: under this one but not all. averted: an incident of the baseline that does not
  /// happen here. added: one that happens here and not under the baseline. Shape (systems)
  std::vector<Mark> marks;
};

/// What a life came to under one system.
struct LifeCounts {
  std::size_t incidents = 0, averted = 0, added = 0;
  double harm_days = 0;
  std::size_t services = 0;  ///< cases begun
  double waited = 0;         ///< days, over cases that began or were given up
  std::size_t times_story_told = 0;
  economics::Pence cost = 0;  ///< of their own cases, at unit costs
};

/// An entry in words; empty if the next one says it all.
std::string in_words(const abuse::Plan& plan, const abuse::CompiledSystem& system, const abuse::Entry& entry);
/// The counted period of a life, in order of time.
std::vector<LifeLine> life_lines(const abuse::Plan& plan, const abuse::Life& life);
/// Shape (systems).
std::vector<LifeCounts> life_counts(const abuse::Plan& plan, const abuse::Life& life);

}  // namespace tools
