#include "models/scenario/record.hpp"

#include <algorithm>

namespace scenario {

namespace {

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_record(const Node& node) {
  return node.is_mapping() && node.find("value") &&
         std::all_of(node.entries.begin(), node.entries.end(),
                     [](const Node::Entry& e) { return is_one_of(e.key, record_keys); });
}

const Node::Entry* distribution_family(const Node& node) {
  const Node::Entry* family = nullptr;
  for (const Node::Entry& entry : node.entries) {
    if (entry.key == "evidence" || entry.key == "note") continue;
    if (family || !is_one_of(entry.key, distribution_families)) return nullptr;
    family = &entry;
  }
  return family;
}

bool is_setting(const Place& place) { return place.line == 0 && place.file && place.file->starts_with("--set "); }

}  // namespace scenario
