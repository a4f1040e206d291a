#include "models/economics/net_position.hpp"

#include "models/economics/apportion.hpp"

#include <cstddef>
#include <stdexcept>

namespace economics {

AgencyYears net_positions(const Appraisal& appraisal, const AgencyYears& transfers) {
  if (transfers.size() != appraisal.agencies.size())
    throw std::invalid_argument("transfers have not one row for each agency");
  AgencyYears positions = by_agency(appraisal, &Account::net);
  for (std::size_t a = 0; a < transfers.size(); ++a) {
    std::vector<Pence>& position = positions[a];
    if (transfers[a].size() != position.size())
      throw std::invalid_argument("transfers have not one column for each year");
    for (std::size_t y = 0; y < position.size(); ++y) position[y] = add(position[y], transfers[a][y]);
  }
  return positions;
}

std::optional<std::vector<Pence>> smallest_transfers(std::span<const Pence> net) {
  Pence total = 0, losses = 0;
  for (const Pence position : net) {
    total = add(total, position);
    if (position < 0) losses = subtract(losses, position);
  }
  if (total < 0) return std::nullopt;
  std::vector<Pence> received(net.size(), 0);
  if (losses == 0) return received;
  const std::vector<Pence> paid = apportion(losses, gains_only(net));
  for (std::size_t a = 0; a < net.size(); ++a) received[a] = net[a] < 0 ? -net[a] : -paid[a];
  return received;
}

}  // namespace economics
