#pragma once

#include "models/economics/money.hpp"

#include <cstddef>

namespace economics {

/// What share of a saving a budget can give up, by year since the start: contracts end and posts fall vacant with time.
struct Cashability {
  double first_year = 0;     ///< share in year 0; 0 to 1
  double full = 0;           ///< share from `reached_after` on; 0 to 1
  double reached_after = 0;  ///< years; in between the share moves in a straight line; 0: full at once
  /// \throws std::invalid_argument if a share is not 0 to 1 or the years are negative or not finite
  double share(std::size_t year) const;
  bool operator==(const Cashability&) const = default;
};

/// The cash in a saving, or the cash to be found where more is spent. The share holds both ways: what one replication
/// saves or spends more is largely chance, and counting the one in part and the other in full would make a loss of it.
/// \param share  0 to 1
/// \throws std::invalid_argument for another share
Pence cash(Pence saving, double share);

/// The cash in staff time set free: whole posts only, floor(hours saved / hours per post) * salary. Time that must be
/// found is paid for in full.
/// \param saving     the time, priced
/// \param post_year  price of a post for a year; above 0
/// \throws std::invalid_argument for another price
Pence cash_of_whole_posts(Pence saving, Pence post_year);

/// Both: the share of the saving first, then whole posts of it.
/// \param post_year  0: not staff time
Pence cash(Pence saving, double share, Pence post_year);

}  // namespace economics
