#include "models/abuse/compiler.hpp"

#include <boost/math/distributions/normal.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace abuse {

namespace {

/// Separation of two unit normals whose ROC curve has that area: d' = sqrt(2) * inverse normal (AUC).
/// \source Green and Swets 1966, Signal Detection Theory and Psychophysics
double separation(double auc) { return std::numbers::sqrt2 * boost::math::quantile(boost::math::normal(), auc); }

/// Names that outputs promise whatever the scenario counts; a scenario that never counts one reports 0.
constexpr Promised promised[] = {
    {"police_incidents", "incidents", "domestic-abuse incidents reported to the police"},
    {"arrests", "arrests", "arrests for domestic abuse"},
    {"charges", "charges", "people charged"},
    {"convictions", "convictions", "convictions"},
    {"custody_days", "days", "days perpetrators spend in custody, on remand or sentence"},
    {"managed_perpetrators", "people", "perpetrators taken into offender management"},
    {"childrens_contacts", "contacts", "contacts about children with children's social care"},
    {"childrens_referrals", "referrals", "contacts about children accepted as referrals to children's social care"},
    {"inappropriate_referrals", "referrals",
     "referrals about children that end with no further action after assessment"},
    {"children_in_need_started", "children", "child in need cases started"},
    {"protection_plans_started", "plans", "child protection plans started"},
    {"care_entries", "children", "children entering care"},
    {"care_days", "days", "days children spend in care"},
    {"child_custody_days", "days", "days children spend in youth custody"},
    {"ae_attendances", "attendances", "attendances of victims at accident and emergency for an injury by the abuse"},
    {"hospital_admissions", "admissions", "admissions of victims to hospital from accident and emergency"},
    {"unscheduled_antenatal", "attendances",
     "attendances of pregnant victims at antenatal care outside their appointments, after an incident"},
    {"parental_mental_health", "victims", "victims with children under 18 who begin care for their mental health"},
    {"jobseeker_claims", "claims", "claims of jobseeker's allowance begun by victims who lost work by the abuse"},
    {"language_delay", "children",
     "children whose language is delayed at 21 months by the abuse they were exposed to before"},
};

}  // namespace

void Compiler::places_and_people() {
  const config::Scenario& c = plan_->scenario;
  plan_->areas = names(c.areas);
  for (const auto& agency : c.agencies) plan_->agencies.push_back(agency.name);
  if (plan_->agencies.size() > 16) diagnostics_.error(c.agencies[16].place, "agencies", "expected at most 16 agencies");
  double residents = 0;
  for (const auto& area : c.areas) residents += area.value.residents;
  for (std::size_t a = 0; a < c.areas.size(); ++a) {
    const config::Area& area = c.areas[a].value;
    const std::string& group = area.group.empty() ? c.areas[a].name : area.group;
    const auto known = std::find(plan_->groups.begin(), plan_->groups.end(), group);
    const auto number = static_cast<std::uint16_t>(known - plan_->groups.begin());
    if (known == plan_->groups.end()) plan_->groups.push_back(group);
    for (int l = 0; l < static_cast<int>(area.localities); ++l)
      plan_->localities.push_back(
          {static_cast<std::uint16_t>(a), number, area.residents / area.localities / residents, area.rural, 0});
  }
  plan_->warm_up = c.run.warm_up;
  plan_->horizon = c.run.horizon;
  plan_->years = static_cast<std::size_t>(std::llround(c.run.horizon / config::year));
  plan_->seed = static_cast<std::uint32_t>(c.run.seed);
  plan_->d_blind = separation(c.abuse.reading.auc_without_history);
  plan_->d_full = separation(c.abuse.reading.auc_full);
  plan_->relationship_rate = c.abuse.relationships.new_per_1000 * residents / 1000 / config::year;
  const config::Incidents& incidents = c.abuse.incidents;
  plan_->recency = Recency(incidents.recency_shape, incidents.recency_reference, incidents.recency_cap);
  const config::TierMoves& moves = c.abuse.tier_moves;
  for (std::size_t t = 0; t < tiers; ++t)
    plan_->most_tier_moves =
        std::max(plan_->most_tier_moves, moves.up.of[t] * moves.unmet_need_ratio + moves.down.of[t]);
  if (plan_->most_tier_moves > Plan::most_changes)
    diagnostics_.error({}, "abuse.tier_moves",
                       fmt::format("moves up and down come to {:.3g} a day; expected at most {:.3g}",
                                   plan_->most_tier_moves, Plan::most_changes));
  std::map<int, double> deflator;
  for (const auto& d : c.prices.deflator) deflator[static_cast<int>(d.year)] = d.index;
  try {
    prices_.emplace(static_cast<int>(c.prices.base_year), std::move(deflator));
  } catch (const std::invalid_argument&) {
    diagnostics_.error(c.prices.base_year_place, "prices.base_year",
                       "the deflator does not hold " + std::to_string(static_cast<int>(c.prices.base_year)));
  }
  people();
  children();
  statuses();
  for (const auto& p : promised) plan_->catalogue.add(p.name, p.unit, p.definition);
  plan_->living_slope = plan_->catalogue.add("slope.relationships", "relationships a year",
                                             "least-squares slope of the number of relationships that have not ended");
  plan_->active_slope = plan_->catalogue.add("slope.active_relationships", "relationships a year",
                                             "least-squares slope of the number of relationships in an active spell");
  plan_->police_incidents = plan_->catalogue.find("police_incidents");
  for (const auto truth : tier_names)
    for (const auto grade : tier_names) {
      const std::size_t cell = plan_->catalogue.add(
          fmt::format("confusion.{}.{}", truth, grade), "assessments",
          fmt::format("assessments of victims that graded {} while the true tier was {}", grade, truth));
      if (truth == tier_names[0] && grade == tier_names[0]) plan_->confusion = cell;
    }
  const auto by_route = [&](std::vector<std::size_t>& ids, std::string_view metric, std::string_view definition,
                            const std::string& unit = "assessments") {
    for (const std::string& route : plan_->routes)
      ids.push_back(plan_->catalogue.add(fmt::format("{}.{}", metric, route), unit,
                                         fmt::format("{}, of cases that came by the route {}", definition, route)));
  };
  auto& [truly, falsely, mistakenly] = plan_->escalations_by_route;
  by_route(truly, "true_escalations", "come to high risk while truly high", "entries");
  by_route(falsely, "false_escalations", "come to high risk not truly high, only because of risk aversion", "entries");
  by_route(mistakenly, "mistaken_escalations", "come to high risk not truly high, for a reading too high", "entries");
  by_route(plan_->not_truly_by_route, "graded_high_not_truly", "graded high while not truly high");
  by_route(plan_->missed_by_route, "missed_high", "graded lower while truly high");
  for (const auto& agency : plan_->agencies)
    plan_->agency_metric.push_back(plan_->catalogue.add("cost_agency." + agency, "£", "spending by " + agency));
  for (const auto& agency : plan_->agencies)
    plan_->new_model_metric.push_back(
        plan_->catalogue.add("cost_new_model." + agency, "£", "spending by " + agency + " on the new model"));
}

void Compiler::system(const scenario::Named<config::System>& in) {
  const config::System& c = in.value;
  current_ = &c;
  priced_units_ = {};
  CompiledSystem out;
  const std::string path = "systems." + in.name;
  out.name = in.name;
  out.title = c.title;
  out.handoff = c.handoff;
  for (const auto& r : c.resources) {
    const config::Capacity& capacity = r.value.capacity;
    sharing(r, path + ".resources." + r.name);
    resource(out, r.name, capacity, r.value.split);
    open_and_close(out.resources.back(), -forever, capacity.kept_at_most.value_or(forever));
  }
  for (const auto& s : c.services) service(out, s, path + ".services." + s.name);
  for (const auto& s : out.services) out.watches = out.watches || s.reporting_ratio != 1;
  ways(out);
  for (const auto& r : c.routes) route(out, r, path + ".routes." + r.name);
  for (const auto& p : c.prevention) prevention(out, p, path + ".prevention." + p.name);
  double most = 0;
  const auto kinds = static_cast<double>(plan_->contacts.size());
  out.most_of_contact.assign(plan_->contacts.size(), 0);
  for (const CompiledRoute& r : out.routes) {
    double ratio = std::max(1.0, r.disclosure_ratio);
    for (const auto& p : out.prevention) ratio *= std::max(1.0, p.disclosure_ratio[r.number]);
    for (const auto& contact : r.contacts) {
      most = std::max(most, contact.rate * ratio);
      out.most_of_contact[contact.kind] = kinds * contact.rate * ratio;
    }
  }
  out.most_contacts = most * kinds;
  if (out.most_contacts > Plan::most_changes)
    diagnostics_.error(in.place, path + ".routes",
                       fmt::format("a kind of contact comes to {:.3g} a day, with every ratio at its highest; expected "
                                   "at most {:.3g} over the number of kinds, {}",
                                   most, Plan::most_changes, plan_->contacts.size()));
  const std::vector<std::string> services = names(c.services);
  std::array<std::uint32_t, triggers> slots{};
  for (const auto& q : plan_->scenario.abuse.consequences) {
    const std::uint32_t own = q.value.at_age ? 0 : slots[q.value.of]++;  // what waits for an age has a draw of its own
    const std::uint16_t enters = out.find(q.value.enters.name);
    if (enters == none16) {
      diagnostics_.error(q.value.enters.place, "abuse.consequences." + q.name + ".enters",
                         "system \"" + in.name + "\" has no service \"" + q.value.enters.name + "\"" +
                             scenario::did_you_mean(q.value.enters.name, services));
      continue;
    }
    CompiledSystem::Consequence consequence{key_of(q.name),
                                            own,
                                            enters,
                                            static_cast<Trigger>(q.value.of),
                                            {},
                                            q.value.lag,
                                            q.value.from_age,
                                            q.value.to_age,
                                            q.value.at_age,
                                            q.value.full_after};
    consequence.chance.fill(std::min(1.0, q.value.share * (q.value.risk_ratio ? *q.value.risk_ratio - 1 : 1.0)));
    if (q.value.by_severity) consequence.chance = q.value.by_severity->of;
    if (q.value.lag && out.services[enters].role == Role::child && consequence.of != Trigger::exposure)
      diagnostics_.error(q.value.enters.place, "abuse.consequences." + q.name + ".lag",
                         "a child comes to a service after a lag only of exposure");
    for (std::size_t severity = 0; severity < severities; ++severity)
      if (consequence.at_age || consequence.chance[severity] > 0)
        out.chances[q.value.of][severity].push_back({consequence.chance[severity], own,
                                                     static_cast<std::uint16_t>(out.consequences.size()),
                                                     consequence.at_age.has_value()});
    out.consequences.push_back(std::move(consequence));
  }
  out.exposure_slots = slots[index(Trigger::exposure)];
  plan_->systems.push_back(std::move(out));
}

void Compiler::route(CompiledSystem& out, const scenario::Named<config::Route>& in, const std::string& path) {
  const config::Route& c = in.value;
  const std::vector<std::string> services = names(current_->services);
  const auto service = [&](const scenario::Reference& to, const std::string& at) {
    return static_cast<std::uint16_t>(find(services, to.name, to.place, at + ".enters", "service"));
  };
  CompiledRoute route;
  route.name = in.name;
  route.key = key_of(in.name);
  route.number =
      static_cast<std::uint8_t>(std::find(plan_->routes.begin(), plan_->routes.end(), in.name) - plan_->routes.begin());
  route.slot = static_cast<std::uint32_t>(plan_->scenario.abuse.consequences.size()) + route.number;
  route.enters = service(c.enters, path);
  route.agency =
      static_cast<std::uint16_t>(find(plan_->agencies, c.agency.name, c.agency.place, path + ".agency", "agency"));
  route.after_incident = c.after_incident.of;
  for (const auto& contact : c.contacts)
    route.contacts.push_back(
        {contact.value.rate,
         contact.value.enters ? service(*contact.value.enters, path + ".contacts." + contact.name) : route.enters,
         contact.value.with_children,
         plan_->catalogue.add("contacts." + contact.name, "contacts",
                              "contacts of that kind, which are not incidents, in which abuse was disclosed"),
         find(plan_->contacts, in.name + "." + contact.name, contact.place, path + ".contacts", "kind of contact")});
  route.trust_weight = c.trust_weight;
  route.disclosure_ratio = c.disclosure_ratio;
  route.identifies = c.identifies;
  for (const auto& name : c.counts) {
    route.counts.push_back(
        plan_->catalogue.add(name.name, "presentations", "presentations by routes that count towards it"));
    route.is_police = route.is_police || name.name == "police_incidents";
    for (const std::uint8_t claim : claims_counting(name.name)) route.claim_events.push_back(claim);
  }
  out.routes.push_back(std::move(route));
}

void Compiler::prevention(CompiledSystem& out, const scenario::Named<config::Prevention>& in, const std::string& path) {
  const config::Prevention& c = in.value;
  CompiledPrevention prevention{.start = day(c.start),
                                .builds_up = c.builds_up,
                                .onset_ratio = c.onset_ratio,
                                .hazard_ratio = c.hazard_ratio,
                                .disclosure_ratio = std::vector<double>(plan_->routes.size(), c.disclosure_ratio),
                                .costs = {}};
  for (const auto& route : c.disclosure_by_route) {
    const std::size_t number =
        find(plan_->routes, route.name, route.place, path + ".disclosure_by_route." + route.name, "route");
    prevention.disclosure_ratio[number] *= route.value;
  }
  out.prevents_incidents = out.prevents_incidents || c.hazard_ratio != 1;
  for (const double ratio : prevention.disclosure_ratio) out.trains = out.trains || ratio != 1;
  costs(prevention.costs, c.costs, in.name, path, false);
  out.prevention.push_back(std::move(prevention));
}

/// Numbers routes, kinds of contact and consequences by their names, since their numbers address draws: over all
/// systems, run or not, and whatever the order in which they are written.
void Compiler::in_order() {
  config::Scenario& c = plan_->scenario;
  std::ranges::sort(c.abuse.consequences, {}, &scenario::Named<config::Consequence>::name);
  std::set<std::string> routes, contacts;
  for (auto& system : c.systems) {
    std::ranges::sort(system.value.routes, {}, &scenario::Named<config::Route>::name);
    for (const auto& route : system.value.routes) {
      routes.insert(route.name);
      for (const auto& contact : route.value.contacts) contacts.insert(route.name + "." + contact.name);
    }
  }
  plan_->routes.assign(routes.begin(), routes.end());
  plan_->contacts.assign(contacts.begin(), contacts.end());
}

std::shared_ptr<const Plan> Compiler::run(const std::vector<std::string>& only) {
  config::Scenario& c = plan_->scenario;
  const std::vector<std::string> all = names(c.systems);
  in_order();
  if (plan_->routes.size() > 64)
    diagnostics_.error({}, "systems", fmt::format("expected at most 64 routes, got {}", plan_->routes.size()));
  const std::size_t baseline = find(all, c.baseline.name, c.baseline.place, "baseline", "system");
  for (const auto& name : only) find(all, name, {}, "--systems", "system");
  for (const auto& reason : c.study.rationale) find(all, reason.name, reason.place, "study.rationale", "system");
  check_claims();
  diagnostics_.throw_if_errors();
  std::vector<scenario::Named<config::System>> kept;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (i == baseline || only.empty() || std::find(only.begin(), only.end(), all[i]) != only.end())
      kept.push_back(std::move(c.systems[i]));
  c.systems = std::move(kept);
  places_and_people();
  cashability();
  claims();
  while (c.systems[plan_->baseline].name != c.baseline.name) ++plan_->baseline;
  for (const auto& each : c.systems) system(each);
  for (std::size_t i = 0; i < c.systems.size(); ++i) {
    if (i != plan_->baseline) {
      transition(plan_->systems[i], c.systems[i]);
      continue;
    }
    for (std::uint16_t s = 0; s < plan_->systems[i].services.size(); ++s)
      plan_->systems[i].transition.push_back({s, false});
  }
  appraisal(c.systems.size() < all.size());
  ratios(c.systems.size() < all.size());
  outcomes(c.systems.size() == all.size());
  std::vector<std::string> metrics;
  for (const auto& metric : plan_->catalogue.metrics()) metrics.push_back(metric.name);
  const std::vector<std::string> simulated = names(c.systems);
  for (std::size_t t = 0; t < c.targets.size(); ++t) {
    const std::string path = "targets." + std::to_string(t);
    const config::Target& target = c.targets[t];
    if (target.system) find(all, target.system->name, target.system->place, path + ".system", "system");
    // A system that was left out has brought no metrics of its own.
    if (!target.system || std::find(simulated.begin(), simulated.end(), target.system->name) != simulated.end())
      find(metrics, target.metric.name, target.metric.place, path + ".metric", "metric");
  }
  return plan_;
}

std::uint16_t CompiledSystem::find(std::string_view service) const {
  for (std::size_t i = 0; i < services.size(); ++i)
    if (services[i].name == service) return static_cast<std::uint16_t>(i);
  return none16;
}

std::shared_ptr<const Plan> compile(config::Scenario scenario, const std::vector<std::string>& only,
                                    scenario::Diagnostics& diagnostics) {
  return Compiler(std::move(scenario), diagnostics).run(only);
}

}  // namespace abuse
