#include "models/abuse/load.hpp"

#include <algorithm>

#include "models/scenario/compose.hpp"
#include "models/scenario/loader.hpp"
#include "models/scenario/resolved.hpp"

namespace abuse {

using scenario::Diagnostics;
using scenario::Node;

void merge_catalogue(Node& root, Diagnostics& diagnostics) {
  for (const std::string section : {"services", "routes", "prevention"}) {
    Node* systems = root.find("systems");
    const Node* found = root.find(section);
    if (!found || !systems || !systems->is_mapping()) continue;
    const Node catalogue = *found;
    if (!catalogue.is_mapping()) {
      diagnostics.error(catalogue.place, section, "expected a mapping of names");
      continue;
    }
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
    std::erase_if(root.entries, [&](const auto& e) { return e.key == section; });
  }
}

Loaded load(const std::string& path, const std::vector<std::string>& sets, const std::vector<std::string>& systems) {
  Diagnostics diagnostics;
  Loaded out;
  out.resolved = scenario::load(path, {}, diagnostics);
  diagnostics.throw_if_errors();
  merge_catalogue(out.resolved, diagnostics);
  for (const std::string& set : sets) scenario::apply_set(out.resolved, set, diagnostics);
  diagnostics.throw_if_errors();
  if (const Node* model = out.resolved.find("model"); model && model->text != "domestic_abuse")
    diagnostics.error(model->place, "model", "expected domestic_abuse, got \"" + model->text + "\"");

  config::Scenario config;
  scenario::Loader loader(out.resolved, diagnostics);
  loader.read(config);
  diagnostics.throw_if_errors();
  out.assumptions = loader.assumptions();
  out.resolved = scenario::with_records(std::move(out.resolved), out.assumptions);
  out.plan = compile(std::move(config), systems, diagnostics);
  for (std::size_t s = 0; s < out.plan->systems.size(); ++s) {
    out.graphs.push_back(graph_of(*out.plan, s, false));
    pathway::check(out.graphs.back(), diagnostics);
  }
  diagnostics.throw_if_errors();
  for (std::size_t s = 0; s < out.plan->systems.size(); ++s)
    out.loads.push_back(pathway::expected_load(graph_of(*out.plan, s, true)));
  out.warnings = diagnostics.all();
  return out;
}

}  // namespace abuse
