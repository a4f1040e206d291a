#pragma once

#include "models/abuse/system.hpp"
#include "sim/heap.hpp"
#include "sim/poisson_embedding.hpp"
#include "sim/random.hpp"
#include "sim/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// The people of one simulated world, as plain values.
namespace abuse {

/// Ranks of events at one instant; all others have 0. Whoever is freed or arrives comes first, then whoever loses
/// patience, then meetings, which so see everybody who is there.
inline constexpr std::int32_t patience_rank = 1, sitting_rank = 2;

/// A service's effect on the hazard of an incident: whole while the case is open, fading afterwards.
struct Protection {
  std::uint16_t service = none16;
  Time ended = forever;
  bool operator==(const Protection&) const = default;
};

enum class Phase : std::uint8_t { quiet, active, ended, forgotten };  ///< forgotten: the place is free for another

/// What somebody is drawn with and keeps.
inline constexpr std::string_view person_attributes = "sex, age, ethnic group, disability";
struct Person {
  Sex sex = Sex::female;
  std::uint8_t age = 0;  ///< in whole years, when the relationship began
  EthnicGroup ethnic_group = EthnicGroup::white;
  bool disabled = false;
  bool operator==(const Person&) const = default;
};

inline constexpr std::string_view victim_attributes =
    "trust; assessed grade and the error of the last look; agencies that hold a record; open and waiting cases of "
    "support; whether away from home; whether one plan is held for them; what they were drawn with";
struct Victim {
  double trust = 1;
  Time last_assessed = -forever;
  std::uint32_t assessed_by = 0;  ///< key of the service that made the last assessment
  float misread = 0;              ///< the error of the last assessment or review, which the next review keeps
  std::uint16_t known_to = 0;     ///< bit for each agency that holds a record of them
  std::uint16_t history = 0;      ///< of these, the ones that held it before the present matter came up
  std::uint16_t seen = 0;         ///< of these, the ones whose history was seen then
  std::int16_t known_year = -1, cohort_year = -1, high_year = -1, police_year = -1;
  std::int16_t came_to_high_risk = -1;  ///< half-month in which they last did
  std::uint8_t assessed = unassessed;
  std::uint8_t waiting = 0;        ///< cases waiting for support
  std::uint8_t supported = 0;      ///< open cases of support
  std::uint8_t away = 0;           ///< cases that have them live elsewhere
  std::uint8_t planned = 0;        ///< open cases that hold one plan for them
  std::uint8_t children_away = 0;  ///< open cases that have their children live elsewhere with them
  bool known_in_horizon = false, cohort_in_horizon = false, high_in_horizon = false;
  Person person;
  std::uint32_t first_case = none32;
  bool operator==(const Victim&) const = default;
};

/// What police recorded of a relationship in the counted period, kept when it is over and forgotten.
struct PoliceRecord {
  std::uint32_t calls = 0;
  float harm = 0;
  Time first_call = forever, second_call = forever;
  bool operator==(const PoliceRecord&) const = default;
};

inline constexpr std::string_view relationship_attributes =
    "true tier; frailty; phase (quiet, active, ended); time of the last incident; whether together; locality, rural or "
    "urban; children; protections in force; what police recorded; services that take repeat cases";
/// A victim-perpetrator pair. What every event of its own life looks at comes first, in two cache lines.
struct alignas(64) Relationship {
  std::uint64_t id = 0;
  double frailty = 1;
  Time last_incident = 0;           ///< or the start of the present spell, if that is later
  Time spell_end = 0;               ///< of the active or the quiet spell
  sim::Candidate incident, change;  ///< the next of each in the present active spell; a change: tier move or contact
  double ending = 0;                ///< the uniform that decides whether the relationship ends with the spell
  Time quiet = 0;                   ///< how long a quiet spell follows if not
  sim::Handle pending;
  std::uint32_t perpetrator = 0;
  std::uint16_t spell = 0;
  Tier true_tier = Tier::standard;
  Phase phase = Phase::active;
  bool guarded = false;  ///< a protection of the victim or the perpetrator may be in force: only then worth a look

  bool together = true, rural = false;
  Tier read_tier = Tier::standard;  ///< the true tier when the victim was last assessed or reviewed
  std::uint16_t locality = 0, children = 0;
  std::uint32_t first_child = 0;
  Victim victim;
  std::vector<Protection> protections{};
  struct Heard {
    std::uint16_t service;
    Time at;
    bool operator==(const Heard&) const = default;
  };
  std::vector<Heard> heard;  ///< services that take repeat cases, and when they last took this one
  PoliceRecord police;
  /// Whether they are in an active spell. A quiet one is entered when somebody looks, so the phase alone does not say.
  bool active(Time now) const { return phase == Phase::active && now <= spell_end; }
  bool operator==(const Relationship&) const = default;
};

/// What somebody is said to be in, and since when. \see statuses.hpp
struct InStatus {
  std::int64_t since = 0;       ///< tick
  std::uint8_t status = none8;  ///< none8: not in the world
  bool operator==(const InStatus&) const = default;
};

inline constexpr std::string_view perpetrator_attributes =
    "whether named to an agency; last arrest; whether in custody, managed or bound; police record; earlier abusive "
    "relationships; status; protections that follow them; what they were drawn with";
struct Perpetrator {
  std::uint64_t id = 0;
  std::uint32_t relationship = 0;  ///< the present or last one
  Time arrested = -forever;
  Time out_of_custody = -forever;  ///< since when, the last time
  std::uint8_t in_custody = 0, managed = 0;
  std::uint8_t bound = 0;  ///< open cases that bind them: bail, licence, order
  bool known = false;      ///< named to an agency
  float record = 0;        ///< what police hold on them, as it stood at that time
  Time record_at = 0;
  std::uint32_t first_case = none32;
  std::uint32_t arrest_record = none32;  ///< the last one's, for re-offending
  std::uint32_t relationships = 0;       ///< how many that are not forgotten yet are theirs
  bool begins_another = false;           ///< an event to do so is on the calendar
  Sex sex = Sex::male;
  std::uint8_t earlier = 0;             ///< abusive relationships before the present or last one
  std::optional<std::int32_t> birth{};  ///< day; drawn when the first of their relationships in the world begins
  InStatus in;
  std::vector<Protection> protections{};
  bool operator==(const Perpetrator&) const = default;
};

inline constexpr std::string_view child_attributes =
    "birth; exposures; whether known to children's services; whether removed from home; earlier cases; status";
struct Child {
  std::uint64_t id = 0;
  std::uint32_t relationship = 0;
  Time birth = 0;
  std::uint8_t removed = 0;
  bool known = false;           ///< to children's services
  bool will_be_of_age = false;  ///< exposed to what may follow them as adults
  std::uint32_t exposures = 0;
  std::uint32_t first_case = none32;
  struct Had {
    std::uint16_t service;  ///< among the remembered
    Time began;             ///< the last case there
    bool operator==(const Had&) const = default;
  };
  std::vector<Had> had{};
  /// Children are in nobody's care here from their 18th birthday on.
  Time of_age() const { return birth + 18 * config::year; }
  InStatus in{};
  bool operator==(const Child&) const = default;
};

inline constexpr std::uint8_t no_route = 0xff;

/// What may come of one cause beside its hops from service to service, which take the low numbers: each in a range of
/// its own, so that no two of them share an address.
enum class Offspring : std::uint64_t { child = 1, review, disclosure, contact, repeat, breach = 16 };
constexpr std::uint64_t born_of(std::uint64_t cause, Offspring what, std::uint32_t number) {
  return sim::born(cause, static_cast<std::uint64_t>(what) << 32 | number);
}

/// How an open case will end, or does.
enum class Ending : std::uint8_t { finished, dropped_out, breached };

/// When an open case ends and how, counted from its start, as its draws say.
struct Course {
  Time length = 0;
  Time breach = forever;  ///< when monitoring finds a breach that does not end it
  Ending ending = Ending::finished;
};

/// One episode of one service for one person, on its way, waiting or open.
inline constexpr std::string_view case_attributes =
    "service and pool; whose it is; grade; state (travelling, waiting, open); referral, start and end; hops from what "
    "began it; route it came by; whether a repeat";
struct Case {
  enum class State : std::uint8_t { gone, travelling, waiting, open };
  std::uint64_t cause = 0;  ///< address of what began it; draws of the case are made from it, hop by hop
  Time since = 0;           ///< start of the present state
  Time referred = 0;
  Time until = 0;                  ///< when an open case ends, if no review or breach ends it before
  Time breach = forever;           ///< when monitoring finds a breach that does not end it
  Time staying = forever;          ///< since when they have gone from one long stay into the next; forever: in none
  sim::Handle due;                 ///< arrival, loss of patience or end
  sim::Handle place;               ///< in a waiting line
  std::uint32_t subject = none32;  ///< victim: relationship; perpetrator, child: their own number; none: background
  std::uint32_t relationship = none32;
  std::uint32_t next_of_subject = none32;
  std::uint16_t service = none16;
  std::uint16_t pool = 0;
  std::uint16_t hops = 0, reviews = 0;
  std::uint8_t grade = unassessed;
  State state = State::gone;
  Ending ending = Ending::finished;
  bool repeat = false;
  bool asked = false;             ///< here or at a service of the label before: the referral is counted
  bool served = false;            ///< at a service of the label before: one stay goes on
  std::uint8_t route = no_route;  ///< by which it came
  bool operator==(const Case&) const = default;
};

/// Somebody sent to a service, before a case of theirs is there.
struct Referral {
  std::uint32_t relationship, subject;  ///< subject none32: whoever the service's role says
  std::uint16_t from = none16;
  std::uint16_t to = none16;
  std::uint8_t grade = unassessed;
  std::uint16_t hops = 0;
  std::uint64_t cause = 0;
  bool repeat = false;
  std::uint8_t route = no_route;
  Time lag = 0;
  Time staying = forever;
  Time referred = 0;  ///< of a case that is sent on
  bool asked = false, served = false;
};

/// Somebody who came to a service late in the warm-up, and stands for those who did before.
struct Entrant {
  std::uint64_t id = 0;    ///< of the relationship
  Time at = 0, birth = 0;  ///< the latter of a child
  std::uint16_t service = none16, locality = 0, known_to = 0;
  std::uint8_t grade = unassessed, assessed = unassessed;
  Tier true_tier = Tier::standard;
  Person person;
  bool rural = false;
  bool operator==(const Entrant&) const = default;
};

/// Somebody to whom something happens with a lag, told during the warm-up: they stand for those who were told before.
struct Expected {
  Entrant who;
  std::uint16_t consequence = 0;  ///< of the system
  bool operator==(const Expected&) const = default;
};

/// Where somebody is who is in a long stay.
struct Stay {
  std::uint16_t service = none16;
  Time since = 0, until = 0;
  Course course{};
};

/// A perpetrator between two relationships.
struct BetweenRelationships {
  std::uint64_t next_id = 0;
  std::uint32_t perpetrator = none32;
  bool operator==(const BetweenRelationships&) const = default;
};

/// An incident that happened, by when and by its candidate's address.
struct IncidentRecord {
  Time at;
  std::uint64_t candidate;
  bool operator==(const IncidentRecord&) const = default;
};

struct ArrestRecord {
  Time at;
  bool again = false;  ///< a further police incident within 12 months
  bool operator==(const ArrestRecord&) const = default;
};

}  // namespace abuse
