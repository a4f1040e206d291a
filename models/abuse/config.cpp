#include "models/abuse/config.hpp"

#include "models/abuse/config_parts.hpp"

namespace abuse::config {

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

void describe(Fields& f, Contact& c) {
  f.number({"rate", Unit::rate, 0, 10, "contacts of that kind in an active spell"}, c.rate);
  f.reference({"enters", "service the person comes to, instead of the route's front door", optional}, c.enters);
  f.flag({"with_children", "only where children live", optional}, c.with_children);
}

void describe(Fields& f, Route& c) {
  f.reference({"enters", "service at its front door"}, c.enters);
  f.reference({"agency", "whose history holds what is disclosed here"}, c.agency);
  by_severity(f, {"after_incident", Unit::share, 0, 1, "chance that an incident of this severity reaches the route"},
              c.after_incident);
  f.named(
      {"contacts", "contacts that are not incidents and would disclose: routine enquiry, school, helpline", optional},
      c.contacts);
  f.number({"trust_weight", Unit::share, 0, 1, "how far the chance follows trust"}, c.trust_weight);
  f.number({"disclosure_ratio", Unit::number, 0, 10, "what this system does to the chance", optional},
           c.disclosure_ratio);
  f.number(
      {"identifies", Unit::share, 0, 1, "chance that the perpetrator is named to the agency; 1 if absent", optional},
      c.identifies);
  f.references({"counts", "metrics that a presentation adds one to", optional}, c.counts);
  f.number({"volume", Unit::rate, 0, no_limit, "presentations expected, for checks before a run", optional}, c.volume);
}

void describe(Fields& f, Resource& c) {
  f.mapping({"capacity", "how much there is of it"}, c.capacity);
  f.choice({"split", "one pool for the county, one a group of areas, one an area or one a locality", optional},
           split_names, c.split);
}

void describe(Fields& f, Prevention& c) {
  f.date({"start", "works from this day"}, c.start);
  f.number({"builds_up", Unit::duration, 0, no_limit, "time from the start until it works in full", optional},
           c.builds_up);
  f.number({"onset_ratio", Unit::share, 0, 1, "factor on relationships turning abusive", optional}, c.onset_ratio);
  f.number({"hazard_ratio", Unit::number, 0, 5, "factor on the hazard of an incident, for everybody", optional},
           c.hazard_ratio);
  f.number({"disclosure_ratio", Unit::number, 0, 10, "factor on the chance of disclosure over every route", optional},
           c.disclosure_ratio);
  f.numbers_by_name({"disclosure_by_route", Unit::number, 0, 10, "the same for single routes", optional},
                    c.disclosure_by_route);
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

void describe(Fields& f, Study& c) {
  describe(f, c.texts);
  f.texts({"rationale", "why each system is looked at", optional}, c.rationale);
}

void describe(Fields& f, Scenario& c) {
  f.text({"model", "domestic_abuse"}, c.model);
  f.text({"title", "name for people to read"}, c.title);
  f.text({"purpose", "the question the scenario answers", optional}, c.purpose);
  f.mapping({"study", "what only people can say of the study, for the reporting standards", optional}, c.study);
  f.text({"evidence_set", "the one of evidence_sets whose numbers are in force", optional}, c.evidence_set);
  f.reference({"baseline", "system the others are compared with"}, c.baseline);
  f.mapping({"run", "period, replications and seed"}, c.run);
  f.mapping({"prices", "base year and deflator"}, c.prices);
  f.references({"agencies", "who holds records and who pays"}, c.agencies);
  f.named({"areas", "places"}, c.areas);
  if (c.areas.empty()) f.error("areas", "expected at least one area");
  f.mapping({"abuse", "the abuse itself, the same under every system"}, c.abuse);
  f.named({"systems", "ways to organise services"}, c.systems);
  f.named({"ratios", "metrics that are one metric over another", optional}, c.ratios);
  f.list({"targets", "observed quantities to compare the baseline with", optional}, c.targets);
  f.list({"outcomes", "the partnership's outcomes framework: what it said it would track", optional}, c.outcomes);
  f.mapping({"appraisal", "how costs and benefits are appraised; nothing is discounted without it", optional},
            c.appraisal);
  f.named({"claims", "falls that the partnership reported, to be looked at person by person", optional}, c.claims);
}

}  // namespace abuse::config
