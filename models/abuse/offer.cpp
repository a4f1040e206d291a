#include "models/abuse/offer.hpp"

#include <cstddef>

namespace abuse {

namespace {

constexpr int longest_way = 6;  ///< services between an assessor and support; ways may lead in circles

double offered(const CompiledSystem& system, std::uint16_t to, Tier grade, Time now, int left) {
  for (; to != none16 && left > 0; --left) {
    const CompiledService& s = system.services[to];
    const bool takes = s.assessed == 0 || has(s.assessed, grade);
    if (!takes || !s.intake || now < s.start || now >= s.end) {
      to = s.fallback;
      continue;
    }
    if (has(s.marks, Mark::support)) return 1;
    double share = 0;
    for (const Way& way : s.next[index(grade)]) share += way.share * offered(system, way.to, grade, now, left - 1);
    return share;
  }
  return 0;
}

}  // namespace

double offered(const CompiledSystem& system, const CompiledService& assessor, Tier grade, Time now) {
  if (has(assessor.marks, Mark::support)) return 1;  // at a review: they are with them
  double share = 0;
  for (const Way& way : assessor.next[index(grade)])
    share += way.share * offered(system, way.to, grade, now, longest_way);
  return share;
}

}  // namespace abuse
