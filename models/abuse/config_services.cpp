#include "models/abuse/config_parts.hpp"

namespace abuse::config {

void describe(Fields& f, Assessment& c) {
  f.number({"medium", Unit::number, -10, 10, "threshold of the reading for medium, in standard deviations"}, c.medium);
  f.number({"high", Unit::number, -10, 10, "threshold of the reading for high"}, c.high);
  f.number({"risk_aversion", Unit::number, 0, 5,
            "by how much the threshold for high is lowered where medium risk meets no help", optional},
           c.risk_aversion);
  f.shares({"sees", "agency: chance that its history is seen here; one's own agency's always is", optional}, c.sees);
  if (c.high < c.medium)
    f.error("high", fmt::format("expected at least the threshold for medium ({:.10g}), got {:.10g}", c.medium, c.high));
}

void describe(Fields& f, Review& c) {
  f.number({"every", Unit::duration, 1, no_limit, "time between two reviews of an open case"}, c.every);
  f.mapping({"assessment", "thresholds of the reading, and whose history is seen"}, c.assessment);
  f.shares({"step_up", "services brought in, each with its chance, when the grade rises", optional}, c.step_up);
  f.number({"step_down", Unit::share, 0, 1, "chance that the case closes when the grade falls", optional}, c.step_down);
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
  f.number({"ramp_up", Unit::duration, 0, 20 * year,
            "time in which a service with a start grows to its capacity, month by month", optional},
           c.ramp_up);
  f.number(
      {"until_fall", Unit::share, 0, 1,
       "double running: kept until fewer people by this share come to high risk in 12 months than in the last 12 of "
       "the baseline",
       optional},
      c.until_fall);
  f.number({"kept_at_most", Unit::duration, 1, no_limit,
            "double running: given up that long after the change of system even if they have not fallen", optional},
           c.kept_at_most);
  const double units = (1 - c.dilution) * (c.places ? *c.places : c.fte.value_or(0) * c.caseload.value_or(0));
  if ((c.places || (c.fte && c.caseload)) && units + 1e-9 < 1)
    f.error(c.dilution < 1 ? c.places ? "places" : "fte" : "dilution",
            fmt::format("comes to {:.2g} units, so that nobody could ever be taken; expected one at least", units));
  if (c.slots && *c.slots * (1 - c.dilution) + 1e-9 < 1)
    f.error("dilution", "leaves less than one slot, so that nobody could ever be taken");
  if (c.until_fall == 0.0) f.error("until_fall", "expected more than 0: without a fall it would end after a year");
  if (c.kept_at_most && !f.has("until_fall"))
    f.error("kept_at_most", "stands without until_fall; what ends on a known day has an end");
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
  f.number({"least_record", Unit::number, 0, 1e6, "that the perpetrator has at least, by abuse.record", optional},
           c.least_record);
}

namespace {
struct Engagement {
  double standard = 1;
  std::optional<double> medium, high;
};
void describe(Fields& f, Engagement& c) {
  f.number({"standard", Unit::share, 0, 1, "of cases assessed standard, and of the unassessed"}, c.standard);
  f.number({"medium", Unit::share, 0, 1, "of cases assessed medium; as standard if absent", optional}, c.medium);
  f.number({"high", Unit::share, 0, 1, "of cases assessed high; as standard if absent", optional}, c.high);
}
}  // namespace

void describe(Fields& f, Service& c) {
  f.choice({"kind", "what kind of resource it is"}, kind_names, c.kind);
  f.mapping({"for", "who is eligible"}, c.who);
  f.reference({"agency", "who holds its records", optional}, c.agency);
  f.text(
      {"label",
       "name under which its metrics are reported; its own if absent. Services of one label are one to the people in "
       "it: nobody is in two of them at once, and who moves on to another counts once",
       optional},
      c.label);
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
  f.distribution({"move_on", Unit::duration, 0, no_limit,
                  "how long the place is still held once the work is done, for want of somewhere to go", optional},
                 c.move_on);
  if (f.may_hold("engagement")) {
    Engagement engagement;
    f.mapping({"engagement",
               "share of referrals taken up, by tier; of victims it follows their trust. Nobody declines without it",
               optional},
              engagement);
    if (f.has("engagement"))
      c.engagement = ByTier<double>{{engagement.standard, engagement.medium.value_or(engagement.standard),
                                     engagement.high.value_or(engagement.standard)}};
  }
  f.mapping({"assessment", "what makes it an assessment: the thresholds of its grades", optional}, c.assessment);
  f.mapping({"review", "an open case is looked at again", optional}, c.review);
  f.mapping({"protects", "effect on the hazard of an incident", optional}, c.protects);
  f.number({"reporting_ratio", Unit::number, 0, 10,
            "factor on the chance that an incident reaches the police while the case is open", optional},
           c.reporting_ratio);
  f.choices({"marks", "what being here does to the person", optional}, mark_names, c.marks);
  f.flag({"tells_story", "the story is told anew here", optional}, c.tells_story);
  f.number({"rereferral_within", Unit::duration, 0, no_limit,
            "a known incident within this after a case brings a repeat case, whatever the grade then", optional},
           c.rereferral_within);
  f.mapping({"handoff", "hand-off to this service, instead of the system's", optional}, c.handoff);
  f.mapping({"background", "demand of families without domestic abuse", optional}, c.background);
  f.list({"cost", "what it costs, and whom", optional}, c.costs);
  f.references({"counts", "metrics that a case begun adds one to", optional}, c.counts);
  f.text({"counts_days", "metric that days in the service add up to", optional}, c.counts_days);
  children(f, c);
  f.flag({"by_group", "people referred, and those turned away, are reported by group too", optional}, c.by_group);
  f.reference(
      {"status", "what somebody is said to be in while their case is open here, one of abuse.statuses", optional},
      c.status);
  f.mapping({"drops_out", "a share of cases ends before its time, and goes elsewhere", optional}, c.drops_out);
  f.mapping({"breach", "what is not allowed while a case is open, and what comes of it", optional}, c.breach);
  f.mapping({"spares", "spending that days here take the place of: reported, and in no account", optional}, c.spares);
  steps(f, "next", "next_by_tier", "ways on, exclusive, with shares that sum to one; close is the exit", true, c.next);
  steps(f, "also", "also_by_tier", "referrals made beside that, each with its own chance", false, c.also);
  f.reference({"fallback", "where people go when it cannot take them: not open, full, not eligible", optional},
              c.fallback);
}

}  // namespace abuse::config
