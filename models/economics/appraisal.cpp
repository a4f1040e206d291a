#include "models/economics/appraisal.hpp"

#include "models/economics/payback.hpp"

#include <cmath>
#include <stdexcept>

namespace economics {

namespace {

void require(bool holds, const Stream& stream, const char* rule) {
  if (!holds) throw std::invalid_argument("stream " + stream.name + ": " + rule);
}

void require_sound(const Stream& s, std::size_t agencies, std::size_t years) {
  const bool fiscal = !s.cost && s.gain == Gain::fiscal;
  require(s.amounts.size() == years, s, "one amount a year");
  require(s.cashable.empty() || s.cashable.size() == years, s, "one amount of cash a year, or none");
  require(s.cashable.empty() || fiscal, s, "only a fiscal benefit is cashable");
  require(s.agency < agencies || (!s.cost && !fiscal), s, "a cost or a fiscal benefit needs an agency");
  require(!s.transfer || s.cost || fiscal, s, "a transfer is a cost or a fiscal benefit");
  require(!s.health || (!s.cost && !fiscal), s, "money an agency spends is not discounted at the health rate");
  require(!s.released || fiscal, s, "a released line is a fiscal benefit");
  require(s.factor >= 0 && std::isfinite(s.factor), s, "a correction is at least 0");
}

Account blank_account(std::size_t years) {
  const std::vector<Pence> none(years, 0);
  return {none, none, none, none};
}

void add_to(std::vector<Pence>& sums, const std::vector<Pence>& amounts) {
  for (std::size_t y = 0; y < amounts.size(); ++y) sums[y] = add(sums[y], amounts[y]);
}

void add_to(Account& sums, const Account& account) {
  add_to(sums.cost, account.cost);
  add_to(sums.benefit, account.benefit);
  add_to(sums.cashable, account.cashable);
  add_to(sums.net, account.net);
}

std::vector<Pence> corrected(const std::vector<Pence>& amounts, double factor) {
  if (factor == 1) return amounts;  // exact beyond 2^53 too
  std::vector<Pence> pence;
  pence.reserve(amounts.size());
  for (const Pence amount : amounts) pence.push_back(rounded(static_cast<double>(amount) * factor));
  return pence;
}

std::vector<Pence> less(const std::vector<Pence>& a, const std::vector<Pence>& b) {
  std::vector<Pence> left = a;
  for (std::size_t y = 0; y < b.size(); ++y) left[y] = subtract(left[y], b[y]);
  return left;
}

/// What is valued at the health rate, apart from what is not; by Gain, shape (years).
struct Wider {
  std::array<std::vector<Pence>, gain_names.size()> at_standard, at_health;
};

void post_cost(Appraisal& a, const Stream& s) {
  const std::vector<Pence> amounts = corrected(s.amounts, s.factor);
  add_to(a.agencies[s.agency].cost, amounts);
  add_to(a.cost_by_spend[static_cast<std::size_t>(s.spend)], amounts);
  if (s.transfer) add_to(a.transfer_cost, amounts);
}

void post_benefit(Appraisal& a, Wider& wider, const Stream& s) {
  const std::vector<Pence> amounts = corrected(s.amounts, s.factor);
  if (s.gain == Gain::fiscal) {
    add_to(a.agencies[s.agency].benefit, amounts);
    add_to(a.agencies[s.agency].cashable, corrected(s.cashable, s.factor));
    if (s.transfer) add_to(a.transfers, amounts);
    if (s.released) add_to(a.released, amounts);
    return;
  }
  add_to(s.gain == Gain::economic ? a.economic : a.social, amounts);
  add_to((s.health ? wider.at_health : wider.at_standard)[static_cast<std::size_t>(s.gain)], amounts);
}

std::optional<double> ratio(double part, double whole) {
  return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

Figures figures(const Appraisal& a, const Wider& wider, const Discounting& standard, const Discounting& health) {
  const auto value = [&](const std::vector<Pence>& amounts) {
    return standard.present_value(std::span<const Pence>(amounts));
  };
  const auto wider_value = [&](Gain gain) {
    const auto g = static_cast<std::size_t>(gain);
    return value(wider.at_standard[g]) + health.present_value(std::span<const Pence>(wider.at_health[g]));
  };
  Figures f;
  f.cost = value(a.total.cost);
  f.fiscal = value(a.total.benefit);
  f.cashable = value(a.total.cashable);
  f.economic = wider_value(Gain::economic);
  f.social = wider_value(Gain::social);
  f.transfers = value(a.transfers);
  f.transfer_cost = value(a.transfer_cost);
  f.released = value(a.released);
  const double public_benefit = f.fiscal - f.transfers + f.economic + f.social;
  const double public_cost = f.cost - f.transfer_cost;
  f.net_present_budget_impact = f.cost - f.fiscal;
  f.cashable_budget_impact = f.cost - f.cashable;
  f.net_present_public_value = public_benefit - public_cost;
  f.financial_return = ratio(f.fiscal, f.cost);
  f.cashable_return = ratio(f.cashable, f.cost);
  f.return_on_new_money = ratio(f.fiscal - f.released, f.cost - f.released);
  f.public_value_ratio = ratio(public_benefit, public_cost);
  f.payback = payback(standard.discounted(a.total.net));
  f.cashable_payback = payback(standard.discounted(less(a.total.cashable, a.total.cost)));
  for (const Account& agency : a.agencies) f.agency_net.push_back(value(agency.net));
  return f;
}

}  // namespace

Appraisal appraise(std::span<const Stream> streams, std::size_t agencies, std::size_t years,
                   const Discounting& standard, const Discounting& health) {
  const std::vector<Pence> none(years, 0);
  Appraisal a;
  a.agencies.assign(agencies, blank_account(years));
  a.total = blank_account(years);
  a.economic = a.social = a.transfers = a.transfer_cost = a.released = none;
  a.cost_by_spend.fill(none);
  Wider wider;
  wider.at_standard.fill(none);
  wider.at_health.fill(none);

  for (const Stream& stream : streams) {
    require_sound(stream, agencies, years);
    if (stream.cost)
      post_cost(a, stream);
    else
      post_benefit(a, wider, stream);
  }
  for (Account& agency : a.agencies) {
    agency.net = less(agency.benefit, agency.cost);
    add_to(a.total, agency);
  }
  const Discounting not_at_all({{0, 0}});
  a.undiscounted = figures(a, wider, not_at_all, not_at_all);
  a.discounted = figures(a, wider, standard, health);
  return a;
}

AgencyYears by_agency(const Appraisal& appraisal, std::vector<Pence> Account::*column) {
  AgencyYears rows;
  for (const Account& agency : appraisal.agencies) rows.push_back(agency.*column);
  return rows;
}

}  // namespace economics
