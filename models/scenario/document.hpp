#pragma once

#include "models/scenario/diagnostics.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenario {

/// A parsed YAML value with its place: a plain value that can be merged, changed and written out again.
struct Node {
  enum class Kind { null, scalar, sequence, mapping };
  struct Entry;

  Kind kind = Kind::null;
  Place place;
  std::string text;            ///< scalar: the text as written, quotes removed
  bool quoted = false;         ///< scalar: written in quotes, so never a number
  std::vector<Node> items;     ///< sequence
  std::vector<Entry> entries;  ///< mapping, in the order written; keys are unique

  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  bool is_mapping() const { return kind == Kind::mapping; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
};

struct Node::Entry {
  std::string key;
  Place key_place;
  Node value;
};

/// Bounds on what one file may hold; beyond them it is refused, not crashed on.
struct Limits {
  std::size_t bytes = 4U << 20;
  std::size_t nodes = 500'000;   ///< after aliases are expanded, and over all included files together
  std::size_t depth = 64;        ///< of the tree, after aliases and included files are expanded
  std::size_t text = 32U << 20;  ///< bytes of keys and values together, counted like the nodes
};

/// Reads one YAML file. What yaml-cpp lets pass and a scenario must not hold is refused here: duplicate keys, `<<`,
/// a second document, tags, bytes that are not UTF-8, an anchor inside itself, aliases that expand without bound.
/// \return the root; a null node if it could not be read at all (the diagnostics say why)
Node read_file(const std::string& path, Diagnostics& diagnostics, const Limits& limits = {});

/// The same from text in memory; `name` stands for the file in messages.
Node read_text(std::string_view text, const std::string& name, Diagnostics& diagnostics, const Limits& limits = {});

/// A value on its own, as in `--set path=value`: like read_text, but the root may be anything, even
/// nothing.
Node read_value(std::string_view text, const std::string& name, Diagnostics& diagnostics, const Limits& limits = {});

/// The bytes of a file. \return nothing, with the reason in `why`, if there is none, it cannot be read, or it is longer
/// than `limit`
std::optional<std::string> read_bytes(const std::string& path, std::size_t limit, std::string& why);

/// `; did you mean "places/chester.yaml"?` for a file that is not there, or "".
std::string nearest_file(const std::string& path);

/// How large a tree is, in the terms of Limits.
struct Size {
  std::size_t nodes = 0;
  std::size_t text = 0;
  std::size_t depth = 0;  ///< 1 for a scalar or an empty mapping
};
Size measure(const Node& node);

/// Whether two trees hold the same, places apart.
bool same(const Node& a, const Node& b);

/// The node as YAML that reads back to the same tree (places apart). Quotes only where they are needed, and where the
/// node had them.
std::string to_yaml(const Node& node);

}  // namespace scenario
