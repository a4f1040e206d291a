#include "models/scenario/compose.hpp"

#include "models/scenario/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>
#include <utility>

namespace scenario {

namespace {

std::string below(const std::string& path, const std::string& key) { return path.empty() ? key : path + '.' + key; }

/// Whether the nearer mapping says anew what the farther one said, so that a mixture of both would be neither.
bool says_anew(const Node& farther, const Node& nearer) {
  if (is_record(farther) && is_record(nearer)) return true;
  const Node::Entry* old_family = distribution_family(farther);
  const Node::Entry* new_family = distribution_family(nearer);
  if (!old_family || !new_family) return false;
  if (old_family->key != new_family->key) return true;
  const auto& parameters = new_family->value.entries;
  return old_family->value.is_mapping() && std::any_of(parameters.begin(), parameters.end(), [&](const Node::Entry& e) {
           return !old_family->value.find(e.key);
         });
}

std::string file_of(const Place& place) { return place.file ? *place.file : std::string(); }

/// Evidence blocks of several files side by side, one a file.
Node merge_evidence(Node farther, Node nearer) {
  Node both;
  both.kind = Node::Kind::sequence;
  both.place = nearer.place;
  const auto add = [&](Node&& block) {
    if (block.kind == Node::Kind::null) return;
    std::erase_if(both.items, [&](const Node& other) { return file_of(other.place) == file_of(block.place); });
    both.items.push_back(std::move(block));
  };
  for (Node* side : {&farther, &nearer}) {
    if (!side->is_sequence())
      add(std::move(*side));
    else
      for (Node& block : side->items) add(std::move(block));
  }
  return both.items.size() == 1 ? std::move(both.items[0]) : both;
}

Node merge_into(Node farther, Node nearer) {
  if (!farther.is_mapping() || !nearer.is_mapping() || says_anew(farther, nearer)) return nearer;
  std::unordered_map<std::string_view, std::size_t> known;
  const std::size_t old_size = farther.entries.size();
  farther.entries.reserve(old_size + nearer.entries.size());  // `known` looks into the entries
  for (std::size_t i = 0; i < old_size; ++i) known.emplace(farther.entries[i].key, i);
  for (Node::Entry& entry : nearer.entries) {
    const auto found = known.find(entry.key);
    if (found == known.end()) {
      farther.entries.push_back(std::move(entry));
      continue;
    }
    Node::Entry& old = farther.entries[found->second];
    old.key_place = entry.key_place;
    old.value = entry.key == "evidence" ? merge_evidence(std::move(old.value), std::move(entry.value))
                                        : merge_into(std::move(old.value), std::move(entry.value));
  }
  farther.place = nearer.place;
  return farther;
}

/// Stops composing altogether: no end is in sight.
struct Refused {
  Place place;
  std::string path;
  std::string message;
};

/// Reads files and merges into them the files that they name.
class Composer {
 public:
  Composer(Diagnostics& diagnostics, const Limits& limits) : diagnostics_(diagnostics), limits_(limits) {}

  /// A file with everything it includes.
  struct File {
    Node tree;  ///< null if the file cannot be used
    Size size;
    std::string why;  ///< why it cannot be used, where no diagnostic in the file itself says so
    Place where;      ///< and the place in it
  };

  const File& file(const std::string& name) {
    const std::string identity = identify(name);
    if (const auto known = files_.find(identity); known != files_.end()) return known->second;
    File result;
    result.where.file = std::make_shared<std::string>(name);
    if (const auto text = read_bytes(name, limits_.bytes, result.why)) {
      Limits rest = limits_;
      rest.nodes -= spent_.nodes;
      rest.text -= spent_.text;
      const std::size_t before = diagnostics_.all().size();
      result.tree = read_value(*text, name, diagnostics_, rest);
      if (result.tree.kind == Node::Kind::null && diagnostics_.all().size() == before) result.why = "the file is empty";
    }
    if (result.tree.is_mapping()) {
      open_.push_back({identity, name});
      spend(measure(result.tree), result.tree.place, "");
      resolve(result.tree, "");
      open_.pop_back();
      result.size = measure(result.tree);
      if (result.size.depth > limits_.depth)
        throw Refused{result.tree.place, "",
                      fmt::format("nested more than {} levels deep, included files and all", limits_.depth)};
    } else if (result.tree.kind != Node::Kind::null) {
      result.where = result.tree.place;
      result.tree = {};
      result.why = "the file is not a mapping of keys to values";
    }
    return files_[identity] = std::move(result);
  }

 private:
  struct Open {
    std::string identity;
    std::string name;
  };

  /// Which file it is, symbolic links and detours apart.
  const std::string& identify(const std::string& name) {
    std::string& identity = identities_[name];
    if (identity.empty()) {
      std::error_code failed;
      identity = std::filesystem::weakly_canonical(name, failed).string();
      if (failed) identity = name;
    }
    return identity;
  }

  /// Replaces `extends` and `from` by what they name, throughout the tree.
  void resolve(Node& node, const std::string& path) {
    for (std::size_t i = 0; i < node.items.size(); ++i) resolve(node.items[i], below(path, std::to_string(i)));
    if (!node.is_mapping()) return;
    Node farther;
    farther.kind = Node::Kind::mapping;
    const bool extends = include(node, "extends", path, farther);
    const bool from = include(node, "from", path, farther);
    for (Node::Entry& entry : node.entries) resolve(entry.value, below(path, entry.key));
    if (extends || from) node = merge_into(std::move(farther), std::move(node));
  }

  /// Takes `key` out of the mapping and merges the files it names over `farther`, the last named nearest.
  /// \return whether the key was there
  bool include(Node& node, std::string_view key, const std::string& path, Node& farther) {
    const auto entry =
        std::find_if(node.entries.begin(), node.entries.end(), [&](const auto& e) { return e.key == key; });
    if (entry == node.entries.end()) return false;
    const Node names = std::move(entry->value);
    node.entries.erase(entry);
    const std::string here = below(path, std::string(key));
    if (key == "extends" && !path.empty()) {
      diagnostics_.error(names.place, here, "belongs at the top of a file; inside a mapping, write \"from: FILE\"");
    } else if (names.is_sequence()) {
      for (const Node& name : names.items) include_file(name, here, farther);
    } else {
      include_file(names, here, farther);
    }
    return true;
  }

  void include_file(const Node& written, const std::string& path, Node& farther) {
    if (!written.is_scalar() || written.text.empty())
      return diagnostics_.error(written.place, path, "expected the name of a file, or a list of them");
    const auto folder = std::filesystem::path(file_of(written.place)).parent_path();
    const std::string name = (folder / written.text).lexically_normal().string();
    const std::string& identity = identify(name);
    const auto open = std::find_if(open_.begin(), open_.end(), [&](const Open& o) { return o.identity == identity; });
    if (open != open_.end()) {
      std::string chain;
      for (auto it = open; it != open_.end(); ++it) chain += it->name + " -> ";
      return diagnostics_.error(written.place, path, "files include each other: " + chain + name);
    }
    if (open_.size() >= limits_.depth)
      throw Refused{written.place, path, fmt::format("files include files more than {} deep", limits_.depth)};
    const File& included = file(name);
    if (!included.why.empty()) return diagnostics_.error(written.place, path, name + ": " + included.why);
    spend(included.size, written.place, path);
    if (included.tree.is_mapping()) farther = merge_into(std::move(farther), Node(included.tree));
  }

  void spend(const Size& size, const Place& place, const std::string& path) {
    spent_.nodes += size.nodes;
    spent_.text += size.text;
    if (spent_.nodes > limits_.nodes)
      throw Refused{place, path, fmt::format("more than {} values with all included files", limits_.nodes)};
    if (spent_.text > limits_.text)
      throw Refused{place, path, fmt::format("more than {} bytes of text with all included files", limits_.text)};
  }

  Diagnostics& diagnostics_;
  const Limits& limits_;
  std::unordered_map<std::string, File> files_;              // by identity; references into it stay valid
  std::unordered_map<std::string, std::string> identities_;  // by name
  std::vector<Open> open_;
  Size spent_;
};

}  // namespace

Node merge(const Node& farther, const Node& nearer) { return merge_into(farther, nearer); }

Node load(const std::string& path, std::span<const std::string> sets, Diagnostics& diagnostics, const Limits& limits) {
  Node root;
  try {
    Composer composer(diagnostics, limits);
    const Composer::File& file = composer.file(path);
    if (!file.why.empty()) diagnostics.error(file.where, "", file.why);
    root = file.tree;
  } catch (const Refused& refused) { diagnostics.error(refused.place, refused.path, refused.message); }
  if (!root.is_mapping()) return {};
  for (const std::string& setting : sets) apply_set(root, setting, diagnostics);
  return root;
}

}  // namespace scenario
