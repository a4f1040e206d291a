#include "models/economics/optimism_bias.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace economics {

namespace {

void require_rising(const GradeTable& table, double GradeCorrection::*column, double most) {
  double before = 0;
  for (const GradeCorrection& grade : table) {
    const double value = grade.*column;
    if (!(value >= 0 && value <= most) || std::isinf(value))
      throw std::invalid_argument("a correction for optimism is out of range");
    if (value < before) throw std::invalid_argument("a correction for optimism must not fall with the grade");
    before = value;
  }
}

}  // namespace

OptimismBias::OptimismBias(const GradeTable& table, Combine combine) : table_(table), combine_(combine) {
  constexpr double no_limit = HUGE_VAL;
  require_rising(table_, &GradeCorrection::cost_uplift, no_limit);
  require_rising(table_, &GradeCorrection::benefit_cut, 1);
  require_rising(table_, &GradeCorrection::known_error, no_limit);
}

double OptimismBias::correction(std::span<const int> fields, double GradeCorrection::*column) const {
  if (fields.empty()) throw std::invalid_argument("a correction for optimism needs a grade");
  int worst = 1;
  double sum = 0;
  for (const int grade : fields) {
    if (grade < 1 || grade > static_cast<int>(grade_count)) throw std::invalid_argument("a grade must be 1 to 6");
    worst = std::max(worst, grade);
    sum += grade;
  }
  const double grade = combine_ == Combine::worst ? worst : sum / static_cast<double>(fields.size());
  const auto below = static_cast<std::size_t>(grade);
  const double beyond = grade - static_cast<double>(below);
  const double at = table_[below - 1].*column;
  return beyond > 0 ? at + beyond * (table_[below].*column - at) : at;
}

double OptimismBias::uplift(std::span<const int> fields) const {
  return correction(fields, &GradeCorrection::cost_uplift);
}

double OptimismBias::cut(std::span<const int> fields) const {
  return correction(fields, &GradeCorrection::benefit_cut);
}

double OptimismBias::known_error(std::span<const int> fields) const {
  return correction(fields, &GradeCorrection::known_error);
}

double OptimismBias::cost_factor(std::span<const int> fields) const { return 1 + uplift(fields); }

double OptimismBias::benefit_factor(std::span<const int> fields, double expected) const {
  return expected < 0 ? 1 + uplift(fields) : 1 - cut(fields);
}

}  // namespace economics
