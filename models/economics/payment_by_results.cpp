#include "models/economics/payment_by_results.hpp"

#include "models/economics/apportion.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace economics {

namespace {

void require_sound(const PaymentByResults& t) {
  if (!(t.share >= 0 && t.share <= 1)) throw std::invalid_argument("the share of a saving paid must be 0 to 1");
  if (t.price < 0) throw std::invalid_argument("the price of an outcome must be at least 0");
  if (!std::isfinite(t.outcome_threshold)) throw std::invalid_argument("a threshold must be finite");
  if (t.cap && *t.cap < 0) throw std::invalid_argument("the cap of a payment must be at least 0");
}

}  // namespace

std::vector<Pence> payments(const PaymentByResults& terms, std::span<const Pence> saving,
                            std::span<const double> outcomes) {
  require_sound(terms);
  if (!outcomes.empty() && outcomes.size() != saving.size())
    throw std::invalid_argument("savings and outcomes are not of the same years");
  std::vector<Pence> paid;
  for (std::size_t y = 0; y < saving.size(); ++y) {
    const Pence saved = std::max<Pence>(subtract(saving[y], terms.saving_threshold), 0);
    const double units = outcomes.empty() ? 0 : std::max(outcomes[y] - terms.outcome_threshold, 0.0);
    const Pence due =
        add(rounded(terms.share * static_cast<double>(saved)), rounded(static_cast<double>(terms.price) * units));
    paid.push_back(terms.cap ? std::min(due, *terms.cap) : due);
  }
  return paid;
}

AgencyYears payment_transfers(std::span<const Pence> paid, const AgencyYears& benefit, std::size_t payee) {
  const std::size_t agencies = benefit.size();
  if (agencies < 2 || payee >= agencies) throw std::invalid_argument("a payment needs a payee and another agency");
  for (const auto& row : benefit)
    if (row.size() != paid.size()) throw std::invalid_argument("benefits and payments are not of the same years");
  AgencyYears received(agencies, std::vector<Pence>(paid.size(), 0));
  for (std::size_t y = 0; y < paid.size(); ++y) {
    std::vector<Pence> weights(agencies), others(agencies, 1);
    for (std::size_t a = 0; a < agencies; ++a) weights[a] = std::max<Pence>(benefit[a][y], 0);
    weights[payee] = others[payee] = 0;
    const bool somebody = std::any_of(weights.begin(), weights.end(), [](Pence w) { return w > 0; });
    const std::vector<Pence> parts = apportion(paid[y], somebody ? weights : others);
    for (std::size_t a = 0; a < agencies; ++a) received[a][y] = -parts[a];
    received[payee][y] = paid[y];
  }
  return received;
}

}  // namespace economics
