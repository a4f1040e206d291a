#pragma once

#include "models/economics/discounting.hpp"
#include "models/economics/money.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace economics {

/// When an investor's money is paid in: all in year 0, held until it is spent, or as it is spent.
enum class Drawdown : std::uint8_t { at_start, as_spent };
inline constexpr std::array<std::string_view, 2> drawdown_names{"at_start", "as_spent"};

struct ImpactBond {
  double financed = 1;  ///< share of the service's cost that the investor pays; 0 to 1
  Drawdown drawdown = Drawdown::at_start;
};

/// Cash flows in pence, received above 0; each with shape (years).
struct BondFlow {
  std::vector<Pence> investor;                     ///< outcome payments less investment
  std::vector<Pence> commissioners;                ///< saving less their part of the cost and outcome payments
  std::optional<double> rate_of_return;            ///< the investor's, as in internal_rate_of_return.hpp
  double investor_net = 0, commissioners_net = 0;  ///< present values
};

/// An investor pays for a service and is repaid by commissioners as far as outcomes come about. Money held between
/// years earns nothing.
/// \param cost      of the service; shape (years), as are the others
/// \param payments  what the outcomes are paid with (payment_by_results.hpp)
/// \param saving    of the commissioners, before cost and payments
/// \throws std::invalid_argument for a share out of range or shapes that do not fit
BondFlow impact_bond(const ImpactBond& bond, std::span<const Pence> cost, std::span<const Pence> payments,
                     std::span<const Pence> saving, const Discounting& discounting);

}  // namespace economics
