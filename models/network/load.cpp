#include "models/network/load.hpp"

#include "models/network/compile.hpp"
#include "models/scenario/compose.hpp"
#include "models/scenario/resolved.hpp"

#include <fmt/format.h>

namespace network {

Loaded load(const std::string& path, const std::vector<std::string>& sets) {
  scenario::Diagnostics diagnostics;
  scenario::Node root = scenario::load(path, {}, diagnostics);
  diagnostics.throw_if_errors();
  return load(std::move(root), sets);
}

Loaded load(scenario::Node root, const std::vector<std::string>& sets) {
  scenario::Diagnostics diagnostics;
  Loaded out;
  out.resolved = std::move(root);
  for (const std::string& set : sets) scenario::apply_set(out.resolved, set, diagnostics);
  diagnostics.throw_if_errors();
  config::Scenario config;
  out.assumptions = scenario::read_config(out.resolved, config, diagnostics);
  out.plan = compile(config, diagnostics);
  diagnostics.throw_if_errors();
  out.loads = expected_loads(*out.plan);
  for (std::size_t s = 0; s < out.loads.size(); ++s)
    if (const Load& load = out.loads[s]; load.load > 1 && load.nobody_gives_up)
      diagnostics.warning(config.stations[s].place, "stations." + load.station,
                          fmt::format("a load of {:.3g} with no patience and no limit to the line: it grows as long as "
                                      "the run lasts",
                                      load.load));
  out.warnings = diagnostics.all();
  return out;
}

}  // namespace network
