#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// The words the domestic-abuse model shares with its scenarios: each enumeration beside the names used in YAML.
namespace abuse {

enum class Tier : std::uint8_t { standard, medium, high };
inline constexpr std::array<std::string_view, 3> tier_names{"standard", "medium", "high"};
inline constexpr std::size_t tiers = tier_names.size();

/// Of an incident, by what it did.
enum class Severity : std::uint8_t { coercive, minor, moderate, serious, life_threatening };
inline constexpr std::array<std::string_view, 5> severity_names{"coercive", "minor", "moderate", "serious",
                                                                "life_threatening"};
inline constexpr std::size_t severities = severity_names.size();

/// Whose case a service holds.
enum class Role : std::uint8_t { victim, perpetrator, child };
inline constexpr std::array<std::string_view, 3> role_names{"victim", "perpetrator", "child"};

enum class Kind : std::uint8_t { staff, places, meeting, programme, activity };
inline constexpr std::array<std::string_view, 5> kind_names{"staff", "places", "meeting", "programme", "activity"};

/// What must be so for a service to take a case; bits of a set.
enum class Condition : std::uint8_t {
  children,
  together,
  apart,
  motivated,
  unmotivated,
  at_liberty,
  repeat,
  women,  ///< the victim is a woman
  men,
  at_home,  ///< the child is not in care or custody
  known,    ///< the perpetrator has been named to some agency
  bound,    ///< the perpetrator is on bail or licence, or under an order
};
inline constexpr std::array<std::string_view, 12> condition_names{"children",    "together",   "apart",  "motivated",
                                                                  "unmotivated", "at_liberty", "repeat", "women",
                                                                  "men",         "at_home",    "known",  "bound"};

/// What being in a service does to the state of the person, besides its protection; bits of a set.
enum class Mark : std::uint8_t {
  arrest,     ///< the perpetrator's motivation jumps and the 12 months of re-offending begin
  custody,    ///< the perpetrator is not at liberty
  managed,    ///< the perpetrator is under offender management
  away,       ///< the victim lives elsewhere while it lasts
  separates,  ///< the couple are apart from then on
  removed,    ///< the child is out of the home and not exposed
  support,    ///< the victim's need is met while it lasts
  plan,       ///< one plan: while it lasts the victim goes to other services with no hand-off and no story told anew
  moves_children,  ///< the victim's children move with them, to another school often, and see no incident meanwhile
  binds,           ///< bail, a licence or an order: the perpetrator may be brought back for what it does not allow
};
inline constexpr std::array<std::string_view, 10> mark_names{
    "arrest", "custody", "managed", "away", "separates", "removed", "support", "plan", "moves_children", "binds"};

enum class Split : std::uint8_t { county, group, area, locality };
inline constexpr std::array<std::string_view, 4> split_names{"county", "group", "area", "locality"};

enum class Discipline : std::uint8_t {
  fifo,
  lifo,
  priority,
  deadline,
  record,  ///< the heaviest police record first
};
inline constexpr std::array<std::string_view, 5> discipline_names{"fifo", "lifo", "priority", "deadline", "record"};
/// Who is first, in words; to be changed with World::urgency.
inline constexpr std::array<std::string_view, 5> discipline_rules{
    "first come, first served", "last come, first served",
    "highest assessed tier first (not yet assessed as the lowest), then first come",
    "earliest due first, due a drawn time after the referral, then first come",
    "heaviest police record of the perpetrator first, then first come"};

/// What a service does while its resource is full.
enum class Response : std::uint8_t {
  waits,          ///< nothing: people wait
  threshold,      ///< takes fewer of those referred
  early_closure,  ///< ends cases sooner
  both,
};
inline constexpr std::array<std::string_view, 4> response_names{"waits", "threshold", "early_closure", "both"};

enum class CostKind : std::uint8_t { reactive, preventive };
inline constexpr std::array<std::string_view, 2> cost_kind_names{"reactive", "preventive"};

enum class TargetKind : std::uint8_t { fit, hold_out, input, unmatched, prediction };
inline constexpr std::array<std::string_view, 5> target_kind_names{"fit", "hold_out", "input", "unmatched",
                                                                   "prediction"};

enum class Trigger : std::uint8_t {
  incident,
  exposure,
  homicide,
  custody,  ///< the perpetrator is taken into custody
};
inline constexpr std::size_t triggers = 4;
inline constexpr std::array<std::string_view, triggers> trigger_names{"incident", "exposure", "homicide", "custody"};
/// Which way a measure of an outcomes framework is to go.
enum class Better : std::uint8_t { lower, higher };
inline constexpr std::array<std::string_view, 2> better_names{"lower", "higher"};
/// Of the evidence behind a number: 1 best, 6 worst.
inline constexpr std::array<std::string_view, 6> grade_names{"1", "2", "3", "4", "5", "6"};

/// How partners share the cost of the new model: in proportion to what each gains, equally, or as they spend now.
enum class Contribution : std::uint8_t { proportional, equal, status_quo };
inline constexpr std::array<std::string_view, 3> contribution_names{"proportional", "equal", "status_quo"};

/// Whose events a claim counts: a perpetrator's, a couple's, or everybody's in the place.
enum class ClaimOf : std::uint8_t { perpetrator, relationship, everybody };
inline constexpr std::array<std::string_view, 3> claim_of_names{"perpetrator", "relationship", "everybody"};

enum class Sex : std::uint8_t { female, male };
inline constexpr std::array<std::string_view, 2> sex_names{"female", "male"};

/// The census' five broad groups.
enum class EthnicGroup : std::uint8_t { white, mixed, asian, black, other };
inline constexpr std::array<std::string_view, 5> ethnic_group_names{"white", "mixed", "asian", "black", "other"};

/// How many abusive relationships a perpetrator had before.
inline constexpr std::array<std::string_view, 3> tie_names{"0", "1", "2+"};

/// By whom somebody who lives in an abusive relationship is known.
enum class Standing : std::uint8_t { hidden, known, in_service };
inline constexpr std::array<std::string_view, 3> standing_names{"hidden", "known", "in_service"};

/// Why somebody comes to high risk: each entry has one reason.
enum class Escalation : std::uint8_t {
  truly,       ///< the true tier is high
  falsely,     ///< it is not, and without risk aversion the same reading would not be graded high
  mistakenly,  ///< it is not, and the reading is too high
};
inline constexpr std::size_t escalations = 3;

template <class E>
constexpr std::size_t index(E e) {
  return static_cast<std::size_t>(e);
}
template <class E>
constexpr bool has(std::uint32_t set, E e) {
  return (set >> static_cast<unsigned>(e) & 1U) != 0;
}

/// Purposes of draws. Append only: they are part of what makes results repeatable.
enum class Draw : std::uint32_t {
  arrival = 1,  ///< gap before the next relationship begins in an area
  onset = 2,    ///< whether prevention stops it
  couple = 3,   ///< true tier, locality, rural home, sex, together or apart, number of children
  frailty = 4,
  locality = 5,  ///< of a background case
  child_age = 8,
  spell = 9,  ///< length of an active spell, whether the relationship ends with it, and how long a quiet one follows
  next_partner = 12,         ///< whether the perpetrator begins another, and when
  incident_candidates = 13,  ///< points of the measure under the hazard of an incident
  marks = 15,                ///< of an incident: severity, children present, harm
  fatal = 17,
  change_candidates = 18,  ///< points of the measure under the rates of tier moves and, above them, of contacts
  followed = 22,           ///< what follows from an incident: routes reached, consequences
  exposed = 23,            ///< and from children's exposure to it
  consequence_lag = 24,
  handoff_lost = 25,
  handoff_delay = 26,
  engagement = 27,
  patience = 28,
  duration = 29,
  reading = 30,      ///< the noise of an assessment
  information = 31,  ///< whether another agency's history is seen
  next_step = 32,
  also = 33,
  motivation = 34,
  background_gap = 35,
  background_duration = 36,
  past_duration = 37,  ///< length of a case that was open before the warm-up
  police_called = 39,
  deadline = 40,
  move_on = 41,  ///< how long a place is still held once the work is done
  review = 42,   ///< the part of a reading's error that is new at a review, and whether the case closes
  step_up = 43,
  victim = 44,       ///< age, ethnic group, disability
  perpetrator = 45,  ///< age
  contact = 46,      ///< which kind of contact a candidate is one of
  sexes = 50,        ///< of a perpetrator, given the first victim's; of a later victim, given the perpetrator's
  drops_out = 60,    ///< whether a case ends before its time
  drops_out_after = 61,
  breach = 62,            ///< whether a police incident is dealt with as a breach
  monitored_breach = 63,  ///< whether monitoring finds one
  monitored_breach_after = 64,
  counted = 65,         ///< whether a case is one of those that a metric counts
  threshold = 66,       ///< whether a full service takes a case
  at_age = 67,          ///< whether something shows in a child who comes to an age
  identified = 68,      ///< whether a presentation names the perpetrator
  exposed_before = 69,  ///< whether a child saw abuse in an earlier relationship of the parent
  had_before = 70,      ///< whether a child new to a service here had a case of it before, unseen
};

}  // namespace abuse
