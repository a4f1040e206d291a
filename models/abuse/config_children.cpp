#include "models/abuse/config_parts.hpp"

namespace abuse::config {

void describe(Fields& f, AdultOutcomes& c) {
  f.number({"risk_ratio", Unit::number, 0, 100,
            "of becoming a victim or a perpetrator as an adult: exposed as a child against not"},
           c.risk_ratio);
  f.number({"victims", Unit::share, 0, 1, "share of those not exposed who are abused as adults"}, c.victims);
  f.number({"perpetrators", Unit::share, 0, 1, "share of those not exposed who abuse as adults"}, c.perpetrators);
  f.choice({"from_severity", "mildest incident that counts as exposure", optional}, severity_names, c.from_severity);
  f.number({"exposed_before", Unit::share, 0, 1,
            "share of those exposed who had been before, in an earlier relationship of their parent: they are counted "
            "there and not again",
            optional},
           c.exposed_before);
}

void describe(Fields& f, Counted& c) {
  f.reference({"metric", "metric that is added to"}, c.metric);
  f.number({"share", Unit::share, 0, 1, "chance that a case counts; all do if absent", optional}, c.share);
  f.reference({"after", "only cases of a child who had a case of this service before", optional}, c.after);
  f.number({"within", Unit::duration, 0, no_limit, "and only if the last of those began no longer ago than this",
            optional, exact},
           c.within);
  f.number({"unseen", Unit::share, 0, 1,
            "chance that a child who had no such case here had one before that is not seen here: for another cause, or "
            "while the parent lived with somebody else",
            optional},
           c.unseen);
  for (const std::string_view key : {"within", "unseen"})
    if (f.has(key) && !f.has("after")) f.error(key, "stands without after");
}

void describe(Fields& f, WhenFull& c) {
  f.choice({"response", "people only wait; or a threshold lets only some in; or cases close early; or both"},
           response_names, c.response);
  f.number({"above", Unit::number, 0, 100,
            "cases open and waiting, over the units of the resource, from which on it is full"},
           c.above);
  f.number({"takes", Unit::share, 0, 1, "share of those referred whom it still takes by a higher threshold", optional},
           c.takes);
  f.reference({"sends", "where the others go; nowhere if absent", optional}, c.sends);
  f.number({"length", Unit::number, 0, 10, "factor on the time of cases that begin then: closed early", optional},
           c.length);
}

/// What a service says of children: whom it counts, how safe they need to be kept, what it does to the family.
void children(Fields& f, Service& c) {
  f.list({"counts_some", "metrics that some of the cases begun add one to", optional}, c.counts_some);
  f.text({"counts_of_age", "metric that cases which end because the child comes of age add one to", optional},
         c.counts_of_age);
  f.number(
      {"safeguarding", Unit::number, 0, 100,
       "level of safeguarding that a child with a case here needs, by convention; the highest of their cases counts",
       optional, exact},
      c.safeguarding);
  f.number({"trust_loss", Unit::share, 0, 1, "part of the victim's trust lost when a case of the family begins here",
            optional},
           c.trust_loss);
  f.mapping({"when_full", "what it does while its resource is full", optional}, c.when_full);
}

}  // namespace abuse::config
