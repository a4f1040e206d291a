#include "models/scenario/resolved.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>
#include <utility>

namespace scenario {

namespace {

Node* step(Node& node, std::string_view key) {
  if (!node.is_sequence()) return node.find(key);
  std::size_t i = 0;
  const auto [end, failed] = std::from_chars(key.data(), key.data() + key.size(), i);
  return failed == std::errc() && end == key.data() + key.size() && i < node.items.size() ? &node.items[i] : nullptr;
}

Node scalar(std::string text, const Place& place) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.place = place;
  node.text = std::move(text);
  return node;
}

Node record_of(Node value, const Assumption& assumption) {
  Node record;
  record.kind = Node::Kind::mapping;
  record.place = value.place;
  const auto add = [&](std::string_view key, std::string text) {
    if (!text.empty())
      record.entries.push_back({std::string(key), record.place, scalar(std::move(text), record.place)});
  };
  record.entries.push_back({"value", record.place, std::move(value)});
  if (assumption.low && assumption.high) {
    Node range;
    range.kind = Node::Kind::sequence;
    range.place = record.place;
    for (const double end : {*assumption.low, *assumption.high})
      range.items.push_back(scalar(format_quantity(end, assumption.unit), record.place));
    record.entries.push_back({"range", record.place, std::move(range)});
  }
  add("distribution", assumption.distribution);
  add("source", assumption.source);
  add("status", assumption.status);
  add("grade", assumption.grade ? std::to_string(*assumption.grade) : "");
  add("price_year", assumption.price_year ? std::to_string(*assumption.price_year) : "");
  add("rationale", assumption.rationale);
  return record;
}

/// Writes into a record what it left to the block around it.
void complete(Node& record, const Assumption& assumption) {
  const Node whole = record_of(scalar("", record.place), assumption);
  for (const Node::Entry& entry : whole.entries)
    if (!record.find(entry.key)) record.entries.push_back(entry);
}

void erase_blocks(Node& node) {
  std::erase_if(node.entries, [](const Node::Entry& e) { return e.key == "evidence"; });
  for (Node& item : node.items) erase_blocks(item);
  for (Node::Entry& entry : node.entries) erase_blocks(entry.value);
}

}  // namespace

Node* find_path(Node& root, std::string_view path) {
  Node* node = &root;
  while (node && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    node = step(*node, path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return node;
}

void set_number(Node& root, std::string_view path, std::string value) {
  Node* node = find_path(root, path);
  if (!node) throw std::logic_error("nothing at " + std::string(path));
  *node = scalar(std::move(value), node->place);
}

Node with_records(Node root, std::span<const Assumption> assumptions) {
  for (const Assumption& assumption : assumptions) {
    Node* node = find_path(root, assumption.path);
    if (!node) continue;
    if (node->is_mapping() && node->find("value")) complete(*node, assumption);
    if (!node->is_scalar()) continue;
    Node record = record_of(*node, assumption);
    if (record.entries.size() > 1) *node = std::move(record);
  }
  erase_blocks(root);
  return root;
}

}  // namespace scenario
