#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/evidence.hpp"
#include "models/scenario/loader.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scenario {

/// The tree as it should be written out again: every number that an `evidence` block or the command line speaks for
/// gets a record of its own, and the blocks go. What is written in one file from several would otherwise read back
/// with the wrong sources.
/// \param assumptions  what the loader said of this tree
Node with_records(Node root, std::span<const Assumption> assumptions);

/// What stands at a dotted path; a number names a list element from 0. \return nullptr if nothing does
Node* find_path(Node& root, std::string_view path);

/// Puts a value in the place of the number at that path, of which nothing but the value is known then.
/// \throws std::logic_error if there is nothing there
void set_number(Node& root, std::string_view path, std::string value);

/// Fills `config` from the tree, and gives every number of the tree its record.
/// \return the assumptions log
/// \throws InputError with every mistake found so far
template <class Config>
std::vector<Assumption> read_config(Node& root, Config& config, Diagnostics& diagnostics) {
  Loader loader(root, diagnostics);
  loader.read(config);
  diagnostics.throw_if_errors();
  std::vector<Assumption> assumptions = loader.assumptions();
  root = with_records(std::move(root), assumptions);
  return assumptions;
}

}  // namespace scenario
