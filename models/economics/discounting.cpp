#include "models/economics/discounting.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace economics {

namespace {

/// Factors of year 0, 1, 2 ... in turn.
class Factors {
 public:
  explicit Factors(std::span<const RateStep> steps) : steps_(steps) {}
  double next() {
    if (year_ > 0) {
      while (step_ + 1 < steps_.size() && steps_[step_ + 1].from_year <= year_) ++step_;
      factor_ /= 1 + steps_[step_].rate;
    }
    ++year_;
    return factor_;
  }

 private:
  std::span<const RateStep> steps_;
  std::size_t step_ = 0, year_ = 0;
  double factor_ = 1;
};

template <class Amount>
double total_value(std::span<const RateStep> steps, std::span<const Amount> amounts) {
  Factors factors(steps);
  double value = 0;
  for (const Amount amount : amounts) value += static_cast<double>(amount) * factors.next();
  return value;
}

}  // namespace

Discounting::Discounting(std::vector<RateStep> steps) : steps_(std::move(steps)) {
  if (steps_.empty() || steps_.front().from_year != 0)
    throw std::invalid_argument("discount rates must begin in year 0");
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (!(steps_[i].rate >= 0) || std::isinf(steps_[i].rate))
      throw std::invalid_argument("a discount rate must be at least 0 and finite");
    if (i > 0 && steps_[i].from_year <= steps_[i - 1].from_year)
      throw std::invalid_argument("the years from which discount rates hold must rise");
  }
}

double Discounting::factor(std::size_t year) const {
  Factors factors(steps_);
  for (std::size_t y = 0; y < year; ++y) factors.next();
  return factors.next();
}

double Discounting::present_value(std::span<const double> amounts) const {
  return total_value<double>(steps_, amounts);
}

double Discounting::present_value(std::span<const Pence> amounts) const { return total_value<Pence>(steps_, amounts); }

std::vector<double> Discounting::discounted(std::span<const Pence> amounts) const {
  Factors factors(steps_);
  std::vector<double> values;
  values.reserve(amounts.size());
  for (const Pence amount : amounts) values.push_back(static_cast<double>(amount) * factors.next());
  return values;
}

}  // namespace economics
