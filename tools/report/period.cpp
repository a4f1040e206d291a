#include "tools/report/period.hpp"

#include "tools/report/words.hpp"

namespace report {

std::size_t years(const Inputs& inputs) {
  if (inputs.is_sweep()) return 0;
  const Measures* const summary = inputs.summary();
  return summary == nullptr ? 0 : summary->years.size();
}

std::string period(const Inputs& inputs) {
  const std::size_t n = years(inputs);
  if (n == 0) return "the whole period";
  const std::string first = year_in_words(inputs.summary()->years.front());
  return (n == 1 ? "the year" : "the " + count(n) + " years") + " from " + first.substr(0, first.find(" to "));
}

}  // namespace report
