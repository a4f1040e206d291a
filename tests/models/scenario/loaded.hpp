#pragma once

#include "models/scenario/loader.hpp"
#include "tests/models/scenario/messages.hpp"

#include <utility>
#include <vector>

namespace scenario::testing {

/// What a loader makes of a tree.
template <class Config>
struct Loaded {
  Config config;
  std::vector<Assumption> assumptions;
  Messages messages;
};

template <class Config>
Loaded<Config> load_into(Config config, const Node& root) {
  Diagnostics diagnostics;
  Loader loader(root, diagnostics);
  loader.read(config);
  return {std::move(config), loader.assumptions(), messages(diagnostics)};
}

}  // namespace scenario::testing
