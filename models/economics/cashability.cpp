#include "models/economics/cashability.hpp"

#include <cmath>
#include <stdexcept>

namespace economics {

namespace {

void require_share(double share) {
  if (!(share >= 0 && share <= 1)) throw std::invalid_argument("a cashable share must be 0 to 1");
}

}  // namespace

double Cashability::share(std::size_t year) const {
  require_share(first_year);
  require_share(full);
  if (!(reached_after >= 0) || std::isinf(reached_after))
    throw std::invalid_argument("a cashable share must be reached after a number of years of at least 0");
  const auto passed = static_cast<double>(year);
  return passed >= reached_after ? full : first_year + (full - first_year) * (passed / reached_after);
}

Pence cash(Pence saving, double share) {
  require_share(share);
  return rounded(static_cast<double>(saving) * share);
}

Pence cash_of_whole_posts(Pence saving, Pence post_year) {
  if (post_year <= 0) throw std::invalid_argument("a post must cost more than 0");
  return saving < 0 ? saving : saving / post_year * post_year;
}

Pence cash(Pence saving, double share, Pence post_year) {
  const Pence part = cash(saving, share);
  return post_year == 0 ? part : cash_of_whole_posts(part, post_year);
}

}  // namespace economics
