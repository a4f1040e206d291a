#include "tools/calibration/overlay.hpp"

#include "models/scenario/units.hpp"
#include "tools/results/text.hpp"

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
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
  const auto add_text = [&](std::string_view key, const std::string& text) {
    if (!text.empty()) add(key, scalar(text));
  };
  if (a.low) add_text("distribution", a.distribution);
  add_text("source", a.source);
  add_text("status", a.status);
  if (a.grade) add("grade", scalar(std::to_string(*a.grade)));
  add_text("rationale", a.rationale);
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

/// What stands for a record that is written once and used in several places, until it is put there as text.
std::string stand_in(std::size_t number) { return "written-once-" + std::to_string(number); }

/// Writes the record where its stand-in comes first, under an anchor, and an alias wherever it comes again: one number
/// stays one, for whoever fits or draws it.
void write_once(std::string& yaml, std::size_t number, const Node& record) {
  const std::string mark = ": " + stand_in(number) + "\n", name = "number_" + std::to_string(number + 1);
  bool first = true;
  for (std::size_t at = yaml.find(mark); at != std::string::npos; at = yaml.find(mark, at)) {
    std::string text = ": *" + name + "\n";
    if (first) {
      const std::size_t line = yaml.rfind('\n', at) + 1;
      const std::string indent = "\n" + std::string(yaml.find_first_not_of(" -", line) - line + 2, ' ');
      text = ": &" + name;
      const std::string lines = scenario::to_yaml(record);
      for (std::size_t begin = 0; begin < lines.size();) {
        const std::size_t end = lines.find('\n', begin);
        text += indent + lines.substr(begin, end - begin);
        begin = end + 1;
      }
      text += "\n";
      first = false;
    }
    yaml.replace(at, mark.size(), text);
    at += text.size();
  }
}

std::string comment(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::istringstream wrapped(results::wrap(text, 118));
  std::string lines;
  for (std::string line; std::getline(wrapped, line);) lines += "# " + line + "\n";
  return lines;
}

}  // namespace

std::string overlay_yaml(const std::string& file, const Node& resolved, std::span<const CalibratedNumber> numbers,
                         std::span<const std::string> remarks) {
  Node root = mapping();
  root.entries.push_back({"extends", {}, scalar(file, true)});
  for (std::size_t n = 0; n < numbers.size(); ++n)
    for (const std::string& path : numbers[n].paths)
      put(root, resolved, path, numbers[n].paths.size() > 1 ? scalar(stand_in(n)) : record_of(numbers[n].number));
  std::string yaml = scenario::to_yaml(root);
  for (std::size_t n = 0; n < numbers.size(); ++n) write_once(yaml, n, record_of(numbers[n].number));
  std::string text;
  for (const std::string& remark : remarks) text += comment(remark);
  return text + yaml;
}

}  // namespace tools::calibration
