#pragma once

#include "models/abuse/system.hpp"
#include "models/abuse/vocabulary.hpp"
#include "models/economics/ledger.hpp"
#include "sim/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace abuse {

/// What can happen to people. A case is one episode of one service for one person.
enum class Happening : std::uint8_t {
  relationship_begins,  ///< one entry each for the victim, the perpetrator and every child
  active_spell_begins,
  active_spell_ends,
  relationship_ends,
  incident,
  homicide,
  tier_rises,
  tier_falls,
  contact,            ///< something other than an incident brings the victim to a route
  presentation,       ///< the victim comes to a front door on a route
  refused,            ///< a service is asked, and the person is not eligible
  duplicate,          ///< a service is asked that has a case of theirs already
  handoff_lost,       ///< the case never arrives
  referred,           ///< a case is on its way
  outgrown,           ///< a child has come of age on the way
  not_taken,          ///< the service closed while the case was on its way
  declined,           ///< the person does not take it up
  arrived,            ///< the service has the case
  turned_away,        ///< no room
  waits,              ///< begins to
  reneged,            ///< gave up waiting
  stood_down,         ///< the service ended while the case was waiting
  begun,              ///< has its unit of capacity, or needs none
  assessed,           ///< graded
  reviewed,           ///< graded again while the case is open
  closed,             ///< done
  goes_on_open,       ///< another system takes over, and the case stays as it is
  goes_on_waiting,    ///< the same of a case in line
  goes_on_under_way,  ///< and of one on its way
  transferred,        ///< another system takes over, and refers the case to another service
  dropped,            ///< another system takes over, and nobody has the case
  set_aside,          ///< an older case takes its place in the warm-up, so that long stays are as old as they would be
  dropped_out,        ///< ends before its time; closed follows
  breached,           ///< dealt with as a breach; closed follows if it ends the case
};
inline constexpr std::array<std::string_view, 34> happening_names{"relationship_begins",
                                                                  "active_spell_begins",
                                                                  "active_spell_ends",
                                                                  "relationship_ends",
                                                                  "incident",
                                                                  "homicide",
                                                                  "tier_rises",
                                                                  "tier_falls",
                                                                  "contact",
                                                                  "presentation",
                                                                  "refused",
                                                                  "duplicate",
                                                                  "handoff_lost",
                                                                  "referred",
                                                                  "outgrown",
                                                                  "not_taken",
                                                                  "declined",
                                                                  "arrived",
                                                                  "turned_away",
                                                                  "waits",
                                                                  "reneged",
                                                                  "stood_down",
                                                                  "begun",
                                                                  "assessed",
                                                                  "reviewed",
                                                                  "closed",
                                                                  "goes_on_open",
                                                                  "goes_on_waiting",
                                                                  "goes_on_under_way",
                                                                  "transferred",
                                                                  "dropped",
                                                                  "set_aside",
                                                                  "dropped_out",
                                                                  "breached"};
static_assert(happening_names.size() == index(Happening::breached) + 1);

/// One line of a journal. What an entry of that kind has no use for keeps its default.
struct Entry {
  Time at = 0;  ///< days from the first counted day
  Happening what = Happening::incident;
  Role role = Role::victim;
  std::uint64_t relationship = 0, person = 0;
  /// What brought it: of an incident or a contact its candidate, of all that follows from a presentation or a
  /// consequence one number that goes with it from service to service. The same in every system in which it happens.
  std::uint64_t cause = 0;
  std::uint64_t address = 0;  ///< of a case: cause and number of services before; else the cause
  /// Of the system that is running; transferred and dropped: of the one before.
  std::uint16_t service = none16;
  std::uint16_t route = none16;
  std::uint16_t pool = 0;  ///< of the service's capacity
  std::uint16_t locality = 0;
  std::uint8_t grade = unassessed;
  Tier true_tier = Tier::standard;
  Severity severity = Severity::coercive;
  Sex sex = Sex::female;  ///< of the victim
  std::uint8_t age = 0;   ///< of the victim, in whole years, when the relationship began
  /// incident: days of harm. referred: days under way. begun, reneged, stood_down, goes_on_waiting: days waited.
  /// closed, goes_on_open: days open. assessed, reviewed: the reading. relationship_begins: age in days of a child,
  /// children of the others.
  double number = 0;
  double high = 0, high_without_aversion = 0;  ///< assessed, reviewed: the reading from which on the grade is high
  bool falsely = false;                        ///< assessed, reviewed: high by risk aversion alone
  economics::Pence pence = 0;  ///< begun: what the case costs. closed: what its days cost, rounded by itself
  bool operator==(const Entry&) const = default;
};

/// Is told of everything that happens to people, but not to families without domestic abuse; in order of time, except
/// that relationships begun before the warm-up are noted at its start and those of cases set in at settling then.
class Journal {
 public:
  virtual ~Journal() = default;
  virtual void note(const Entry& entry) = 0;
};

/// A world's journal: none, or one that it does not own. Copies write in the same one, and worlds that differ in
/// nothing else are equal.
class JournalPlace {
 public:
  explicit operator bool() const { return journal_ != nullptr; }
  Journal* operator->() const { return journal_; }
  void set(Journal* journal) { journal_ = journal; }
  /// Remembers that an active spell will give way to a quiet one then unless something happens before: no event says
  /// so.
  void expect_quiet(sim::Time at, std::uint32_t relationship) { quiet_.emplace(at, relationship); }
  /// Takes the next one of those due. \return nothing if none is
  std::optional<std::pair<sim::Time, std::uint32_t>> take_quiet(sim::Time now) {
    if (quiet_.empty() || quiet_.begin()->first > now) return {};
    return quiet_.extract(quiet_.begin()).value();
  }
  bool operator==(const JournalPlace&) const { return true; }

 private:
  Journal* journal_ = nullptr;
  std::set<std::pair<sim::Time, std::uint32_t>> quiet_;
};

}  // namespace abuse
