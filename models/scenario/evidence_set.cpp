#include "models/scenario/evidence_set.hpp"

#include "models/scenario/compose.hpp"

#include <algorithm>

namespace scenario {

namespace {

constexpr const char* chosen_key = "evidence_set";
constexpr const char* sets_key = "evidence_sets";

Node take(Node& mapping, std::string_view key) {
  Node taken;
  const auto found =
      std::find_if(mapping.entries.begin(), mapping.entries.end(), [&](const Node::Entry& e) { return e.key == key; });
  if (found == mapping.entries.end()) return taken;
  taken = std::move(found->value);
  mapping.entries.erase(found);
  return taken;
}

}  // namespace

std::vector<std::string> choose_evidence(Node& root, std::vector<std::string> sets, Diagnostics& diagnostics) {
  const std::string setting = std::string(chosen_key) + "=";
  const auto chooses = [&](const std::string& set) { return set.starts_with(setting); };
  Node known = take(root, sets_key);
  const Node* written = root.find(chosen_key);
  const std::string in_force = written && known.kind == Node::Kind::null ? written->text : "";  // resolved before
  for (const std::string& set : sets)
    if (chooses(set)) apply_set(root, set, diagnostics);
  std::erase_if(sets, chooses);

  const Node* chosen = root.find(chosen_key);
  if (known.kind != Node::Kind::null && !known.is_mapping())
    diagnostics.error(known.place, sets_key, "expected a mapping of names");
  else if (chosen && !chosen->is_scalar())
    diagnostics.error(chosen->place, chosen_key, "expected the name of a set");
  else if (chosen && (in_force.empty() || chosen->text != in_force)) {
    const Node* set = known.find(chosen->text);
    std::vector<std::string> names;
    for (const Node::Entry& e : known.entries) names.push_back(e.key);
    if (const Node* changes = set ? set->find("changes") : nullptr)
      root = merge(root, *changes);
    else if (set)
      diagnostics.error(set->place, std::string(sets_key) + "." + chosen->text,
                        "expected what it changes: changes: {...}");
    else if (!in_force.empty())
      diagnostics.error(chosen->place, chosen_key,
                        "this scenario was resolved with " + in_message(in_force) + " and holds no other set");
    else
      diagnostics.error(chosen->place, chosen_key,
                        "there is no set of evidence named " + in_message(chosen->text) +
                            (names.empty() ? ": the scenario has none" : did_you_mean(chosen->text, names)));
  }
  return sets;
}

}  // namespace scenario
