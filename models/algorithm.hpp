#pragma once

#include <string_view>

/// A mechanism in the words that reporting standards ask for: who has neither the code nor the scenario can build it
/// again from them. Each stands in the file of its mechanism, so that who changes the one sees the other; numbers are
/// the scenario's and stand there.
struct Algorithm {
  std::string_view name;
  std::string_view steps;  ///< sentences; a line end begins another step
};
