#include "models/abuse/algorithms.hpp"
#include "models/abuse/shared_draw.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>

namespace abuse {

const Algorithm disclosure_algorithm{
    "Disclosure: how services come to know",
    "After an incident each route is reached with chance by severity x (1 - weight + weight x the victim's trust) x "
    "the system's ratio for that route x what prevention has done x, for the police, the ratios of open cases that "
    "change reporting. An incident may reach several routes.\n"
    "Contacts that are no incident (routine enquiry, school, helpline and the like) come from candidates of the "
    "couple's own measure, each of one kind, and disclose when the candidate lies under that kind's rate with the same "
    "factors.\n"
    "Whoever is reached holds a record of the victim from then on; the perpetrator is named to it with the route's "
    "probability. The person goes to the front door of the route. A known incident soon after a case of a service that "
    "takes repeats brings the couple back there."};

/// What training and awareness have done by now to the chance of disclosure on a route.
double World::trained(const CompiledRoute& route, Time now) const {
  double ratio = 1;
  if (!system().trains) return ratio;
  for (const CompiledPrevention& p : system().prevention)
    ratio *= 1 + (p.disclosure_ratio[route.number] - 1) * p.working(now);
  return ratio;
}

/// How much more, or less, of what happens to the couple is reported to the police because somebody works with one of
/// them: the product over the open cases of both.
double World::watched(std::uint32_t i) const {
  double ratio = 1;
  if (!system().watches) return ratio;
  const Relationship& r = relationships_[i];
  for (std::uint32_t c : {r.victim.first_case, perpetrators_[r.perpetrator].first_case})
    for (; c != none32; c = cases_[c].next_of_subject)
      if (cases_[c].state == Case::State::open) ratio *= system().services[cases_[c].service].reporting_ratio;
  return ratio;
}

/// Each route is reached, or not, by a draw of its own, so that an incident can be known on several at once.
bool World::disclose_incident(std::uint32_t i, Severity severity, double harm, std::uint64_t cause, SharedDraw& draw,
                              Context& ctx) {
  const CompiledRoute* disclosed = nullptr;
  const std::uint16_t before = relationships_[i].victim.known_to;
  for (const CompiledRoute& route : system().routes) {
    const double chance = route.after_incident[index(severity)];
    if (chance <= 0) continue;
    const double u = draw.of(route.slot);
    const double prevention = trained(route, ctx.now()) * (route.is_police ? watched(i) : 1);
    if (u >= chance * std::max(1.0, route.disclosure_ratio) * std::max(1.0, prevention)) continue;
    const double trust = relationships_[i].victim.trust;
    const double trusted = 1 - route.trust_weight + route.trust_weight * trust;
    if (u >= chance * trusted * route.disclosure_ratio * prevention) continue;
    if (route.is_police) {
      relationships_[i].police.harm += counting_ ? static_cast<float>(harm) : 0;
      record_police_incident(i, ctx);
    }
    relationships_[i].victim.history = before;
    const std::uint64_t telling = born_of(cause, Offspring::disclosure, route.key);
    identify(relationships_[i].perpetrator, route, telling, ctx);
    if (route.is_police) record_suspect(relationships_[i].perpetrator, severity, ctx.now());
    present(i, route, route.enters, telling, ctx);
    if (route.is_police) breach_by_incident(i, severity, cause, ctx);
    if (!disclosed) disclosed = &route;
  }
  if (disclosed) rerefer(i, *disclosed, cause, ctx);
  return disclosed != nullptr;
}

/// A contact that is not an incident: routine enquiry, school, helpline. The candidate's height says whether its kind
/// is frequent enough for it to be there.
void World::contact(std::uint32_t i, double height, std::uint64_t cause, Context& ctx) {
  Relationship& r = relationships_[i];
  const auto kinds = static_cast<double>(plan_->contacts.size());
  const std::size_t kind = contact_kind(cause, ctx);
  for (const CompiledRoute& route : system().routes)
    for (const auto& contact : route.contacts) {
      if (contact.kind != kind) continue;
      const double trusted = 1 - route.trust_weight + route.trust_weight * r.victim.trust;
      if (height >= kinds * contact.rate * trusted * route.disclosure_ratio * trained(route, ctx.now())) return;
      if (contact.with_children && !has_child(r, ctx.now())) return;
      measures_.add(contact.metric, 1);
      if (journal_) note_route(Happening::contact, i, route, cause, ctx.now());
      r.victim.history = r.victim.known_to;
      identify(r.perpetrator, route, born_of(cause, Offspring::contact, route.key), ctx);
      present(i, route, contact.enters, born_of(cause, Offspring::contact, route.key), ctx);
      return;
    }
}

/// Somebody comes to a front door, or to what stands before it.
void World::present(std::uint32_t i, const CompiledRoute& route, std::uint16_t enters, std::uint64_t cause,
                    Context& ctx) {
  Relationship& r = relationships_[i];
  r.victim.known_to = static_cast<std::uint16_t>(r.victim.known_to | 1U << route.agency);
  for (const std::size_t metric : route.counts) measures_.add(metric, 1);
  keep_for_claims(route.claim_events, claim_records_.events, i, ctx.now());
  if (journal_) note_route(Happening::presentation, i, route, cause, ctx.now());
  if (counting_) {
    const auto this_year = static_cast<std::int16_t>(year_);
    const bool year_first = r.victim.known_year != this_year, horizon_first = !r.victim.known_in_horizon;
    if (year_first) measures_.add_year(index(Measure::victims_known), 1);
    if (horizon_first) measures_.add_horizon(index(Measure::victims_known), 1);
    grouped(Measure::victims_known, r, 1, year_first, horizon_first);
    if (year_first) measures_.weigh_year(index(Measure::times_story_told), 1);
    if (horizon_first) measures_.weigh_horizon(index(Measure::times_story_told), 1);
    r.victim.known_year = this_year;
    r.victim.known_in_horizon = true;
  }
  refer({.relationship = i, .subject = none32, .to = enters, .cause = cause, .route = route.number}, ctx);
}

void World::record_police_incident(std::uint32_t i, const Context& ctx) {
  Relationship& r = relationships_[i];
  Perpetrator& p = perpetrators_[r.perpetrator];
  if (p.arrest_record != none32) {
    ArrestRecord& arrest = arrests_[p.arrest_record];
    if (ctx.now() > arrest.at && ctx.now() - arrest.at <= config::year) arrest.again = true;
  }
  if (!counting_) {
    if (r.police.first_call == forever) r.police.first_call = ctx.now();
    return;
  }
  const auto this_year = static_cast<std::int16_t>(year_);
  if (r.victim.police_year != this_year) measures_.add_year(plan_->people.police_known, 1);
  if (r.police.calls == 0) measures_.add_horizon(plan_->people.police_known, 1);
  ++r.police.calls;
  if (r.police.first_call == forever)
    r.police.first_call = ctx.now();
  else if (r.police.second_call == forever)
    r.police.second_call = ctx.now();
  measures_.weigh(Measure::repeat_police_share);
  if (r.victim.police_year == this_year) measures_.add(Measure::repeat_police_share);
  r.victim.police_year = this_year;
  measures_.add(Measure::police_reporting_share);
}

/// A known incident soon after a case that takes repeats brings the couple back there.
void World::rerefer(std::uint32_t i, const CompiledRoute& route, std::uint64_t cause, Context& ctx) {
  for (std::size_t h = 0; h < relationships_[i].heard.size(); ++h) {
    const Relationship::Heard heard = relationships_[i].heard[h];
    const CompiledService& s = system().services[heard.service];
    if (ctx.now() - heard.at > s.rereferral_within || has_case(heard.service, i)) continue;
    refer({.relationship = i,
           .subject = none32,
           .to = heard.service,
           .grade = relationships_[i].victim.assessed,
           .cause = born_of(cause, Offspring::repeat, s.key),
           .repeat = true,
           .route = route.number},
          ctx);
  }
}

}  // namespace abuse
