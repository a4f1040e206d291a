#include "models/abuse/traits.hpp"

#include "models/abuse/pick.hpp"

#include <boost/random/gamma_distribution.hpp>

#include <algorithm>
#include <cmath>

namespace abuse {

namespace {

/// Of the victims of perpetrators of that sex.
double share_of_women(const config::Abuse& abuse, Sex perpetrators) {
  const double women = abuse.relationships.female_victims;
  const auto of = [&](Sex victims) {
    const double men = abuse.people.male_perpetrators[index(victims)];
    return perpetrators == Sex::male ? men : 1 - men;
  };
  const double among_women = women * of(Sex::female), among_men = (1 - women) * of(Sex::male);
  return among_women / (among_women + among_men);
}

}  // namespace

Traits draw_traits(const Plan& plan, std::uint64_t id, std::uint64_t perpetrator, std::optional<Sex> known,
                   const Context& ctx) {
  const config::Abuse& abuse = plan.scenario.abuse;
  const config::Relationships& c = abuse.relationships;
  const config::People& people = abuse.people;
  Traits traits;
  const auto words = ctx.block(id, Draw::couple);
  traits.tier = static_cast<Tier>(pick(sim::to_unit(words[0]), c.tier.of));
  const double place = sim::to_unit(words[1]);
  double cumulative = 0;
  for (std::size_t l = 0; l < plan.localities.size(); ++l) {
    traits.locality = static_cast<std::uint16_t>(l);
    if (place < (cumulative += plan.localities[l].onsets)) break;
  }
  traits.rural = sim::high_unit(words[2]) < plan.localities[traits.locality].rural;
  traits.together = sim::high_unit(words[3]) < c.together;
  traits.children = static_cast<std::uint16_t>(pick(sim::low_unit(words[3]), c.children));
  const double shape = abuse.incidents.frailty_shape;  // no system changes it, so Boost.Random may draw it
  sim::PhiloxEngine engine = ctx.engine(id, Draw::frailty);
  traits.frailty = boost::random::gamma_distribution<double>(shape, 1 / shape)(engine);

  Person& victim = traits.victim;
  const double sexes = ctx.uniform(id, Draw::sexes);
  if (known) {
    traits.perpetrator = *known;
    victim.sex = sexes < share_of_women(abuse, *known) ? Sex::female : Sex::male;
  } else {
    victim.sex = sim::low_unit(words[2]) < c.female_victims ? Sex::female : Sex::male;
    traits.perpetrator = sexes < people.male_perpetrators[index(victim.sex)] ? Sex::male : Sex::female;
  }
  const auto of_victim = ctx.block(id, Draw::victim);
  const std::size_t band =
      pick(sim::to_unit(of_victim[0]), victim.sex == Sex::female ? people.age.women : people.age.men);
  const double from = std::round(people.age.bounds[band] / config::year),
               to = std::round(people.age.bounds[band + 1] / config::year);
  victim.age = static_cast<std::uint8_t>(std::min(from + sim::to_unit(of_victim[1]) * (to - from), to - 1e-9));
  victim.ethnic_group = static_cast<EthnicGroup>(pick(sim::to_unit(of_victim[2]), people.ethnic_group));
  victim.disabled = sim::to_unit(of_victim[3]) < people.disabled[index(victim.sex)];
  if (known) return traits;
  constexpr double youngest = 16 * config::year;
  const double older = people.perpetrator_older_by.quantile(ctx.uniform(perpetrator, Draw::perpetrator));
  traits.perpetrator_age = std::max(youngest, victim.age * config::year + older);
  return traits;
}

Spell draw_spell(const Plan& plan, std::uint64_t id, std::uint32_t number, const Context& ctx) {
  const config::Relationships& c = plan.scenario.abuse.relationships;
  const auto words = ctx.block(id, Draw::spell, number);
  return {c.active_spell.quantile(sim::to_unit(words[0])), sim::to_unit(words[1]),
          c.quiet_spell.quantile(sim::to_unit(words[2]))};
}

}  // namespace abuse
