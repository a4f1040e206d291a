#include "models/abuse/load.hpp"

#include "models/scenario/compose.hpp"
#include "models/scenario/evidence_set.hpp"
#include "models/scenario/resolved.hpp"

#include <algorithm>

namespace abuse {

using scenario::Diagnostics;
using scenario::Node;

namespace {
constexpr const char* catalogue_sections[] = {"services", "routes", "prevention"};
}

void merge_catalogue(Node& root, Diagnostics& diagnostics) {
  for (const std::string section : catalogue_sections) {
    const Node* found = root.find(section);
    if (!found) continue;
    const Node catalogue = *found;
    std::erase_if(root.entries, [&](const auto& e) { return e.key == section; });
    Node* systems = root.find("systems");
    if (!catalogue.is_mapping()) {
      diagnostics.error(catalogue.place, section, "expected a mapping of names");
      continue;
    }
    if (!systems || !systems->is_mapping()) continue;
    for (auto& system : systems->entries) {
      Node* used = system.value.find(section);
      if (!used || !used->is_mapping()) continue;
      for (auto& entry : used->entries) {
        const Node* known = catalogue.find(entry.key);
        if (entry.value.kind == Node::Kind::null) {
          entry.value.kind = Node::Kind::mapping;
          if (!known) {
            std::vector<std::string> names;
            for (const auto& k : catalogue.entries) names.push_back(k.key);
            diagnostics.error(entry.key_place, "systems." + system.key + "." + section + "." + entry.key,
                              "is empty here and not in the catalogue" + scenario::did_you_mean(entry.key, names));
          }
        }
        if (known) entry.value = scenario::merge(*known, entry.value);
      }
    }
  }
}

namespace {

void apply(const std::string& set, Node& resolved, Diagnostics& diagnostics) {
  for (const std::string section : catalogue_sections)
    if (set.starts_with(section + "."))
      return diagnostics.error({std::make_shared<std::string>("--set " + set), 0, 0}, section,
                               "is set in each system by itself: systems.NAME." + set.substr(0, set.find('=')));
  scenario::apply_set(resolved, set, diagnostics);
}

/// What is wrong with the ways through a system. A front door that is not there would make every service behind it
/// one that nobody can get to, so that the doors come first.
void check_pathways(const Plan& plan, std::size_t system, const pathway::Spec& graph, Diagnostics& diagnostics) {
  const CompiledSystem& compiled = plan.systems[system];
  const auto exists = [&](const auto& entry) { return compiled.find(entry.value.enters.name) != none16; };
  const auto& routes = plan.scenario.systems[system].value.routes;
  const auto& consequences = plan.scenario.abuse.consequences;
  if (!std::all_of(routes.begin(), routes.end(), exists) ||
      !std::all_of(consequences.begin(), consequences.end(), exists))
    return;
  Diagnostics found;
  pathway::check(graph, found);
  for (const auto& mistake : found.all())
    diagnostics.error(mistake.place, "systems." + compiled.name + "." + mistake.path, mistake.message);
}

}  // namespace

Loaded load(const std::string& path, const std::vector<std::string>& sets, const std::vector<std::string>& systems) {
  Diagnostics diagnostics;
  Node root = scenario::load(path, {}, diagnostics);
  diagnostics.throw_if_errors();
  return load(std::move(root), sets, systems);
}

Loaded load(Node root, const std::vector<std::string>& sets, const std::vector<std::string>& systems,
            const std::vector<PriceRow>& prices) {
  Diagnostics diagnostics;
  Loaded out;
  out.resolved = std::move(root);
  const std::vector<std::string> other_sets = scenario::choose_evidence(out.resolved, sets, diagnostics);
  merge_catalogue(out.resolved, diagnostics);
  if (!prices.empty() && !diagnostics.has_errors()) put_prices(out.resolved, prices, diagnostics);
  for (const std::string& set : other_sets) apply(set, out.resolved, diagnostics);
  diagnostics.throw_if_errors();
  if (const Node* model = out.resolved.find("model"); model && model->is_scalar() && model->text != "domestic_abuse")
    diagnostics.error(model->place, "model", "expected domestic_abuse, got " + scenario::in_message(model->text));
  diagnostics.throw_if_errors();

  config::Scenario config;
  out.assumptions = scenario::read_config(out.resolved, config, diagnostics);
  out.plan = compile(std::move(config), systems, diagnostics);
  for (std::size_t s = 0; s < out.plan->systems.size(); ++s) {
    out.graphs.push_back(graph_of(*out.plan, s, false));
    check_pathways(*out.plan, s, out.graphs.back(), diagnostics);
  }
  diagnostics.throw_if_errors();
  for (std::size_t s = 0; s < out.plan->systems.size(); ++s)
    out.loads.push_back(pathway::expected_load(graph_of(*out.plan, s, true)));
  out.warnings = diagnostics.all();
  return out;
}

}  // namespace abuse
