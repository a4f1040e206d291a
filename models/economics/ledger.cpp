#include "models/economics/ledger.hpp"

#include <stdexcept>

namespace economics {

void Ledger::post(std::size_t line, std::size_t year, Pence amount) {
  if (line >= lines_ || year >= years_) throw std::out_of_range("no such ledger cell");
  Pence& cell = cells_[line * years_ + year];
  if (__builtin_add_overflow(cell, amount, &cell)) throw std::overflow_error("a ledger cell exceeds 2^63 pence");
}

Pence Ledger::at(std::size_t line, std::size_t year) const {
  if (line >= lines_ || year >= years_) throw std::out_of_range("no such ledger cell");
  return cells_[line * years_ + year];
}

Totals add_up(const Ledger& ledger, const std::vector<Line>& lines, std::size_t agencies) {
  const std::size_t years = ledger.years();
  Totals t{std::vector<Pence>(years), std::vector<std::vector<Pence>>(agencies, std::vector<Pence>(years)),
           std::vector<Pence>(years), std::vector<Pence>(years), std::vector<Pence>(years)};
  for (std::size_t l = 0; l < lines.size(); ++l) {
    for (std::size_t y = 0; y < years; ++y) {
      const Pence amount = ledger.at(l, y);
      if (!lines[l].headline) {
        t.outside[y] += amount;
        continue;
      }
      t.total[y] += amount;
      t.by_agency.at(lines[l].agency)[y] += amount;
      if (lines[l].kind == Kind::reactive) t.reactive[y] += amount;
      if (lines[l].new_model) t.new_model[y] += amount;
    }
  }
  return t;
}

}  // namespace economics
