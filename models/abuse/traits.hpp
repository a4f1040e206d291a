#pragma once

#include "models/abuse/event.hpp"
#include "models/abuse/state.hpp"

#include <cstdint>
#include <optional>

namespace abuse {

/// What a relationship is drawn with when it begins: a function of its number, whatever happens to the two and under
/// whatever system.
struct Traits {
  double frailty = 1;
  Time perpetrator_age = 0;  ///< as it begins; not drawn for one who is known from an earlier relationship
  Person victim;
  Tier tier = Tier::standard;
  Sex perpetrator = Sex::male;
  std::uint16_t locality = 0, children = 0;
  bool rural = false, together = true;
  bool operator==(const Traits&) const = default;
};

/// Of the people, each is drawn from their own number. A perpetrator's sex is drawn by that of the first victim and a
/// later victim's by the perpetrator's, so that the two go together alike in all. Nothing drawn here but the tier and
/// the frailty moves a hazard.
/// \param id           the relationship's number
/// \param perpetrator  their number
/// \param known        their sex, if they are known from an earlier relationship
Traits draw_traits(const Plan& plan, std::uint64_t id, std::uint64_t perpetrator, std::optional<Sex> known,
                   const Context& ctx);

/// An active spell of a relationship, and what comes after it.
struct Spell {
  Time active = 0;    ///< its length
  double ending = 0;  ///< the uniform that decides whether the relationship ends with it
  Time quiet = 0;     ///< how long a quiet spell follows if not
  bool operator==(const Spell&) const = default;
};

/// \param id  the relationship's number. \param number  of the spell in it, from 0
Spell draw_spell(const Plan& plan, std::uint64_t id, std::uint32_t number, const Context& ctx);

}  // namespace abuse
