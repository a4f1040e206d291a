#include "models/abuse/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace abuse::config {

using scenario::Fields;
using scenario::Key;
using scenario::Need;
using scenario::no_limit;
using scenario::Param;
using scenario::Unit;

namespace {

constexpr Need required = Need::required, optional = Need::optional;
constexpr scenario::Certainty exact = scenario::Certainty::exact;

/// One number for each tier or severity, all under one declaration.
template <std::size_t N>
struct Each {
  Param param;
  const std::array<std::string_view, N>& names;
  std::array<double, N>& values;
};
template <std::size_t N>
void describe(Fields& f, Each<N>& each) {
  for (std::size_t i = 0; i < N; ++i) {
    Param param = each.param;
    param.key = each.names[i];
    f.number(param, each.values[i]);
  }
}

void by_tier(Fields& f, const Param& param, ByTier<double>& out) {
  Param inner = param;
  inner.need = required;
  Each<tiers> each{inner, tier_names, out.of};
  f.mapping({param.key, param.doc, param.need}, each);
}
void by_severity(Fields& f, const Param& param, BySeverity& out) {
  Param inner = param;
  inner.need = required;
  Each<severities> each{inner, severity_names, out.of};
  f.mapping({param.key, param.doc, param.need}, each);
}

template <class Values>
void must_sum_to_one(Fields& f, std::string_view key, const Values& values) {
  if (!f.has(key)) return;
  f.sums_to_one(key);
  double sum = 0;
  for (const double v : values) sum += v;
  if (std::abs(sum - 1) > 1e-9) f.error(key, fmt::format("shares sum to {:.10g}, expected 1", sum));
}

}  // namespace

void describe(Fields& f, Run& c) {
  f.date({"start", "first counted day; the warm-up lies before it"}, c.start);
  f.number({"warm_up", Unit::duration, 0, 100 * year, "length of the warm-up, run under the baseline", required, exact},
           c.warm_up);
  f.number({"horizon", Unit::duration, 1, 100 * year, "counted length, whole years", required, exact}, c.horizon);
  f.number({"replications", Unit::count, 1, 1e6, "sets of random numbers", required, exact}, c.replications);
  f.number({"seed", Unit::count, 0, 4294967295.0, "seed of every random number", required, exact}, c.seed);
  const double years = c.horizon / year;
  if (f.has("horizon") && std::abs(years - std::round(years)) > 1e-9)
    f.error("horizon", fmt::format("expected a whole number of years, got {:.6g}", years));
}

void describe(Fields& f, Area& c) {
  f.number({"residents", Unit::count, 1, 1e9, "people who live there"}, c.residents);
  f.number({"localities", Unit::count, 1, 100, "locality teams the area is divided into", optional}, c.localities);
  f.number({"rural", Unit::share, 0, 1, "share of residents in rural places", optional}, c.rural);
  f.text({"group", "areas of one group share what is split by group; a group of its own if absent", optional}, c.group);
}

void describe(Fields& f, Relationships::Ages& c) {
  f.numbers({"bounds", Unit::duration, 0, 18 * year, "limits of the age bands", required, exact}, c.bounds);
  f.numbers({"shares", Unit::share, 0, 1, "share of children in each band"}, c.shares);
  if (!c.bounds.empty() && !c.shares.empty() && c.bounds.size() != c.shares.size() + 1)
    f.error("bounds",
            fmt::format("expected one more limit than the {} shares, got {}", c.shares.size(), c.bounds.size()));
  if (!std::is_sorted(c.bounds.begin(), c.bounds.end())) f.error("bounds", "expected limits that rise");
  must_sum_to_one(f, "shares", c.shares);
}

void describe(Fields& f, Relationships& c) {
  f.number({"new_per_1000", Unit::number, 0, 1000, "abusive relationships beginning, a year for 1,000 residents"},
           c.new_per_1000);
  by_tier(f, {"tier", Unit::share, 0, 1, "true tier at onset"}, c.tier);
  must_sum_to_one(f, "tier", c.tier.of);
  f.distribution({"active_spell", Unit::duration, 0, no_limit, "length of an active spell"}, c.active_spell);
  f.distribution({"quiet_spell", Unit::duration, 0, no_limit, "length of a quiet spell between active ones"},
                 c.quiet_spell);
  by_tier(f, {"ends_after_spell", Unit::share, 0, 1, "chance that the abuse ends with an active spell"},
          c.ends_after_spell);
  f.number({"new_partner", Unit::share, 0, 0.95, "chance that the perpetrator begins another abusive relationship"},
           c.new_partner);
  f.distribution({"new_partner_after", Unit::duration, 0, no_limit, "time until that"}, c.new_partner_after);
  f.number({"together", Unit::share, 0, 1, "share of couples living together at onset"}, c.together);
  f.number({"female_victims", Unit::share, 0, 1, "share of victims who are women"}, c.female_victims);
  f.numbers({"children", Unit::share, 0, 1, "share of families with 0, 1, 2, ... children"}, c.children);
  must_sum_to_one(f, "children", c.children);
  f.mapping({"child_ages", "ages of children at onset"}, c.ages);
  f.number({"look_back", Unit::duration, year, 60 * year,
            "how far back relationships begin, so that the start is stationary"},
           c.look_back);
}

namespace {
struct Recency {
  Incidents& c;
};
void describe(Fields& f, Recency& r) {
  f.number(
      {"shape", Unit::number, 0.05, 1, "Weibull-like shape k: the hazard falls as time since the last, to the k - 1"},
      r.c.recency_shape);
  f.number({"reference", Unit::duration, 0.01, no_limit, "time since the last incident at which the tier's rate holds"},
           r.c.recency_reference);
  f.number({"cap", Unit::duration, 0.01, no_limit, "the kernel is capped at its value so long after an incident"},
           r.c.recency_cap);
}
struct SeverityByTier {
  Incidents& c;
};
void describe(Fields& f, SeverityByTier& s) {
  for (std::size_t t = 0; t < tiers; ++t) {
    by_severity(f, {tier_names[t], Unit::share, 0, 1, "severity of an incident in this true tier"}, s.c.severity.of[t]);
    must_sum_to_one(f, tier_names[t], s.c.severity.of[t].of);
  }
}
}  // namespace

void describe(Fields& f, Incidents& c) {
  by_tier(f, {"rate", Unit::rate, 0, 5, "incidents in an active spell, at the reference time since the last"}, c.rate);
  f.number({"frailty_shape", Unit::number, 0.05, 1000, "shape of the gamma frailty with mean 1"}, c.frailty_shape);
  Recency recency{c};
  f.mapping({"recency", "how the hazard falls with time since the last incident"}, recency);
  SeverityByTier severity{c};
  f.mapping({"severity", "shares of severities by true tier"}, severity);
  f.number({"children_present", Unit::share, 0, 1, "chance that the children at home are present"}, c.children_present);
  f.number({"fatal", Unit::share, 0, 1, "share of life-threatening incidents that end in homicide"}, c.fatal);
  by_severity(f, {"harm", Unit::duration, 0, no_limit, "mean harm of an incident, in days"}, c.harm);
  f.number({"harm_sigma", Unit::number, 0, 5, "sigma of the lognormal harm about its mean"}, c.harm_sigma);
}

void describe(Fields& f, TierMoves& c) {
  by_tier(f, {"up", Unit::rate, 0, 1, "rate of moving up a tier in an active spell"}, c.up);
  by_tier(f, {"down", Unit::rate, 0, 1, "rate of moving down a tier in an active spell"}, c.down);
  f.number({"unmet_need_ratio", Unit::number, 1, 10, "factor on moving up while a known need is not met"},
           c.unmet_need_ratio);
  if (c.up.of[2] != 0) f.error("up", "nothing lies above high: expected a rate of 0");
  if (c.down.of[0] != 0) f.error("down", "nothing lies below standard: expected a rate of 0");
}

void describe(Fields& f, Trust& c) {
  f.number({"loss", Unit::share, 0, 1, "part of the trust lost each time the story is told again"}, c.loss);
  f.number({"floor", Unit::share, 0, 1, "trust does not fall below this"}, c.floor);
  f.number({"weight", Unit::share, 0, 1, "how far taking up a service follows trust"}, c.weight);
}

void describe(Fields& f, Motivation& c) {
  f.number({"after_arrest", Unit::share, 0, 1, "chance of being motivated to change right after an arrest"},
           c.after_arrest);
  f.number({"otherwise", Unit::share, 0, 1, "chance of it at other times"}, c.otherwise);
  f.number({"half_life", Unit::duration, 0.1, no_limit, "time in which the jump fades by half"}, c.half_life);
}

void describe(Fields& f, Consequence& c) {
  f.reference({"enters", "service the person comes to"}, c.enters);
  f.choice({"of", "what it follows"}, trigger_names, c.of);
  if (f.may_hold("by_severity")) {
    BySeverity chance;
    by_severity(f, {"by_severity", Unit::share, 0, 1, "chance by severity of the incident", optional}, chance);
    if (f.has("by_severity")) c.by_severity = chance;
  }
  f.number({"share", Unit::share, 0, 1, "chance, whatever the severity", optional}, c.share);
  f.distribution({"lag", Unit::duration, 0, no_limit, "time until it follows", optional}, c.lag);
  f.number({"from_age", Unit::duration, 0, 18 * year, "youngest child it follows for, when it follows", optional},
           c.from_age);
  f.number({"to_age", Unit::duration, 0, 18 * year, "oldest", optional}, c.to_age);
}

void describe(Fields& f, Reading& c) {
  f.number({"auc_blind", Unit::number, 0.5, 0.999, "AUC of a grade when no other agency's history is seen"},
           c.auc_blind);
  f.number({"auc_full", Unit::number, 0.5, 0.999, "AUC when all history is seen"}, c.auc_full);
  if (c.auc_full < c.auc_blind)
    f.error("auc_full", fmt::format("expected at least auc_blind ({:.10g}), got {:.10g}", c.auc_blind, c.auc_full));
}

void describe(Fields& f, Abuse& c) {
  f.mapping({"relationships", "how abusive relationships begin, pause and end"}, c.relationships);
  f.mapping({"incidents", "how often and how severe"}, c.incidents);
  f.mapping({"tier_moves", "how danger rises and falls"}, c.tier_moves);
  f.mapping({"trust", "what telling the story again does"}, c.trust);
  f.mapping({"motivation", "a perpetrator's readiness to change"}, c.motivation);
  f.named({"consequences", "what follows from incidents whether or not they are disclosed", optional}, c.consequences);
  f.mapping({"reading", "how well an assessment tells truly dangerous abuse"}, c.reading);
  f.number({"duplicate_window", Unit::duration, 0, no_limit,
            "a second assessment by another agency within this is a duplicate"},
           c.duplicate_window);
}

void describe(Fields& f, Route& c) {
  f.reference({"enters", "service at its front door"}, c.enters);
  f.reference({"agency", "whose history holds what is disclosed here"}, c.agency);
  by_severity(f, {"after_incident", Unit::share, 0, 1, "chance that an incident of this severity reaches the route"},
              c.after_incident);
  f.number({"contacts", Unit::rate, 0, 10, "contacts that are not incidents and would disclose, in an active spell"},
           c.contacts);
  f.number({"trust_weight", Unit::share, 0, 1, "how far the chance follows trust"}, c.trust_weight);
  f.number({"disclosure_ratio", Unit::number, 0, 10, "what this system does to the chance", optional},
           c.disclosure_ratio);
  f.references({"counts", "metrics that a presentation adds one to", optional}, c.counts);
  f.number({"volume", Unit::rate, 0, no_limit, "presentations expected, for checks before a run", optional}, c.volume);
}

void describe(Fields& f, Assessment& c) {
  f.number({"medium", Unit::number, -10, 10, "threshold of the reading for medium, in standard deviations"}, c.medium);
  f.number({"high", Unit::number, -10, 10, "threshold of the reading for high"}, c.high);
  f.number({"risk_aversion", Unit::number, 0, 5, "by how much the threshold for high is lowered", optional},
           c.risk_aversion);
  f.shares({"sees", "agency: chance that its history is seen here", optional}, c.sees);
  if (c.high - c.risk_aversion < c.medium)
    f.error("high", fmt::format("expected at least the threshold for medium plus risk_aversion ({:.10g}), got {:.10g}",
                                c.medium + c.risk_aversion, c.high));
}

void describe(Fields& f, Capacity::Step& c) {
  f.date({"since", "day on which the capacity changes"}, c.since);
  f.number({"share", Unit::share, 0, 100, "of the stated capacity, from then on"}, c.share);
}

void describe(Fields& f, Capacity::Start& c) {
  f.date({"on", "day on which a cohort starts or a meeting sits"}, c.on);
  f.flag({"yearly", "on that day of every year, before and after", optional}, c.yearly);
}

void describe(Fields& f, Capacity::Gap& c) {
  f.date({"since", "no meeting and no cohort start from this day on"}, c.since);
  f.date({"until", "up to, but not on, this one"}, c.until);
  f.flag({"yearly", "on those days of every year, before and after", optional}, c.yearly);
  if (c.until <= c.since) f.error("until", "expected a day after since");
  if (c.yearly && c.until - c.since >= 365) f.error("until", "expected less than a year after since, as it is yearly");
}

void describe(Fields& f, Capacity& c) {
  f.number({"fte", Unit::number, 0, 1e6, "posts in full-time equivalents", optional}, c.fte);
  f.number({"caseload", Unit::caseload, 0.1, 1000, "open cases a post holds", optional}, c.caseload);
  f.number({"places", Unit::count, 0, 1e7, "places, or people in attention at once", optional}, c.places);
  f.number({"slots", Unit::count, 1, 1e6, "cases a meeting hears, people a cohort takes", optional}, c.slots);
  f.number({"every", Unit::duration, 0.01, no_limit, "time between meetings or cohort starts", optional}, c.every);
  f.number({"first_after", Unit::duration, 0, no_limit, "first date, from the start of the run", optional},
           c.first_after);
  f.number({"preparation", Unit::duration, 0, no_limit, "referrals later than this before the date wait for the next",
            optional},
           c.preparation);
  f.list({"starts", "dates of meetings or cohort starts; every and first_after are then not used", optional}, c.starts);
  f.list({"gaps", "holidays: a date that falls within one is left out", optional}, c.gaps);
  f.number({"minimum", Unit::count, 1, 1e6, "a cohort with fewer does not start", optional}, c.minimum);
  f.number({"waiting_room", Unit::count, 0, 1e7, "how many may wait; unlimited if absent", optional}, c.waiting_room);
  f.list({"steps", "changes of capacity in time; a fall lets open cases finish", optional}, c.steps);
  f.number({"dilution", Unit::share, 0, 1, "part of the capacity drawn to other work", optional}, c.dilution);
  f.number({"until_fall", Unit::share, 0, 1,
            "double running: kept until open high-risk cases have fallen by this share", optional},
           c.until_fall);
}

void describe(Fields& f, Queue& c) {
  f.choice({"discipline",
            "who is served first: who came first, who came last, the highest grade, or whose deadline is earliest"},
           discipline_names, c.discipline);
}

void describe(Fields& f, ByTier<Distribution>& c) {
  for (std::size_t t = 0; t < tiers; ++t)
    f.distribution({tier_names[t], Unit::duration, 0, no_limit,
                    t == 0 ? "for cases assessed at this tier, and the unassessed" : "for cases assessed at this tier"},
                   c.of[t]);
}

void describe(Fields& f, Protects& c) {
  f.number({"hazard_ratio", Unit::number, 0, 5, "factor on the hazard of an incident while it lasts"}, c.hazard_ratio);
  f.number(
      {"half_life", Unit::duration, 0, no_limit, "after the case closes the effect fades by half in this", optional},
      c.half_life);
}

void describe(Fields& f, Handoff& c) {
  f.distribution({"delay", Unit::duration, 0, no_limit, "time a referral takes"}, c.delay);
  f.number({"lost", Unit::share, 0, 1, "chance that it is lost"}, c.lost);
}

void describe(Fields& f, Background& c) {
  f.number({"cases", Unit::rate, 0, 1e5, "cases without domestic abuse that use the same capacity"}, c.cases);
  f.distribution(
      {"duration", Unit::duration, 0, no_limit, "how long they hold it; as the service's own if absent", optional},
      c.duration);
  f.flag({"counted", "they come with abuse from elsewhere: in the service's own metrics and costs", optional},
         c.counted);
}

void describe(Fields& f, Cost& c) {
  f.money({"per_case", Unit::money, 0, 1e12, "for each case begun", optional}, c.per_case);
  f.money({"per_day", Unit::money, 0, 1e12, "for each day a case is open", optional}, c.per_day);
  f.money({"per_year", Unit::money, 0, 1e14, "fixed, for each year the service runs", optional}, c.per_year);
  f.reference({"agency", "who pays"}, c.agency);
  f.choice({"kind", "reactive or preventive spending"}, cost_kind_names, c.kind);
  f.flag({"new_model", "counted in the cost of the new model", optional}, c.new_model);
  f.number({"counted", Unit::share, 0, 1, "share inside the perimeter of the comparison", optional}, c.counted);
  f.number({"price_year", Unit::count, 1990, 2100, "year of the prices", required, exact}, c.price_year);
  c.price_year_place = f.place("price_year");
  f.text({"line", "name of the cost line; the service's if absent", optional}, c.line);
}

namespace {
struct StepsByTier {
  std::array<std::vector<Share>, tiers>& by_tier;
  bool exclusive;  ///< one of them, so that they sum to one
};
void describe(Fields& f, StepsByTier& s) {
  for (std::size_t t = 0; t < tiers; ++t) {
    f.shares({tier_names[t], "for cases assessed at this tier", required}, s.by_tier[t]);
    if (s.exclusive) f.sums_to_one(tier_names[t]);
  }
}
void steps(Fields& f, std::string_view key, std::string_view key_by_tier, std::string_view doc, bool exclusive,
           Steps& out) {
  f.shares({key, doc, optional}, out.all);
  if (exclusive) f.sums_to_one(key);
  StepsByTier each{out.by_tier, exclusive};
  if (f.has(key_by_tier)) out.is_by_tier = true;
  if (f.has(key) && f.has(key_by_tier))
    f.error(key_by_tier, "stands beside " + std::string(key) + ": write one of them");
  f.mapping({key_by_tier, doc, optional}, each);
}
}  // namespace

void describe(Fields& f, For& c) {
  f.choice({"role", "whose case it is"}, role_names, c.role);
  f.choices({"assessed", "assessed tiers it takes; any if absent", optional}, tier_names, c.assessed);
  f.choices({"when", "what must be so", optional}, condition_names, c.conditions);
}

void describe(Fields& f, Service& c) {
  f.choice({"kind", "what kind of resource it is"}, kind_names, c.kind);
  f.mapping({"for", "who is eligible"}, c.who);
  f.reference({"agency", "who holds its records", optional}, c.agency);
  f.text({"label", "name under which its metrics are reported; its own if absent", optional}, c.label);
  f.text({"team", "hand-offs within a team take no time and are not lost", optional}, c.team);
  f.date({"start", "takes cases from this day", optional}, c.start);
  f.date({"end", "takes no new cases from this day", optional}, c.end);
  f.mapping({"capacity", "how much there is of it", optional}, c.capacity);
  f.reference({"uses", "resource it shares with other services, instead of a capacity of its own", optional}, c.uses);
  f.choice({"split", "one pool for the county, one a group of areas, one an area or one a locality", optional},
           split_names, c.split);
  f.mapping({"queue", "order of the waiting line", optional}, c.queue);
  f.mapping({"deadline", "due that long after the referral, for the discipline deadline", optional}, c.deadline);
  const bool by_deadline = static_cast<Discipline>(c.queue.discipline) == Discipline::deadline;
  if (by_deadline && !f.has("deadline")) f.error("queue", "the discipline deadline needs a deadline for each tier");
  if (!by_deadline && f.has("deadline")) f.error("deadline", "is used by the discipline deadline only");
  f.distribution({"patience", Unit::duration, 0, no_limit, "time after which people who wait give up", optional},
                 c.patience);
  f.distribution({"duration", Unit::duration, 0, no_limit, "time a case stays open", optional}, c.duration);
  if (f.may_hold("engagement")) {
    ByTier<double> engagement;
    by_tier(f, {"engagement", Unit::share, 0, 1, "share of referrals taken up, by tier", optional}, engagement);
    if (f.has("engagement")) c.engagement = engagement;
  }
  f.mapping({"assessment", "what makes it an assessment: the thresholds of its grades", optional}, c.assessment);
  f.mapping({"protects", "effect on the hazard of an incident", optional}, c.protects);
  f.choices({"marks", "what being here does to the person", optional}, mark_names, c.marks);
  f.flag({"tells_story", "the story is told anew here", optional}, c.tells_story);
  f.number({"rereferral_within", Unit::duration, 0, no_limit,
            "a known incident within this after a case brings a repeat case", optional},
           c.rereferral_within);
  f.mapping({"handoff", "hand-off to this service, instead of the system's", optional}, c.handoff);
  f.mapping({"background", "demand of families without domestic abuse", optional}, c.background);
  f.list({"cost", "what it costs, and whom", optional}, c.costs);
  f.references({"counts", "metrics that a case begun adds one to", optional}, c.counts);
  f.text({"counts_days", "metric that days in the service add up to", optional}, c.counts_days);
  steps(f, "next", "next_by_tier", "ways on, exclusive, with shares that sum to one; close is the exit", true, c.next);
  steps(f, "also", "also_by_tier", "referrals made beside that, each with its own chance", false, c.also);
  f.reference({"fallback", "where people go when it cannot take them: not open, full, not eligible", optional},
              c.fallback);
}

void describe(Fields& f, Resource& c) {
  f.mapping({"capacity", "how much there is of it"}, c.capacity);
  f.choice({"split", "one pool for the county, one a group of areas, one an area or one a locality", optional},
           split_names, c.split);
}

void describe(Fields& f, Prevention& c) {
  f.date({"start", "works from this day"}, c.start);
  f.number({"onset_ratio", Unit::share, 0, 1, "factor on relationships turning abusive", optional}, c.onset_ratio);
  f.number({"disclosure_ratio", Unit::number, 0, 10, "factor on the chance of disclosure over every route", optional},
           c.disclosure_ratio);
  f.list({"cost", "what it costs, and whom", optional}, c.costs);
}

void describe(Fields& f, System& c) {
  f.text({"title", "name for people to read"}, c.title);
  f.named({"routes", "ways in: route to front door"}, c.routes);
  f.mapping({"handoff", "a referral from one team to another"}, c.handoff);
  f.named({"resources", "capacity that several services share", optional}, c.resources);
  f.named({"services", "what this system runs"}, c.services);
  f.named({"prevention", "work before abuse begins", optional}, c.prevention);
  f.texts({"transition",
           "what happens to the open cases of each baseline service: keep, drain until DATE, transfer to SERVICE",
           optional},
          c.transition);
}

void describe(Fields& f, Deflator& c) {
  f.number({"year", Unit::count, 1990, 2100, "calendar year", required, exact}, c.year);
  f.number({"index", Unit::number, 0.001, 1e6, "GDP deflator"}, c.index);
}
void describe(Fields& f, Prices& c) {
  f.number({"base_year", Unit::count, 1990, 2100, "prices are converted to this year", required, exact}, c.base_year);
  c.base_year_place = f.place("base_year");
  f.list({"deflator", "GDP deflator by calendar year"}, c.deflator);
  std::set<double> years;
  for (const auto& d : c.deflator)
    if (!years.insert(d.year).second) f.error("deflator", fmt::format("{} stands twice", d.year));
}

void describe(Fields& f, Target& c) {
  f.reference({"metric", "simulated quantity"}, c.metric);
  f.text({"quantity", "what it is, in words"}, c.quantity);
  f.choice({"kind", "how it may be used"}, target_kind_names, c.kind);
  f.number({"value", Unit::number, -1e12, 1e12, "what was observed"}, c.value);
  f.number({"low", Unit::number, -1e12, 1e12, "lowest credible", optional}, c.low);
  f.number({"high", Unit::number, -1e12, 1e12, "highest credible", optional}, c.high);
  f.number({"scale", Unit::number, 1e-12, 1e12, "simulated values are multiplied by this first", optional}, c.scale);
  f.flag({"per_year", "compare the mean of the counted years instead of the horizon's total", optional}, c.per_year);
  f.reference({"system", "compare this system minus the baseline; the baseline itself if absent", optional}, c.system);
  f.flag({"relative", "of such a comparison: as a part of the baseline's value", optional}, c.relative);
  f.text({"unit", "unit of the value", optional}, c.unit);
  f.text({"source", "where it was observed"}, c.source);
  f.text({"remark", "what to bear in mind", optional}, c.note);
}

void describe(Fields& f, Scenario& c) {
  f.text({"model", "domestic_abuse"}, c.model);
  f.text({"title", "name for people to read"}, c.title);
  f.text({"purpose", "the question the scenario answers", optional}, c.purpose);
  f.reference({"baseline", "system the others are compared with"}, c.baseline);
  f.mapping({"run", "period, replications and seed"}, c.run);
  f.mapping({"prices", "base year and deflator"}, c.prices);
  f.references({"agencies", "who holds records and who pays"}, c.agencies);
  f.named({"areas", "places"}, c.areas);
  if (c.areas.empty()) f.error("areas", "expected at least one area");
  f.mapping({"abuse", "the abuse itself, the same under every system"}, c.abuse);
  f.named({"systems", "ways to organise services"}, c.systems);
  f.list({"targets", "observed quantities to compare the baseline with", optional}, c.targets);
}

}  // namespace abuse::config
