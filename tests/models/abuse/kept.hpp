#pragma once

#include "models/abuse/journal.hpp"
#include "models/abuse/replicate.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace small {

/// A journal that keeps every entry.
class Kept final : public abuse::Journal {
 public:
  void note(const abuse::Entry& entry) override { entries.push_back(entry); }
  std::size_t count(const auto& holds) const {
    return static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), holds));
  }
  std::size_t count(abuse::Happening what) const {
    return count([what](const abuse::Entry& e) { return e.what == what; });
  }
  std::vector<abuse::Entry> entries;
};

/// Of the warm-up, and of each system.
struct KeptAll {
  explicit KeptAll(std::size_t systems) : under(systems) {}
  abuse::Journals journals() {
    abuse::Journals out{&warm_up, {}};
    for (Kept& kept : under) out.systems.push_back(&kept);
    return out;
  }
  Kept warm_up;
  std::vector<Kept> under;
};

}  // namespace small
