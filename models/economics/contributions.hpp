#pragma once

#include "models/economics/money.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace economics {

/// What sets the agencies' shares of a shared cost: what they expect to gain, nothing, or what they spend now.
enum class Basis : std::uint8_t { by_benefit, equal, status_quo };
inline constexpr std::array<std::string_view, 3> basis_names{"by_benefit", "equal", "status_quo"};

struct ContributionRule {
  Basis basis = Basis::by_benefit;
  /// By benefit only: a pooled budget follows the need this many years late, so the shares of year t are those of the
  /// benefits of year t less the delay, and before that of who spends now. None: the whole horizon's benefits set one
  /// share for all years.
  std::optional<std::size_t> delay{};
};

/// Who pays what of a shared cost. Who loses by benefit contributes nothing; where nobody gains, shares are of who
/// spends now, and where nobody spends, equal.
/// \param cost      shape (years)
/// \param benefit   expected; shape (agencies, years)
/// \param spending  on what the cost replaces, or on all; shape (agencies, years)
/// \return adds up to the cost in every year; shape (agencies, years)
/// \throws std::invalid_argument for no agency or shapes that do not fit
AgencyYears contributions(std::span<const Pence> cost, const AgencyYears& benefit, const AgencyYears& spending,
                          const ContributionRule& rule);

/// What each agency is owed so that it ends up having paid its contribution and not what it spent.
/// \param borne  what each spends on the shared cost. Both with shape (agencies, years) and equal sums by year
/// \return received above 0, paid below; sums to 0 in every year; shape (agencies, years)
/// \throws std::invalid_argument if shapes or sums differ
AgencyYears settlement(const AgencyYears& borne, const AgencyYears& contributed);

}  // namespace economics
