#include "tools/quality/scenario_diff.hpp"

#include "models/scenario/record.hpp"
#include "tools/quality/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace quality {

namespace {

using scenario::Node;
/// Every value of a system by path, in the order of paths.
using Values = std::map<std::string, std::string>;

void collect(const Node& node, const std::string& path, Values& out) {
  if (node.is_scalar()) {
    out[path] = node.text;
  } else if (scenario::is_record(node)) {
    if (const Node* value = node.find("value")) collect(*value, path, out);
  } else if (node.is_sequence()) {
    const bool plain = std::ranges::all_of(node.items, [](const Node& item) { return item.is_scalar(); });
    if (plain) {
      std::vector<std::string> items;
      for (const Node& item : node.items) items.push_back(item.text);
      out[path] = fmt::format("[{}]", fmt::join(items, ", "));
      return;
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) collect(node.items[i], fmt::format("{}.{}", path, i), out);
  } else {
    for (const auto& [key, place, value] : node.entries)
      if (key != "note" && key != "evidence") collect(value, path.empty() ? key : path + "." + key, out);
  }
}

/// The parts of a system that are mappings of names, each name compared as a whole first.
constexpr const char* named_parts[] = {"routes", "services", "resources", "prevention"};

struct Named {
  std::string part;
  std::vector<std::string> added = {}, removed = {}, changed = {};
};

struct Change {
  std::string path, before, after;
};

struct Difference {
  std::string system;
  std::vector<Named> parts = {};
  std::vector<Change> changes = {};  ///< of what both have
  std::size_t added_values = 0, removed_values = 0;
};

Values values_of(const Node* node) {
  Values values;
  if (node != nullptr) collect(*node, "", values);
  return values;
}

void compare(const std::string& path, const Node* before, const Node* after, std::vector<Change>& changes) {
  const Values old_values = values_of(before), new_values = values_of(after);
  std::set<std::string> paths;
  for (const auto& [key, value] : old_values) paths.insert(key);
  for (const auto& [key, value] : new_values) paths.insert(key);
  for (const std::string& key : paths) {
    const auto old_one = old_values.find(key), new_one = new_values.find(key);
    const std::string old_text = old_one == old_values.end() ? "" : old_one->second,
                      new_text = new_one == new_values.end() ? "" : new_one->second;
    if (old_text != new_text) changes.push_back({key.empty() ? path : path + "." + key, old_text, new_text});
  }
}

Difference difference_of(const Facts& facts, const std::string& system) {
  const Node& root = facts.inputs.finished().scenario;
  const Node* before = node_at(root, "systems." + facts.inputs.finished().baseline);
  const Node* after = node_at(root, "systems." + system);
  Difference d{.system = system};
  if (before == nullptr || after == nullptr) return d;
  for (const char* part : named_parts) {
    const Node *old_part = before->find(part), *new_part = after->find(part);
    Named named{.part = part};
    if (old_part != nullptr)
      for (const auto& entry : old_part->entries)
        if (new_part == nullptr || new_part->find(entry.key) == nullptr) {
          named.removed.push_back(entry.key);
          d.removed_values += values_of(&entry.value).size();
        }
    if (new_part != nullptr)
      for (const auto& entry : new_part->entries) {
        const Node* old_one = old_part == nullptr ? nullptr : old_part->find(entry.key);
        if (old_one == nullptr) {
          named.added.push_back(entry.key);
          d.added_values += values_of(&entry.value).size();
          continue;
        }
        const std::size_t n = d.changes.size();
        compare(std::string(part) + "." + entry.key, old_one, &entry.value, d.changes);
        if (d.changes.size() > n) named.changed.push_back(entry.key);
      }
    d.parts.push_back(std::move(named));
  }
  for (const auto& entry : after->entries) {
    const bool is_named = std::ranges::find(named_parts, entry.key) != std::end(named_parts);
    if (is_named || entry.key == "title" || entry.key == "transition") continue;
    compare(entry.key, before->find(entry.key), &entry.value, d.changes);
  }
  return d;
}

std::string listed(const std::vector<std::string>& names) {
  if (names.empty()) return "none";
  std::vector<std::string> text;
  for (const std::string& name : names) text.push_back(escaped(name));
  return fmt::format("{}", fmt::join(text, ", "));
}

std::string parts_of(const Difference& d) {
  std::string out;
  for (const Named& part : d.parts) {
    if (part.added.empty() && part.removed.empty() && part.changed.empty()) continue;
    out += fmt::format("- {}: added: {}; removed: {}; changed: {}\n", part.part, listed(part.added),
                       listed(part.removed), listed(part.changed));
  }
  return out.empty() ? "No service, route, resource or prevention differs.\n" : out;
}

constexpr const char* one_network = "One network: there are no systems to compare.\n";

}  // namespace

std::string difference_summary(const Facts& facts) {
  if (facts.inputs.finished().model == "network") return one_network;
  std::string out;
  for (const std::string& system : facts.inputs.others()) {
    const Difference d = difference_of(facts, system);
    out += fmt::format("### {}\n\n{}\n{} that both have differ; {} come and {} go with services.\n\n",
                       escaped(facts.title_of(system)), parts_of(d), counted(d.changes.size(), "value"),
                       counted(d.added_values, "value"), counted(d.removed_values, "value"));
  }
  if (out.empty()) return "One system: there is nothing that it differs from.\n";
  return out +
         "Every changed value: scenario_diff.md. The abuse itself and the people are the same in every "
         "system.\n";
}

std::string scenario_diff(const Facts& facts) {
  const results::Finished& run = facts.inputs.finished();
  std::string out = fmt::format("# How the systems differ: {}\n\n", escaped(run.title));
  if (run.model == "network") return out + one_network;
  out += fmt::format(
      "Each system against the baseline, {}, as the resolved scenario has them. Whatever is not named here is the "
      "same. An empty cell: not there.\n",
      escaped(facts.title_of(run.baseline)));
  if (run.systems.size() < 2) out += "\nOne system: there is nothing that it differs from.\n";
  for (const std::string& system : facts.inputs.others()) {
    const Difference d = difference_of(facts, system);
    out += fmt::format("\n## {} ({})\n\n{}", escaped(facts.title_of(system)), escaped(system), parts_of(d));
    for (const char* part : named_parts)
      if (const Node* named = node_at(run.scenario, fmt::format("systems.{}.{}", system, part)))
        for (const Named& what : d.parts)
          if (what.part == part)
            for (const std::string& name : what.added) {
              MarkdownTable table({"Value", "Is"});
              for (const auto& [path, text] : values_of(named->find(name))) table.row({path, text});
              out += fmt::format("\n### Added: {} ({})\n\n{}", escaped(name), part, table.text());
            }
    MarkdownTable changes({"Path", "Baseline", "Here"});
    for (const Change& change : d.changes) changes.row({change.path, change.before, change.after});
    out += "\n### Changed values\n\n" + changes.text();
    MarkdownTable moves({"Service of the baseline", "What becomes of its open cases"});
    if (const Node* transition = node_at(run.scenario, "systems." + system + ".transition"))
      for (const auto& entry : transition->entries)
        if (entry.value.text != "keep") moves.row({entry.key, entry.value.text});
    out += "\n### Open cases that are not kept as they are\n\n" + moves.text();
  }
  return out;
}

}  // namespace quality
