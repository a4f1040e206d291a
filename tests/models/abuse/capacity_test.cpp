#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

std::size_t pool_of(const abuse::Plan& plan, abuse::Split split, std::size_t locality) {
  switch (split) {
    case abuse::Split::county: return 0;
    case abuse::Split::group: return plan.localities[locality].group;
    case abuse::Split::area: return plan.localities[locality].area;
    case abuse::Split::locality: break;
  }
  return locality;
}

/// Units of one pool: by residents, so that the pools add up to the whole.
double units(const abuse::Plan& plan, const abuse::CompiledResource& r, double share, std::size_t pool) {
  double before = 0, own = 0;
  for (std::size_t l = 0; l < plan.localities.size(); ++l) {
    if (pool_of(plan, r.split, l) < pool) before += plan.localities[l].weight;
    if (pool_of(plan, r.split, l) == pool) own += plan.localities[l].weight;
  }
  const double all = std::floor(r.units * share + 1e-9);
  return std::floor(all * (before + own) + 0.5) - std::floor(all * before + 0.5);
}

/// What was met while a system ran.
struct Met {
  std::set<std::string> full;      ///< resources with a pool seen full
  std::set<std::string> overfull;  ///< and, as cases went on when the system or the capacity changed, more than full
  std::size_t begun = 0;           ///< spans in which a pool took somebody
  std::set<std::string> wrong;     ///< what went wrong: more open than units after that, a person in another's pool
  std::size_t most_pools = 0;
};

/// Looks twice a day: where somebody was taken since the last look, and the capacity stayed as it was, no more are open
/// than there are units.
Met watch(const std::shared_ptr<const abuse::Plan>& plan, sim::Simulation<abuse::World> run, std::size_t system) {
  Met met;
  run.model.change_system(system, run.context());
  const abuse::CompiledSystem& sys = plan->systems[system];
  std::vector<double> there(sys.services.size(), -1);
  double before = 0;
  for (double now = 0.5; now < plan->horizon; before = now, now += 0.5) {
    run.run_until(now);
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> open, begun;  // by resource and pool
    for (const abuse::Case& c : run.model.cases()) {
      if (c.state != abuse::Case::State::open || sys.services[c.service].is_batch()) continue;
      const std::pair<std::size_t, std::size_t> at{sys.services[c.service].resource, c.pool};
      ++open[at];
      begun[at] += c.since > before;
      met.most_pools = std::max(met.most_pools, c.pool + std::size_t{1});
      const abuse::CompiledResource& r = sys.resources[at.first];
      if (c.subject != abuse::none32 &&
          c.pool != pool_of(*plan, r.split, run.model.relationships()[c.relationship].locality))
        met.wrong.insert(r.name + ": not in their pool");
    }
    std::map<std::size_t, double> capacity;  // of all pools together, as it was since the last look
    for (std::size_t s = 0; s < sys.services.size(); ++s) {
      const double area = run.model.areas(s, now).there;
      if (sys.services[s].resource != abuse::none16)
        capacity[sys.services[s].resource] = (area - there[s]) / (now - before);
      there[s] = area;
    }
    for (const auto& [at, n] : open) {
      const abuse::CompiledResource& r = sys.resources[at.first];
      if (std::isinf(r.units)) continue;
      bool changed = before == 0;
      for (const auto& step : r.steps) changed = changed || (step.at > before && step.at <= now);
      const double share = share_at(r.steps, now);
      const double whole = std::floor(r.units * share + 1e-9);
      if (!changed && std::abs(capacity[at.first] - whole) > 1e-6) met.wrong.insert(r.name + ": other units");
      const auto most = static_cast<std::size_t>(units(*plan, r, share, at.second));
      if (n == most) met.full.insert(r.name);
      if (n > most) met.overfull.insert(r.name);
      if (changed || begun[at] == 0) continue;
      ++met.begun;
      if (n > most) met.wrong.insert(r.name + ": above capacity");
    }
  }
  return met;
}

std::string list(const std::set<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += name + " ";
  return out;
}

/// Three areas, two of them in one group, of five localities; so little capacity that people wait everywhere.
/// \param before, after  how pools are cut under the baseline and under the options
std::string crowded(const std::string& before, const std::string& after) {
  const auto old_services = [](const std::string& staff) {
    return "idva: {capacity: {fte: 0.5}" + staff + ", outreach: {capacity: {fte: 0.5}" + staff +
           ", floating_support: {capacity: {fte: 0.6}" + staff + ", refuge: {capacity: {places: 5}" + staff +
           ", police_desk: {capacity: {fte: 0.7}" + staff + ", early_help: {capacity: {fte: 5}" + staff;
  };
  const std::string staff = ", split: " + after + "}", at_first = ", split: " + before + "}";
  const std::string option =
      "resources: {social_workers: {capacity: {fte: 28}" + staff + ", navigate_places: {capacity: {places: 14}" +
      staff + "}, services: {" + old_services(staff) + ", access_team: {capacity: {fte: 1.5}" + staff +
      ", key_worker: {capacity: {fte: 2}" + staff + ", team_around_family: {capacity: {fte: 0.8}" + staff +
      ", refuge_hub: {start: 2013-06-01, capacity: {places: 4}" + staff +
      ", dispersed_unit: {start: 2013-06-01, capacity: {places: 3}" + staff +
      ", family_safety_unit: {capacity: {fte: 0.3, kept_at_most: 15 months}" + staff;
  return "extends: " + small::west_cheshire() +
         "\nareas: {west_cheshire: {group: north}, far: {residents: 30000, group: north}, alone: {residents: 15000}}\n"
         "systems:\n  six_route: {resources: {social_workers: {capacity: {fte: 28}" +
         at_first + "}, services: {" + old_services(at_first) + "}}\n  option_1: {" + option +
         ", specialist_assessment: {capacity: {fte: 0.4}" + staff + "}}\n  option_2: {" + option + "}}\n";
}

}  // namespace

TEST_CASE(
    "nobody seizes a unit at or above capacity, under any system, from pools split or pooled, as systems change") {
  std::set<std::string> full, overfull;
  const std::map<std::string, std::size_t> pools{{"county", 1}, {"group", 2}, {"area", 3}, {"locality", 5}};
  const std::pair<std::string, std::string> cuts[] = {
      {"county", "county"}, {"group", "group"}, {"area", "area"}, {"county", "locality"}, {"locality", "group"}};
  for (const auto& [before, after] : cuts) {
    const small::File file(crowded(before, after));
    const auto plan = abuse::load(file.path(), small::sets, {}).plan;
    const auto warm = small::warm(plan);
    for (std::size_t system = 0; system < plan->systems.size(); ++system) {
      const Met met = watch(plan, warm, system);
      CAPTURE(before);
      CAPTURE(after);
      CAPTURE(plan->systems[system].name);
      CHECK(list(met.wrong) == "");
      CHECK(met.begun > 1000);
      CHECK(met.most_pools == pools.at(system == plan->baseline ? before : after));
      full.insert(met.full.begin(), met.full.end());
      overfull.insert(met.overfull.begin(), met.overfull.end());
    }
  }
  for (const char* name : {"idva", "outreach", "floating_support", "refuge", "refuge_hub", "dispersed_unit",
                           "police_desk", "early_help", "social_workers", "navigate_places", "access_team",
                           "key_worker", "team_around_family", "specialist_assessment", "family_safety_unit"}) {
    CAPTURE(name);
    CHECK(full.contains(name));
  }
  CHECK(!overfull.empty());  // what was open as pools or systems changed went on: the rule was at work
  MESSAGE("more open than units at times: ", list(overfull));
}
