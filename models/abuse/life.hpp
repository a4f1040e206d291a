#pragma once

#include "models/abuse/journal.hpp"
#include "models/abuse/replicate.hpp"
#include "models/abuse/system.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace abuse {

/// Whose life is worth a look, of all in a replication. Ties go to the system named first, then to the
/// person with the smaller number.
enum class Pick : std::uint8_t {
  first_false_escalation,  ///< the victim first graded high by risk aversion alone, under any system
  longest_wait,            ///< whoever waited longest for a case that began or that they gave up, under any system
  most_incidents_averted,  ///< the victim spared most of the baseline's incidents by one other system
  most_services,           ///< whoever had most cases begun under any one system
};
inline constexpr std::array<std::string_view, 4> pick_names{"first-false-escalation", "longest-wait",
                                                            "most-incidents-averted", "most-services"};

struct Picked {
  std::uint64_t person = 0;
  std::size_t system = 0;  ///< under which it is so
  double number = 0;       ///< the day, the days waited, the incidents averted, the cases
};

/// Runs the replication to look for that person. \return nothing if there is nobody of that kind
std::optional<Picked> pick_person(const std::shared_ptr<const Plan>& plan, std::uint32_t replication, Pick by);

/// All that a journal holds of one person: what happens to them, and for perpetrators and children the incidents,
/// spells and tiers of their relationships too.
struct Life {
  std::uint64_t person = 0;
  std::vector<Entry> family;              ///< relationship_begins of everybody in their relationships
  std::vector<Entry> before;              ///< in the warm-up
  std::vector<std::vector<Entry>> under;  ///< from the first counted day; shape (systems)
  Role role = Role::victim;
};

/// Runs the replication and follows that person through it. \return nothing if nobody has that number
std::optional<Life> life_of(const std::shared_ptr<const Plan>& plan, std::uint32_t replication, std::uint64_t person);

}  // namespace abuse
