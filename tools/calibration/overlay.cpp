#include "tools/calibration/overlay.hpp"

#include "models/scenario/units.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

namespace tools::calibration {

namespace {

using scenario::Node;

Node scalar(std::string text, bool quoted = false) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  node.quoted = quoted;
  return node;
}

Node mapping() {
  Node node;
  node.kind = Node::Kind::mapping;
  return node;
}

Node record_of(const scenario::Assumption& a) {
  Node record = mapping();
  const auto add = [&](std::string_view key, Node value) {
    record.entries.push_back({std::string(key), {}, std::move(value)});
  };
  const auto pair = [&](double low, double high) {
    Node both;
    both.kind = Node::Kind::sequence;
    for (const double end : {low, high}) both.items.push_back(scalar(scenario::format_quantity(end, a.unit)));
    return both;
  };
  add("value", scalar(scenario::format_quantity(a.value, a.unit)));
  if (a.low) add("range", pair(*a.low, *a.high));
  if (a.fit_low) add("calibrate", pair(*a.fit_low, *a.fit_high));
  if (!a.distribution.empty()) add("distribution", scalar(a.distribution));
  add("source", scalar(a.source));
  add("status", scalar(a.status));
  if (a.price_year) add("price_year", scalar(std::to_string(*a.price_year)));
  return record;
}

/// Puts the record where the path leads, and makes what is missing on the way.
void put(Node& root, const Node& resolved, std::string_view path, Node record) {
  Node* here = &root;
  const Node* there = &resolved;
  while (!path.empty()) {
    const std::string_view key = path.substr(0, path.find('.'));
    path.remove_prefix(key.size() == path.size() ? path.size() : key.size() + 1);
    if (there->is_sequence()) {
      if (!here->is_sequence()) *here = *there;
      const std::size_t i = std::stoul(std::string(key));
      here = &here->items.at(i);
      there = &there->items.at(i);
      continue;
    }
    there = there->find(key);
    if (!here->find(key)) here->entries.push_back({std::string(key), {}, mapping()});
    here = here->find(key);
  }
  *here = std::move(record);
}

}  // namespace

std::string overlay_yaml(const std::string& file, const Node& resolved, std::span<const CalibratedNumber> numbers) {
  Node root = mapping();
  root.entries.push_back({"extends", {}, scalar(file, true)});
  for (const CalibratedNumber& one : numbers)
    for (const std::string& path : one.paths) put(root, resolved, path, record_of(one.number));
  return scenario::to_yaml(root);
}

}  // namespace tools::calibration
