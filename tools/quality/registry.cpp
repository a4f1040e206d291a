#include "tools/quality/registry.hpp"

#include "models/abuse/algorithms.hpp"
#include "models/network/algorithms.hpp"
#include "sim/distribution.hpp"
#include "sim/poisson_embedding.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry_parts.hpp"

#include <fmt/format.h>

namespace quality {

namespace {

/// The answer of the model that the scenario is of.
std::string of_model(const Facts& facts, std::string (*abuse)(const abuse::Plan&),
                     std::string (*network)(const network::Plan&)) {
  if (facts.abuse) return abuse(*facts.abuse->plan);
  if (facts.network) return network(*facts.network->plan);
  return unreadable;
}

}  // namespace

std::string entities(const Facts& facts) { return of_model(facts, abuse_entities, network_entities); }
std::string resources(const Facts& facts) { return of_model(facts, abuse_resources, network_resources); }
std::string queues(const Facts& facts) { return of_model(facts, abuse_queues, network_queues); }
std::string ways_in_and_out(const Facts& facts) { return of_model(facts, abuse_ways, network_ways); }

std::string activities(const Facts& facts) {
  if (facts.abuse) return abuse_activities(*facts.abuse);
  return facts.network ? network_activities(*facts.network->plan) : unreadable;
}

std::string algorithms(const Facts& facts) {
  if (!facts.abuse && !facts.network) return unreadable;
  std::string out;
  for (const Algorithm& algorithm : facts.abuse ? abuse::algorithms() : network::algorithms()) {
    out += fmt::format("### {}\n\n", algorithm.name);
    std::string_view rest = algorithm.steps;
    for (int step = 1; !rest.empty(); ++step) {
      const std::size_t end = rest.find('\n');
      out += fmt::format("{}. {}\n", step, escaped(rest.substr(0, end)));
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    out += "\n";
  }
  if (facts.abuse) out += fmt::format("### Thinning\n\n{}\n\n", sim::about_thinning);
  return out + fmt::format("### Draws\n\n{}\n", sim::about_draws);
}

}  // namespace quality
