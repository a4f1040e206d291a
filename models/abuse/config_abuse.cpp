#include "models/abuse/config_parts.hpp"

#include <algorithm>

namespace abuse::config {

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
  if (static_cast<Trigger>(c.of) == Trigger::custody && f.has("by_severity"))
    f.error("by_severity", "custody has no severity: write share");
  f.number({"at_age", Unit::duration, 0, 18 * year,
            "shows when a child who was exposed before comes to that age; once a child, whatever the severity",
            optional, exact},
           c.at_age);
  f.number({"full_after", Unit::number, 1, 1000,
            "exposures before that age that bring the whole chance; fewer bring their part of it", optional},
           c.full_after);
  if (f.has("full_after") && !f.has("at_age")) f.error("full_after", "stands without at_age");
  f.number({"risk_ratio", Unit::number, 1, 100,
            "of those exposed against those who are not: of the share, only what exposure adds follows", optional},
           c.risk_ratio);
  if (f.has("at_age") && static_cast<Trigger>(c.of) != Trigger::exposure)
    f.error("at_age", "is of a child: expected of: exposure");
  for (const std::string_view key : {"by_severity", "lag", "from_age", "to_age"})
    if (f.has("at_age") && f.has(key)) f.error(key, "stands beside at_age: write one of them");
  if (f.has("risk_ratio") && f.has("by_severity")) f.error("risk_ratio", "is a factor on share, which is not there");
}

void describe(Fields& f, Reading& c) {
  f.number(
      {"auc_without_history", Unit::number, 0.5, 0.999,
       "AUC of truly high against truly standard when no history is seen, not even the assessor's own, or there is "
       "none: all that is read is the matter itself"},
      c.auc_without_history);
  f.number({"auc_full", Unit::number, 0.5, 0.999,
            "AUC when all history is seen that agencies held before the matter, the assessor's own included; between, "
            "the separation of the tiers follows the share of histories seen"},
           c.auc_full);
  f.number({"persistence", Unit::share, 0, 1,
            "correlation of the errors of two readings of somebody, of which the second is a review with news of them: "
            "another true tier, or another agency's history seen; without news a review reads the same. 1 if absent",
            optional},
           c.persistence);
  if (c.auc_full < c.auc_without_history)
    f.error("auc_full", fmt::format("expected at least auc_without_history ({:.10g}), got {:.10g}",
                                    c.auc_without_history, c.auc_full));
}

void describe(Fields& f, Abuse& c) {
  f.mapping({"relationships", "how abusive relationships begin, pause and end"}, c.relationships);
  f.mapping({"people", "who the victims and perpetrators are"}, c.people);
  f.mapping({"incidents", "how often and how severe"}, c.incidents);
  f.mapping({"tier_moves", "how danger rises and falls"}, c.tier_moves);
  f.mapping({"trust", "what telling the story again does"}, c.trust);
  f.mapping({"motivation", "a perpetrator's readiness to change"}, c.motivation);
  f.mapping({"record", "what police hold on a perpetrator, by which places for them may be given", optional}, c.record);
  f.named({"consequences", "what follows from incidents whether or not they are disclosed", optional}, c.consequences);
  f.mapping({"adult_outcomes", "what those exposed as children may meet as adults: an output only", optional},
            c.adult_outcomes);
  f.mapping({"reading", "how well an assessment tells truly dangerous abuse"}, c.reading);
  f.number({"duplicate_window", Unit::duration, 0, no_limit,
            "a second assessment by another service within this is a duplicate"},
           c.duplicate_window);
  f.mapping({"statuses", "what perpetrators and children can be said to be in", optional}, c.statuses);
}

}  // namespace abuse::config
