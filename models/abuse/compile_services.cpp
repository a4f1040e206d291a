#include "models/abuse/compiler.hpp"

#include <algorithm>
#include <cmath>

namespace abuse {

std::vector<CapacityStep> Compiler::steps(const config::Capacity& c) const {
  std::vector<CapacityStep> out;
  for (const auto& step : c.steps) out.push_back({day(step.since), step.share});
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return out;
}

void Compiler::resource(CompiledSystem& out, const std::string& name, const config::Capacity& c, std::size_t split) {
  CompiledResource r;
  r.name = name;
  r.split = static_cast<Split>(split);
  if (c.places) r.units = *c.places;
  if (c.fte) r.units = *c.fte * c.caseload.value_or(1);
  r.units *= 1 - c.dilution;
  if (c.waiting_room) r.room = *c.waiting_room;
  r.steps = steps(c);
  r.until_fall = c.until_fall;
  if (c.until_fall) {
    r.double_running_months = plan_->catalogue.add(name + "_double_running_months", "months",
                                                   "months for which " + name + " was kept beside what replaces it");
    r.fall_reached =
        plan_->catalogue.add(name + "_fall_reached", "share",
                             "1 if in the period " + name +
                                 " was given up because fewer people came to high risk: the mean is the share of "
                                 "replications");
  }
  out.resources.push_back(std::move(r));
}

void Compiler::sharing(const scenario::Named<config::Resource>& in, const std::string& path) {
  const config::Capacity& c = in.value.capacity;
  fits(c, false, in.place, path + ".capacity");
  if (c.places ? c.fte || c.caseload : !c.fte || !c.caseload)
    diagnostics_.error(in.place, path + ".capacity", "a resource needs places, or fte and caseload");
}

/// Grows month by month, from the first month's part on, so that nothing stands idle at the start.
void Compiler::ramp_up(CompiledResource& r, Time start, Time over) {
  const auto months = static_cast<int>(std::ceil(over / (config::year / 12) - 1e-9));
  for (int m = 0; m < months; ++m) r.steps.push_back({start + m * over / months, (m + 1.0) / (months + 1)});
  if (months > 0) r.steps.push_back({start + over, 1});
}

/// A service's own capacity is there from its first day to its last.
void Compiler::open_and_close(CompiledResource& r, Time start, Time end) {
  const double at_start = share_at(r.steps, start);
  std::erase_if(r.steps, [&](const CapacityStep& step) { return step.at <= start || step.at >= end; });
  if (start > -forever) r.steps.insert(r.steps.begin(), {{-forever, 0, false}, {start, at_start, false}});
  if (end < forever) r.steps.push_back({end, 0, true});
}

/// A capacity may only say what its kind of resource has.
void Compiler::fits(const config::Capacity& c, bool batch, const Place& place, const std::string& path) {
  const auto for_batches = [&](std::string_view key, bool there) {
    if (!batch && there)
      diagnostics_.error(place, path + "." + std::string(key), "is for a meeting or a programme only");
  };
  const auto for_others = [&](std::string_view key, bool there) {
    if (batch && there) diagnostics_.error(place, path + "." + std::string(key), "is not for a meeting or a programme");
  };
  for_batches("slots", c.slots.has_value());
  for_batches("every", c.every.has_value());
  for_batches("first_after", c.first_after.has_value());
  for_batches("preparation", c.preparation.has_value());
  for_batches("starts", !c.starts.empty());
  for_batches("gaps", !c.gaps.empty());
  for_batches("minimum", c.minimum.has_value());
  for_others("fte", c.fte.has_value());
  for_others("caseload", c.caseload.has_value());
  for_others("places", c.places.has_value());
  for_others("until_fall", c.until_fall.has_value());
  const bool baseline = plan_->systems.size() == plan_->baseline;
  if (c.until_fall && baseline)
    diagnostics_.error(place, path + ".until_fall", "is for a system that takes over from the baseline");
  if (c.until_fall && !baseline && plan_->warm_up < config::year)
    diagnostics_.warning(
        place, path + ".until_fall",
        "the warm-up is shorter than the year to compare with, so that fewer seem to have come to high "
        "risk before");
}

/// Services that share a resource stand in one line, which has one order.
void Compiler::one_line(const CompiledSystem& out, const CompiledService& s, const Place& place,
                        const std::string& path) {
  for (const CompiledService& other : out.services) {
    if (other.resource != s.resource || other.discipline == s.discipline) continue;
    diagnostics_.error(place, path + ".queue",
                       "goes by " + std::string(discipline_names[index(s.discipline)]) + ", but " + other.name +
                           ", which uses the same resource, by " +
                           std::string(discipline_names[index(other.discipline)]) +
                           ": expected one order for one line");
    return;
  }
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
  s.metrics.turned_away = m.add(l + "_turned_away", places ? "requests" : "referrals",
                                "people referred to " + l + " who found no space to be taken or to wait");
  s.metrics.refused = m.add(l + "_refused", places ? "requests" : "referrals",
                            "people not eligible for " + l + ", sent on before they count among those referred to it");
  s.metrics.turned_away_share =
      m.add(l + "_turned_away_share", "share", "requests to " + l + " with no space for them, of all", Form::ratio);
  s.metrics.use = m.add(l + (places ? "_occupancy" : "_utilisation"), "share",
                        "units of " + l + " in use over units there, averaged over time", Form::ratio);
  s.metrics.stay = m.add(l + "_stay_days", "days", "length of cases closed at " + l, Form::ratio);
  s.metrics.waiting = m.add(l + "_waiting", "people", "people waiting for " + l + ", averaged over time", Form::ratio);
  s.metrics.repeat = m.add(l + "_repeat_share", "share", "repeat cases at " + l + ", of cases begun", Form::ratio);
  s.metrics.open = m.add(l + "_open", "cases", "open cases at " + l + ", averaged over time", Form::ratio);
  s.metrics.slope = m.add("slope." + l, "cases a year", "least-squares slope of open and waiting cases at " + l);
}

CompiledService::Assessment Compiler::assessment(const config::Assessment& in, std::uint16_t agency,
                                                 const std::string& path) {
  CompiledService::Assessment out{in.medium, in.high, in.risk_aversion, std::vector<double>(plan_->agencies.size(), 0)};
  for (const auto& share : in.sees) {
    const std::size_t a = find(plan_->agencies, share.name, share.place, path + ".sees", "agency");
    if (a < plan_->agencies.size()) out.sees[a] = share.share;
  }
  if (agency < plan_->agencies.size()) out.sees[agency] = 1;
  return out;
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
  record(s, in, path);
  s.marks = c.marks;
  if (c.agency)
    s.agency =
        static_cast<std::uint16_t>(find(plan_->agencies, c.agency->name, c.agency->place, path + ".agency", "agency"));
  if (!c.team.empty()) s.team = static_cast<std::uint16_t>(key_of(c.team) % 0xfffe);
  if (c.start) s.start = day(*c.start);
  if (c.end) s.end = day(*c.end);
  s.split = static_cast<Split>(c.split);
  s.discipline = static_cast<Discipline>(c.queue.discipline);
  s.deadline = c.deadline;
  s.patience = c.patience;
  s.duration = c.duration;
  s.taken_up = c.engagement.has_value();
  if (c.engagement)
    for (std::size_t t = 0; t < tiers; ++t) s.engagement[t] = c.engagement->of[t];
  if (c.engagement) s.engagement[unassessed] = s.engagement[index(Tier::standard)];
  s.move_on = c.move_on;
  if (c.assessment) s.assessment = assessment(*c.assessment, s.agency, path + ".assessment");
  if (c.review) {
    if (s.role != Role::victim)
      diagnostics_.error(in.place, path + ".review", "is for services whose cases are victims'");
    s.review = {c.review->every,
                assessment(c.review->assessment, s.agency, path + ".review.assessment"),
                {},
                c.review->step_down};
  }
  if (c.protects) {
    s.log_hazard_ratio = std::log(std::max(c.protects->hazard_ratio, 1e-6));
    s.half_life = c.protects->half_life;
  }
  s.tells_story = c.tells_story;
  s.rereferral_within = c.rereferral_within;
  if (c.rereferral_within > 0 && s.role != Role::victim)
    diagnostics_.error(in.place, path + ".rereferral_within", "is for services whose cases are victims'");
  s.reporting_ratio = c.reporting_ratio;
  if (c.reporting_ratio != 1 && s.role == Role::child)
    diagnostics_.error(in.place, path + ".reporting_ratio",
                       "is for services whose cases are victims' or perpetrators'");
  s.handoff = c.handoff;
  s.background = c.background;
  costs(s.costs, c.costs, s.name, path, c.capacity && c.capacity->fte);
  for (const auto& name : c.counts)
    s.counts.push_back(plan_->catalogue.add(name.name, "cases", "cases begun at services that count towards it"));
  feeds(s, c);
  if (!c.counts_days.empty())
    s.counts_days = plan_->catalogue.add(c.counts_days, "days", "days in services that count towards it");

  const config::Capacity capacity = c.capacity.value_or(config::Capacity{});
  const bool batch = s.kind == Kind::meeting || s.kind == Kind::programme;
  const auto error = [&](std::string_view key, const std::string& message) {
    diagnostics_.error(in.place, path + (key.empty() ? "" : "." + std::string(key)), message);
  };
  if (in.name == "close") error("", "close is the way out; a service needs another name");
  fits(capacity, batch, in.place, path + ".capacity");
  if (batch && c.background) error("background", "a meeting or a programme takes none");
  if (c.uses && c.capacity) error("uses", "stands beside capacity: write one of them");
  if (capacity.fte && capacity.places) error("capacity", "places stands beside fte: write one of them");
  if (batch) {
    if (!capacity.slots || (!capacity.every && capacity.starts.empty()))
      error("capacity", "a meeting or a programme needs slots and every, or slots and starts");
    s.slots = capacity.slots.value_or(1) * (1 - capacity.dilution);
    s.slot_steps = steps(capacity);
    s.dates = dates(capacity);
    s.preparation = capacity.preparation.value_or(0);
    s.minimum = capacity.minimum.value_or(1);
    s.room = capacity.waiting_room.value_or(s.room);
    if (s.kind == Kind::programme && !s.duration) error("duration", "missing; a programme has a length");
  } else if (c.uses) {
    std::vector<std::string> known;
    for (const auto& r : current_->resources) known.push_back(r.name);
    const std::size_t shared = find(known, c.uses->name, c.uses->place, path + ".uses", "resource");
    if (shared < known.size()) {
      s.resource = static_cast<std::uint16_t>(shared);
      one_line(out, s, c.uses->place, path);
    }
  } else {
    if (s.kind == Kind::staff && !(capacity.fte && capacity.caseload))
      error("capacity", "staff needs fte and caseload, or uses");
    if (s.kind == Kind::places && !capacity.places) error("capacity", "places needs capacity.places, or uses");
    s.resource = static_cast<std::uint16_t>(out.resources.size());
    s.posts = capacity.fte.value_or(0);
    resource(out, s.name, capacity, c.split);
    if (capacity.ramp_up > 0 && !c.start) error("capacity.ramp_up", "needs a service with a start");
    if (capacity.ramp_up > 0 && !capacity.steps.empty()) error("capacity.ramp_up", "stands beside steps: write one");
    ramp_up(out.resources.back(), s.start, capacity.ramp_up);
    open_and_close(out.resources.back(), s.start, std::min(s.end, capacity.kept_at_most.value_or(forever)));
  }
  if ((s.kind == Kind::staff || s.kind == Kind::places) && !s.duration)
    error("duration", "missing; staff and places are held for a time");
  if (s.background && !s.background->duration && !s.duration)
    error("background.duration", "missing; the service has none of its own");
  s.may_turn_away = s.kind == Kind::places || s.room < forever ||
                    (s.resource < out.resources.size() && out.resources[s.resource].room < forever);
  service_metrics(s);
  children(s, in, path);
  status(s, c, path);
  drops_out(s, c);
  breach(s, c, in.place, path);
  spares(s, c, path);
  if (c.by_group) {
    plan_->catalogue.add_groups(s.metrics.referrals, "background=yes");
    if (s.may_turn_away) plan_->catalogue.add_groups(s.metrics.turned_away, "background=yes");
  }
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
    const auto fill_early = [&](const std::vector<config::Share>& shares, std::vector<Way>& to) {
      double cumulative = 0;
      for (const auto& share : shares)
        to.push_back({out.find(share.name), share.share, cumulative += share.share, key_of(share.name)});
    };
    if (c.drops_out) fill_early(c.drops_out->next, s.drops_out->next);
    if (c.breach) fill_early(c.breach->next, s.breach->next);
    if (c.review)
      for (const auto& share : c.review->step_up)
        s.review->step_up.push_back({out.find(share.name), share.share, 0, key_of(share.name)});
    for (const CompiledService& other : out.services)
      s.keeps_unit =
          s.keeps_unit || (&other != &s && are_one(other, s) && s.resource != none16 && other.resource == s.resource);
    if (c.fallback) s.fallback = out.find(c.fallback->name);
    if (c.when_full && c.when_full->sends) s.when_full->sends = out.find(c.when_full->sends->name);
  }
}

}  // namespace abuse
