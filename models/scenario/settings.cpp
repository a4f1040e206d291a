#include "models/scenario/compose.hpp"
#include "models/scenario/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

namespace scenario {

namespace {

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> keys(1);
  for (const char c : path) {
    if (c == '.')
      keys.emplace_back();
    else
      keys.back() += c;
  }
  return keys;
}

std::string join(std::span<const std::string> keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : ".") + key;
  return text;
}

/// Everything in the tree is at the setting: a line number within it would mean nothing to the user.
void place_all(Node& node, const Place& place) {
  node.place = place;
  for (Node& item : node.items) place_all(item, place);
  for (Node::Entry& entry : node.entries) {
    entry.key_place = place;
    place_all(entry.value, place);
  }
}

bool holds_include(const Node& node) {
  return std::any_of(node.items.begin(), node.items.end(), holds_include) ||
         std::any_of(node.entries.begin(), node.entries.end(), [](const Node::Entry& e) {
           return e.key == "from" || e.key == "extends" || holds_include(e.value);
         });
}

void set_key(Node& mapping, const std::string& key, Node value) {
  if (Node* old = mapping.find(key)) {
    *old = std::move(value);
    return;
  }
  const Place place = value.place;
  mapping.entries.push_back({key, place, std::move(value)});
}

/// The record says no more than is known of a value typed on the command line. What fits any value stays.
void set_record_value(Node& record, Node value) {
  Node source;
  source.kind = Node::Kind::scalar;
  source.place = value.place;
  source.text = "command line";
  Node status = source;
  status.text = "assumed";
  constexpr std::string_view kept[] = {"value", "price_year", "note", "owner"};
  std::erase_if(record.entries, [&](const Node::Entry& e) {
    return std::find(std::begin(kept), std::end(kept), e.key) == std::end(kept);
  });
  set_key(record, "value", std::move(value));
  set_key(record, "source", std::move(source));
  set_key(record, "status", std::move(status));
}

/// One step down the tree. \return nullptr, with the reason in `why`
Node* step(Node& node, const std::string& key, std::string& why) {
  if (node.is_sequence()) {
    std::size_t i = 0;
    const auto [end, failed] = std::from_chars(key.data(), key.data() + key.size(), i);
    if (failed == std::errc() && end == key.data() + key.size() && i < node.items.size()) return &node.items[i];
    why = node.items.empty() ? "the list is empty"
                             : fmt::format("no such list element; they are numbered 0 to {}", node.items.size() - 1);
    return nullptr;
  }
  if (!node.is_mapping()) {
    why = node.is_scalar() ? "there is nothing below " + in_message(node.text) : "there is nothing here";
    return nullptr;
  }
  if (Node* found = node.find(key)) return found;
  std::vector<std::string> keys;
  for (const Node::Entry& entry : node.entries) keys.push_back(entry.key);
  why = "no such key" + did_you_mean(key, keys);
  return nullptr;
}

}  // namespace

bool apply_set(Node& root, const std::string& setting, Diagnostics& diagnostics) {
  const Place place{std::make_shared<std::string>("--set " + setting), 0, 0};
  const auto refuse = [&](std::string path, std::string message) {
    diagnostics.error(place, std::move(path), std::move(message));
    return false;
  };
  const std::size_t equals = setting.find('=');
  if (equals == std::string::npos || equals == 0) return refuse("", "expected PATH=VALUE, as in run.replications=50");
  const std::string path = setting.substr(0, equals);
  const std::vector<std::string> keys = split_path(path);
  if (std::find(keys.begin(), keys.end(), "") != keys.end()) return refuse(path, "a key between dots is missing");
  if (setting.find_first_not_of(" \t\n", equals + 1) == std::string::npos) return refuse(path, "a value is missing");

  Diagnostics mistakes;
  Node value = read_value(std::string_view(setting).substr(equals + 1), "", mistakes);
  for (const Diagnostic& mistake : mistakes.all())
    diagnostics.error(place, mistake.path.empty() ? path : path + '.' + mistake.path, mistake.message);
  if (mistakes.has_errors()) return false;
  const bool names_file = std::any_of(keys.begin(), keys.end(), [](auto& k) { return k == "from" || k == "extends"; });
  if (names_file || holds_include(value)) return refuse(path, "files cannot be merged in from the command line");
  place_all(value, place);

  Node* parent = &root;
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    std::string why;
    parent = step(*parent, keys[i], why);
    if (!parent) return refuse(join(std::span(keys).first(i + 1)), why);
  }
  std::string why;
  Node* target = step(*parent, keys.back(), why);
  if (!target && !parent->is_mapping()) return refuse(path, why);
  if (target && is_record(*target) && value.is_scalar())
    set_record_value(*target, std::move(value));
  else if (keys.back() == "value" && is_record(*parent) && value.is_scalar())
    set_record_value(*parent, std::move(value));
  else if (target)
    *target = std::move(value);
  else
    set_key(*parent, keys.back(), std::move(value));
  return true;
}

}  // namespace scenario
