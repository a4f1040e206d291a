#pragma once

#include "models/abuse/load.hpp"
#include "models/network/load.hpp"
#include "models/pathway/spec.hpp"
#include "tools/quality/check.hpp"
#include "tools/report/inputs.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace quality {

/// What the reporting standards are filled from: a result folder, and its scenario read and compiled once more.
class Facts {
 public:
  explicit Facts(const report::Inputs& from) : inputs(from), abuse(from.abuse()), network(from.network()) {}

  const report::Inputs& inputs;
  const abuse::Loaded* abuse;      ///< null: the scenario is of another model, or cannot be read any more
  const network::Loaded* network;  ///< likewise

  std::vector<Check> checks;  ///< of verification.csv; filled by whoever makes the files

  /// What stands in the resolved scenario at that path, a record's value; "" if nothing does.
  std::string at(std::string_view path) const;
  /// A text of the scenario's study section, "" if it has none.
  std::string study(std::string_view key) const { return at("study." + std::string(key)); }
  /// Every number of the scenario with its evidence.
  const std::vector<scenario::Assumption>& assumptions() const { return inputs.full_assumptions(); }
  /// The title of a system, or its name in words.
  std::string title_of(const std::string& system) const;

  struct Picture {
    std::string name;  ///< of a system or, in a network, of a class
    std::string file;  ///< without its ending
    pathway::Spec spec;
    std::vector<pathway::Load> loads;  ///< empty: not known
  };
  std::vector<Picture> pictures() const;
};

/// What stands at a dotted path; a number names an element of a list. \return null if nothing does
const scenario::Node* node_at(const scenario::Node& root, std::string_view path);
/// A scalar's text, or that of a record's value; "" otherwise.
std::string text_of(const scenario::Node* node);
/// A number of the manifest or a field of it as text, "" if it is not there. \param path  "build.compiler"
std::string manifest_text(const report::Inputs& inputs, std::string_view path);

}  // namespace quality
