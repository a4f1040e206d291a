#include "models/abuse/system.hpp"
#include "models/economics/prices.hpp"

#include <boost/math/distributions/normal.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace abuse {

namespace {

using scenario::Diagnostics;
using scenario::Place;

/// Separation of two unit normals whose ROC curve has that area: d' = sqrt(2) * inverse normal (AUC).
/// \source Green and Swets 1966, Signal Detection Theory and Psychophysics
double separation(double auc) { return std::numbers::sqrt2 * boost::math::quantile(boost::math::normal(), auc); }

/// Names that outputs promise whatever the scenario counts; a scenario that never counts one reports 0.
constexpr struct {
  const char *name, *unit, *definition;
} promised[] = {
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
};

class Compiler {
 public:
  Compiler(config::Scenario scenario, Diagnostics& diagnostics)
      : plan_(std::make_shared<Plan>()), diagnostics_(diagnostics) {
    plan_->scenario = std::move(scenario);
  }

  std::shared_ptr<const Plan> run(const std::vector<std::string>& only);

 private:
  std::vector<std::string> names(const auto& named) const {
    std::vector<std::string> out;
    for (const auto& entry : named) out.push_back(entry.name);
    return out;
  }
  /// The index of a name in a list, or an error at its place; then 0.
  std::size_t find(const std::vector<std::string>& among, const std::string& name, const Place& place,
                   const std::string& path, std::string_view what) {
    const auto found = std::find(among.begin(), among.end(), name);
    if (found != among.end()) return static_cast<std::size_t>(found - among.begin());
    diagnostics_.error(place, path,
                       "no " + std::string(what) + " \"" + name + "\"" + scenario::did_you_mean(name, among));
    return 0;
  }
  Time day(std::int64_t date) const { return static_cast<double>(date - plan_->scenario.run.start); }

  void places_and_people();
  void system(const scenario::Named<config::System>& in);
  void resource(CompiledSystem& out, const std::string& name, const config::Capacity& c, std::size_t split);
  void sharing(const scenario::Named<config::Resource>& in, const std::string& path);
  void service(CompiledSystem& out, const scenario::Named<config::Service>& in, const std::string& path);
  void ways(CompiledSystem& out);
  void costs(std::vector<CompiledCost>& out, const std::vector<config::Cost>& in, const std::string& owner,
             const std::string& path);
  static void open_and_close(CompiledResource& r, Time start, Time end);
  void service_metrics(CompiledService& s);
  void transition(CompiledSystem& out, const scenario::Named<config::System>& in);

  std::shared_ptr<Plan> plan_;
  Diagnostics& diagnostics_;
  std::optional<economics::Prices> prices_;
  const config::System* current_ = nullptr;
  std::vector<std::string> route_names_;  ///< of every system, run or not, in order of first mention
};

void Compiler::places_and_people() {
  const config::Scenario& c = plan_->scenario;
  plan_->areas = names(c.areas);
  for (const auto& agency : c.agencies) plan_->agencies.push_back(agency.name);
  if (plan_->agencies.size() > 16) diagnostics_.error(c.agencies[16].place, "agencies", "expected at most 16 agencies");
  double residents = 0;
  for (const auto& area : c.areas) residents += area.value.residents;
  for (std::size_t a = 0; a < c.areas.size(); ++a) {
    const config::Area& area = c.areas[a].value;
    for (int l = 0; l < static_cast<int>(area.localities); ++l)
      plan_->localities.push_back(
          {static_cast<std::uint16_t>(a), area.residents / area.localities / residents, area.rural});
  }
  plan_->warm_up = c.run.warm_up;
  plan_->horizon = c.run.horizon;
  plan_->years = static_cast<std::size_t>(std::llround(c.run.horizon / config::year));
  plan_->seed = static_cast<std::uint32_t>(c.run.seed);
  plan_->d_blind = separation(c.abuse.reading.auc_blind);
  plan_->d_full = separation(c.abuse.reading.auc_full);
  plan_->relationship_rate = c.abuse.relationships.new_per_1000 * residents / 1000 / config::year;
  const config::Incidents& incidents = c.abuse.incidents;
  plan_->recency = Recency(incidents.recency_shape, incidents.recency_reference, incidents.recency_cap);
  const config::TierMoves& moves = c.abuse.tier_moves;
  for (std::size_t t = 0; t < tiers; ++t)
    plan_->most_tier_moves =
        std::max(plan_->most_tier_moves, moves.up.of[t] * moves.unmet_need_ratio + moves.down.of[t]);
  if (plan_->most_tier_moves > plan_->tier_candidates.highest())
    diagnostics_.error({}, "abuse.tier_moves",
                       fmt::format("moves up and down come to {:.3g} a day; expected at most {:.3g}",
                                   plan_->most_tier_moves, plan_->tier_candidates.highest()));
  std::map<int, double> deflator;
  for (const auto& d : c.prices.deflator) deflator[static_cast<int>(d.year)] = d.index;
  try {
    prices_.emplace(static_cast<int>(c.prices.base_year), std::move(deflator));
  } catch (const std::invalid_argument&) {
    diagnostics_.error(c.prices.base_year_place, "prices.base_year",
                       "the deflator does not hold " + std::to_string(static_cast<int>(c.prices.base_year)));
  }
  plan_->catalogue = Catalogue(plan_->areas);
  for (const auto& p : promised) plan_->catalogue.add(p.name, p.unit, p.definition);
  plan_->living_slope = plan_->catalogue.add("slope.relationships", "relationships a year",
                                             "least-squares slope of the number of relationships that have not ended");
  plan_->active_slope = plan_->catalogue.add("slope.active_relationships", "relationships a year",
                                             "least-squares slope of the number of relationships in an active spell");
  plan_->police_incidents = plan_->catalogue.find("police_incidents");
  for (const auto& agency : plan_->agencies)
    plan_->agency_metric.push_back(plan_->catalogue.add("cost_agency." + agency, "£", "spending by " + agency));
}

void Compiler::costs(std::vector<CompiledCost>& out, const std::vector<config::Cost>& in, const std::string& owner,
                     const std::string& path) {
  for (const config::Cost& c : in) {
    CompiledCost cost;
    economics::Line line;
    line.name = c.line.empty() ? owner : c.line;
    line.agency = find(plan_->agencies, c.agency.name, c.agency.place, path + ".cost.agency", "agency");
    line.kind = static_cast<economics::Kind>(c.kind);
    line.new_model = c.new_model;
    const auto line_number = [&](bool headline) {
      economics::Line wanted = line;
      wanted.headline = headline;
      const auto found = std::find(plan_->lines.begin(), plan_->lines.end(), wanted);
      if (found != plan_->lines.end()) return static_cast<std::size_t>(found - plan_->lines.begin());
      plan_->lines.push_back(wanted);
      plan_->line_metric.push_back(
          headline ? plan_->catalogue.add("cost_line." + wanted.name, "£", "spending on " + wanted.name) : none16);
      return plan_->lines.size() - 1;
    };
    cost.line = line_number(true);
    cost.line_outside = line_number(false);
    const int price_year = static_cast<int>(c.price_year);
    if (prices_ && !prices_->knows(price_year)) {
      diagnostics_.error(c.price_year_place, path + ".cost.price_year",
                         "the deflator does not hold " + std::to_string(price_year));
      continue;
    }
    const auto price = [&](economics::Pence pence) {
      const economics::Pence real = prices_ ? prices_->real(pence, price_year) : pence;
      return static_cast<economics::Pence>(std::llround(static_cast<double>(real) * c.counted));
    };
    cost.per_case = price(c.per_case);
    cost.per_day = price(c.per_day);
    cost.per_year = price(c.per_year);
    out.push_back(cost);
  }
}

void Compiler::resource(CompiledSystem& out, const std::string& name, const config::Capacity& c, std::size_t split) {
  CompiledResource r;
  r.name = name;
  r.split = static_cast<Split>(split);
  if (c.places) r.units = *c.places;
  if (c.fte) r.units = *c.fte * c.caseload.value_or(1);
  r.units *= 1 - c.dilution;
  if (c.waiting_room) r.room = *c.waiting_room;
  r.until_fall = c.until_fall;
  for (const auto& step : c.steps) r.steps.push_back({day(step.since), step.share});
  std::stable_sort(r.steps.begin(), r.steps.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  out.resources.push_back(std::move(r));
}

void Compiler::sharing(const scenario::Named<config::Resource>& in, const std::string& path) {
  const config::Capacity& c = in.value.capacity;
  if (c.places ? c.fte || c.caseload : !c.fte || !c.caseload)
    diagnostics_.error(in.place, path + ".capacity", "a resource needs places, or fte and caseload");
}

/// A service's own capacity is there from its first day to its last.
void Compiler::open_and_close(CompiledResource& r, Time start, Time end) {
  double at_start = 1;
  for (const CapacityStep& step : r.steps)
    if (step.at <= start) at_start = step.share;
  std::erase_if(r.steps, [&](const CapacityStep& step) { return step.at <= start || step.at >= end; });
  if (start > -forever) r.steps.insert(r.steps.begin(), {{-forever, 0, false}, {start, at_start, false}});
  if (end < forever) r.steps.push_back({end, 0, true});
}

void Compiler::service_metrics(CompiledService& s) {
  Catalogue& m = plan_->catalogue;
  const std::string& l = s.label;
  const bool places = s.kind == Kind::places;
  s.metrics.referrals = m.add(l + (places ? "_requests" : "_referrals"), places ? "requests" : "referrals",
                              "people referred to " + l + ", before taking it up");
  s.metrics.cases = m.add(l + "_cases", "cases", "cases begun at " + l);
  s.metrics.wait = m.add(l + "_wait_days", "days", "wait from referral to start, of cases begun at " + l, Form::ratio);
  s.metrics.declined = m.add(l + "_declined", "referrals", "referrals to " + l + " not taken up");
  s.metrics.reneged = m.add(l + "_reneged", "referrals", "people who gave up waiting for " + l);
  s.metrics.turned_away =
      m.add(l + "_turned_away_share", "share", "requests to " + l + " with no space for them, of all", Form::ratio);
  s.metrics.use = m.add(l + (places ? "_occupancy" : "_utilisation"), "share",
                        "units of " + l + " in use over units there, averaged over time", Form::ratio);
  s.metrics.stay = m.add(l + "_stay_days", "days", "length of cases closed at " + l, Form::ratio);
  s.metrics.waiting = m.add(l + "_waiting", "people", "people waiting for " + l + ", averaged over time", Form::ratio);
  s.metrics.repeat = m.add(l + "_repeat_share", "share", "repeat cases at " + l + ", of cases begun", Form::ratio);
  s.metrics.open = m.add(l + "_open", "cases", "open cases at " + l + ", averaged over time", Form::ratio);
  s.metrics.slope = m.add("slope." + l, "cases a year", "least-squares slope of open and waiting cases at " + l);
}

void Compiler::service(CompiledSystem& out, const scenario::Named<config::Service>& in, const std::string& path) {
  const config::Service& c = in.value;
  CompiledService s;
  s.name = in.name;
  s.label = c.label.empty() ? in.name : c.label;
  s.key = key_of(in.name);
  s.kind = static_cast<Kind>(c.kind);
  s.role = static_cast<Role>(c.who.role);
  s.assessed = c.who.assessed;
  s.conditions = c.who.conditions;
  s.marks = c.marks;
  if (c.agency)
    s.agency =
        static_cast<std::uint16_t>(find(plan_->agencies, c.agency->name, c.agency->place, path + ".agency", "agency"));
  if (!c.team.empty()) s.team = static_cast<std::uint16_t>(key_of(c.team) % 0xfffe);
  if (c.start) s.start = day(*c.start);
  if (c.end) s.end = day(*c.end);
  s.split = static_cast<Split>(c.split);
  s.by_priority = static_cast<Discipline>(c.queue.discipline) == Discipline::priority;
  s.patience = c.patience;
  s.duration = c.duration;
  if (c.engagement)
    for (std::size_t t = 0; t < tiers; ++t) s.engagement[t] = c.engagement->of[t];
  if (c.engagement) s.engagement[unassessed] = s.engagement[index(Tier::standard)];
  if (c.assessment) {
    s.assessment = {c.assessment->medium, c.assessment->high, c.assessment->risk_aversion,
                    std::vector<double>(plan_->agencies.size(), 0)};
    for (const auto& share : c.assessment->sees) {
      const std::size_t agency = find(plan_->agencies, share.name, share.place, path + ".assessment.sees", "agency");
      if (agency < plan_->agencies.size()) s.assessment->sees[agency] = share.share;
    }
    if (s.agency < plan_->agencies.size()) s.assessment->sees[s.agency] = 1;
  }
  if (c.protects) {
    s.log_hazard_ratio = std::log(std::max(c.protects->hazard_ratio, 1e-6));
    s.half_life = c.protects->half_life;
  }
  s.tells_story = c.tells_story;
  s.rereferral_within = c.rereferral_within;
  s.handoff = c.handoff;
  s.background = c.background;
  costs(s.costs, c.costs, s.name, path);
  for (const auto& name : c.counts)
    s.counts.push_back(plan_->catalogue.add(name.name, "cases", "cases begun at services that count towards it"));
  if (!c.counts_days.empty())
    s.counts_days = plan_->catalogue.add(c.counts_days, "days", "days in services that count towards it");

  const config::Capacity capacity = c.capacity.value_or(config::Capacity{});
  const bool batch = s.kind == Kind::meeting || s.kind == Kind::programme;
  const auto error = [&](std::string_view key, const std::string& message) {
    diagnostics_.error(in.place, path + (key.empty() ? "" : "." + std::string(key)), message);
  };
  if (in.name == "close") error("", "close is the way out; a service needs another name");
  if (c.uses && c.capacity) error("uses", "stands beside capacity: write one of them");
  if (capacity.fte && capacity.places) error("capacity", "places stands beside fte: write one of them");
  if (batch) {
    if (!capacity.slots || !capacity.every) error("capacity", "a meeting or a programme needs slots and every");
    s.slots = capacity.slots.value_or(1);
    s.every = capacity.every.value_or(1);
    s.first = capacity.first_after.value_or(s.every);
    s.preparation = capacity.preparation.value_or(0);
    s.minimum = capacity.minimum.value_or(1);
    if (s.kind == Kind::programme && !s.duration) error("duration", "missing; a programme has a length");
  } else if (c.uses) {
    std::vector<std::string> known;
    for (const auto& r : current_->resources) known.push_back(r.name);
    const std::size_t shared = find(known, c.uses->name, c.uses->place, path + ".uses", "resource");
    if (shared < known.size()) s.resource = static_cast<std::uint16_t>(shared);
  } else {
    if (s.kind == Kind::staff && !(capacity.fte && capacity.caseload))
      error("capacity", "staff needs fte and caseload, or uses");
    if (s.kind == Kind::places && !capacity.places) error("capacity", "places needs capacity.places, or uses");
    s.resource = static_cast<std::uint16_t>(out.resources.size());
    resource(out, s.name, capacity, c.split);
    open_and_close(out.resources.back(), s.start, s.end);
  }
  if ((s.kind == Kind::staff || s.kind == Kind::places) && !s.duration)
    error("duration", "missing; staff and places are held for a time");
  if (s.background && !s.background->duration && !s.duration)
    error("background.duration", "missing; the service has none of its own");
  service_metrics(s);
  out.services.push_back(std::move(s));
}

/// Ways on, once every service of the system has its number. What is wrong with them is reported by the pathway checks.
void Compiler::ways(CompiledSystem& out) {
  for (std::size_t i = 0; i < out.services.size(); ++i) {
    CompiledService& s = out.services[i];
    const auto found = std::find_if(current_->services.begin(), current_->services.end(),
                                    [&](const auto& in) { return in.name == s.name; });
    if (found == current_->services.end()) continue;
    const config::Service& c = found->value;
    const auto fill = [&](const config::Steps& steps, std::array<std::vector<Way>, tiers + 1>& to) {
      for (std::size_t g = 0; g <= tiers; ++g) {
        const auto& shares = steps.is_by_tier ? steps.by_tier[std::min(g, tiers - 1) * (g < tiers ? 1 : 0)] : steps.all;
        double cumulative = 0;
        for (const auto& share : shares)
          to[g].push_back({out.find(share.name), share.share, cumulative += share.share, key_of(share.name)});
      }
    };
    fill(c.next, s.next);
    fill(c.also, s.also);
    if (c.fallback) s.fallback = out.find(c.fallback->name);
  }
}

void Compiler::transition(CompiledSystem& out, const scenario::Named<config::System>& system) {
  const config::System& in = system.value;
  const std::string path = "systems." + system.name + ".transition";
  const CompiledSystem& baseline = plan_->systems[plan_->baseline];
  const std::vector<std::string> known = names(in.services);
  for (const auto& line : in.transition)
    if (baseline.find(line.name) == none16)
      diagnostics_.error(
          line.place, path + "." + line.name,
          "the baseline has no such service" +
              scenario::did_you_mean(line.name, names(plan_->scenario.systems[plan_->baseline].value.services)));
  for (std::size_t b = 0; b < baseline.services.size(); ++b) {
    const std::string& name = baseline.services[b].name;
    CompiledTransition t;
    const auto line =
        std::find_if(in.transition.begin(), in.transition.end(), [&](const auto& l) { return l.name == name; });
    if (line == in.transition.end()) {
      if (!baseline.services[b].intake) {
        out.transition.push_back(t);
        continue;
      }
      diagnostics_.error(in.transition.empty() ? system.place : in.transition.front().place, path,
                         "missing line for the baseline service \"" + name +
                             "\": write keep, drain until DATE or transfer to SERVICE");
    } else if (line->value == "keep") {
      t.to = out.find(name);
      if (t.to == none16)
        diagnostics_.error(line->place, path + "." + name, "keep: this system has no service of that name");
    } else if (line->value.starts_with("drain until ")) {
      const auto date = scenario::parse_date(line->value.substr(12));
      if (!date) {
        diagnostics_.error(line->place, path + "." + name,
                           "expected a date such as 2014-10-01, got \"" + line->value.substr(12) + "\"");
      } else {
        t.to = out.find(name);
        if (t.to == none16) {  // the baseline's own service, which only drains
          CompiledService drained = baseline.services[b];
          drained.intake = false;
          drained.drain_until = day(*date);
          for (auto& w : drained.next) w.assign(1, {none16, 1, 1, key_of("close")});
          for (auto& w : drained.also) w.clear();
          drained.fallback = none16;
          drained.background.reset();
          for (auto& cost : drained.costs) cost.per_year = 0;
          if (drained.resource != none16) {
            out.resources.push_back(baseline.resources[drained.resource]);
            drained.resource = static_cast<std::uint16_t>(out.resources.size() - 1);
          }
          t.to = static_cast<std::uint16_t>(out.services.size());
          out.services.push_back(std::move(drained));
        } else {
          out.services[t.to].drain_until = day(*date);
        }
      }
    } else if (line->value.starts_with("transfer to ")) {
      const std::string to = line->value.substr(12);
      t.to = out.find(to);
      t.transfer = true;
      if (t.to == none16)
        diagnostics_.error(line->place, path + "." + name,
                           "no service \"" + to + "\"" + scenario::did_you_mean(to, known));
    } else {
      diagnostics_.error(line->place, path + "." + name,
                         "expected keep, drain until DATE or transfer to SERVICE, got \"" + line->value + "\"");
    }
    out.transition.push_back(t);
  }
}

void Compiler::system(const scenario::Named<config::System>& in) {
  const config::System& c = in.value;
  current_ = &c;
  CompiledSystem out;
  const std::string path = "systems." + in.name;
  out.name = in.name;
  out.title = c.title;
  out.handoff = c.handoff;
  for (const auto& r : c.resources) {
    sharing(r, path + ".resources." + r.name);
    resource(out, r.name, r.value.capacity, r.value.split);
  }
  for (const auto& s : c.services) service(out, s, path + ".services." + s.name);
  ways(out);
  const std::vector<std::string> services = names(c.services);
  for (const auto& r : c.routes) {
    CompiledRoute route;
    const std::string at = path + ".routes." + r.name;
    route.name = r.name;
    route.key = key_of(r.name);
    route.slot =
        static_cast<std::uint32_t>(std::find(route_names_.begin(), route_names_.end(), r.name) - route_names_.begin());
    route.enters = static_cast<std::uint16_t>(
        find(services, r.value.enters.name, r.value.enters.place, at + ".enters", "service"));
    route.agency = static_cast<std::uint16_t>(
        find(plan_->agencies, r.value.agency.name, r.value.agency.place, at + ".agency", "agency"));
    route.after_incident = r.value.after_incident.of;
    route.contacts = r.value.contacts;
    route.trust_weight = r.value.trust_weight;
    route.disclosure_ratio = r.value.disclosure_ratio;
    for (const auto& name : r.value.counts) {
      route.counts.push_back(
          plan_->catalogue.add(name.name, "presentations", "presentations by routes that count towards it"));
      route.is_police = route.is_police || name.name == "police_incidents";
    }
    out.routes.push_back(std::move(route));
  }
  for (const auto& p : c.prevention) {
    CompiledPrevention prevention{day(p.value.start), p.value.onset_ratio, p.value.disclosure_ratio, {}};
    costs(prevention.costs, p.value.costs, p.name, path + ".prevention." + p.name);
    out.prevention.push_back(std::move(prevention));
  }
  double ratio = 1;
  for (const auto& p : out.prevention) ratio *= std::max(1.0, p.disclosure_ratio);
  for (const auto& r : out.routes) out.most_contacts += r.contacts * std::max(1.0, r.disclosure_ratio) * ratio;
  if (out.most_contacts > plan_->contact_candidates.highest())
    diagnostics_.error(in.place, path + ".routes",
                       fmt::format("contacts come to {:.3g} a day over all routes, with every ratio at its highest; "
                                   "expected at most {:.3g}",
                                   out.most_contacts, plan_->contact_candidates.highest()));
  std::uint32_t slot = 0;
  for (const auto& q : plan_->scenario.abuse.consequences) {
    const std::uint32_t own = slot++;
    const std::uint16_t enters = out.find(q.value.enters.name);
    if (enters == none16) {
      diagnostics_.error(q.value.enters.place, "abuse.consequences." + q.name + ".enters",
                         "system \"" + in.name + "\" has no service \"" + q.value.enters.name + "\"" +
                             scenario::did_you_mean(q.value.enters.name, services));
      continue;
    }
    CompiledSystem::Consequence consequence{
        key_of(q.name),   own,           enters, static_cast<Trigger>(q.value.of), {}, q.value.lag,
        q.value.from_age, q.value.to_age};
    consequence.chance.fill(q.value.share);
    if (q.value.by_severity) consequence.chance = q.value.by_severity->of;
    out.consequences.push_back(std::move(consequence));
  }
  plan_->systems.push_back(std::move(out));
}

std::shared_ptr<const Plan> Compiler::run(const std::vector<std::string>& only) {
  config::Scenario& c = plan_->scenario;
  const std::vector<std::string> all = names(c.systems);
  for (const auto& system : c.systems)
    for (const auto& route : system.value.routes)
      if (std::find(route_names_.begin(), route_names_.end(), route.name) == route_names_.end())
        route_names_.push_back(route.name);
  const std::size_t baseline = find(all, c.baseline.name, c.baseline.place, "baseline", "system");
  for (const auto& name : only) find(all, name, {}, "--systems", "system");
  diagnostics_.throw_if_errors();
  std::vector<scenario::Named<config::System>> kept;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (i == baseline || only.empty() || std::find(only.begin(), only.end(), all[i]) != only.end())
      kept.push_back(std::move(c.systems[i]));
  c.systems = std::move(kept);
  places_and_people();
  for (std::size_t i = 0; i < c.systems.size(); ++i) {
    if (c.systems[i].name == c.baseline.name) plan_->baseline = i;
    system(c.systems[i]);
  }
  for (std::size_t i = 0; i < c.systems.size(); ++i) {
    if (i != plan_->baseline) {
      transition(plan_->systems[i], c.systems[i]);
      continue;
    }
    for (std::uint16_t s = 0; s < plan_->systems[i].services.size(); ++s)
      plan_->systems[i].transition.push_back({s, false});
  }
  std::vector<std::string> metrics;
  for (const auto& metric : plan_->catalogue.metrics()) metrics.push_back(metric.name);
  for (std::size_t t = 0; t < c.targets.size(); ++t) {
    const std::string path = "targets." + std::to_string(t);
    find(metrics, c.targets[t].metric.name, c.targets[t].metric.place, path + ".metric", "metric");
    if (c.targets[t].system)
      find(all, c.targets[t].system->name, c.targets[t].system->place, path + ".system", "system");
  }
  return plan_;
}

}  // namespace

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
