#include "models/abuse/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace abuse {

/// What a claim names may stand in any system of the scenario, run or not.
void Compiler::check_claims() {
  const config::Scenario& c = plan_->scenario;
  if (c.claims.size() > 255) diagnostics_.error(c.claims[255].place, "claims", "expected at most 255 claims");
  std::set<std::string> counted{"incidents"}, services;
  for (const auto& system : c.systems) {
    for (const auto& route : system.value.routes)
      for (const auto& name : route.value.counts) counted.insert(name.name);
    for (const auto& service : system.value.services) {
      services.insert(service.name);
      for (const auto& name : service.value.counts) counted.insert(name.name);
    }
  }
  const std::vector<std::string> countable(counted.begin(), counted.end()), known(services.begin(), services.end());
  for (const auto& in : c.claims) {
    const config::Claim& claim = in.value;
    const std::string path = "claims." + in.name;
    find(countable, claim.counts.name, claim.counts.place, path + ".counts", "service or route that counts");
    for (const auto& service : claim.starts.services)
      find(known, service.name, service.place, path + ".starts.services", "service");
  }
}

/// Claims come before the systems, whose services and routes say which of them they feed.
void Compiler::claims() {
  for (const auto& in : plan_->scenario.claims) {
    const config::Claim& claim = in.value;
    CompiledClaim out{in.name, static_cast<ClaimOf>(claim.of), claim.before, claim.after, {}};
    const bool everybody = out.of == ClaimOf::everybody;
    const auto add = [&](const char* name, const char* unit, std::string definition) {
      return plan_->catalogue.add(fmt::format("claim.{}.{}", in.name, name), unit, claim.title + ": " + definition,
                                  Form::ratio);
    };
    out.metrics.people = add("people", "people", "people whose management starts with both windows counted");
    out.metrics.before = everybody ? add("before", "a quarter", "mean quarterly level in the window before")
                                   : add("before", "a relationship", "events of each of them in the window before");
    out.metrics.naive = add("naive", "share", "relative change from before to after, as the partnership looked");
    out.metrics.without =
        add("without", "share", "the same change of the same people and windows in the baseline's run");
    out.metrics.effect =
        add("effect", "share", "what they came to after, against the same people in the baseline's run");
    plan_->claims.push_back(std::move(out));
  }
  plan_->incident_claims = claims_counting("incidents");
}

std::vector<std::uint8_t> Compiler::claims_counting(const std::string& metric) const {
  std::vector<std::uint8_t> out;
  const auto& claims = plan_->scenario.claims;
  for (std::size_t c = 0; c < claims.size(); ++c)
    if (claims[c].value.counts.name == metric) out.push_back(static_cast<std::uint8_t>(c));
  return out;
}

/// Which claims a case begun at the service counts for, and which count it as the start of management.
void Compiler::feeds(CompiledService& s, const config::Service& in) const {
  for (const auto& name : in.counts)
    for (const std::uint8_t c : claims_counting(name.name)) s.claim_events.push_back(c);
  const auto& claims = plan_->scenario.claims;
  for (std::size_t c = 0; c < claims.size(); ++c) {
    const auto& starts = claims[c].value.starts;
    const bool named = std::ranges::any_of(starts.services, [&](const auto& r) { return r.name == s.name; });
    if ((starts.marks & s.marks) != 0 || named) s.claim_starts.push_back(static_cast<std::uint8_t>(c));
  }
}

/// A measure whose metric nothing brings is refused; one that only a system left out would bring is left out with it.
void Compiler::outcomes(bool all_systems) {
  auto& framework = plan_->scenario.outcomes;
  std::vector<std::string> metrics;
  for (const auto& metric : plan_->catalogue.metrics()) metrics.push_back(metric.name);
  for (std::size_t m = 0; all_systems && m < framework.size(); ++m)
    find(metrics, framework[m].metric.name, framework[m].metric.place, fmt::format("outcomes.{}.metric", m), "metric");
  std::erase_if(framework, [&](const auto& m) { return plan_->catalogue.find(m.metric.name) == metrics.size(); });
}

}  // namespace abuse
