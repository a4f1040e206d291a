#include "models/abuse/offer.hpp"

#include <cstddef>

namespace abuse {

namespace {

constexpr int longest_way = 6;  ///< services between an assessor and support; ways may lead in circles

/// What is asked of every service on the way.
struct Question {
  const CompiledSystem& system;
  Tier grade;
  Time now;
  std::span<const Time> stood_down;

  bool takes(const CompiledService& s) const {
    if (s.assessed != 0 && !has(s.assessed, grade)) return false;
    if (!s.intake || now < s.start || now >= s.end) return false;
    return s.resource >= stood_down.size() || now < stood_down[s.resource];
  }
};

double offered_beyond(const Question& q, const CompiledService& s, int left);

double offered_at(const Question& q, std::uint16_t to, int left) {
  for (; to != none16 && left > 0; --left) {
    const CompiledService& s = q.system.services[to];
    if (s.role != Role::victim) return 0;
    if (!q.takes(s)) {
      to = s.fallback;
      continue;
    }
    return has(s.marks, Mark::support) ? 1 : offered_beyond(q, s, left - 1);
  }
  return 0;
}

double offered_beyond(const Question& q, const CompiledService& s, int left) {
  double nothing = 1;
  for (const Way& way : s.next[index(q.grade)]) nothing -= way.share * offered_at(q, way.to, left);
  for (const Way& way : s.also[index(q.grade)]) nothing *= 1 - way.share * offered_at(q, way.to, left);
  return 1 - nothing;
}

}  // namespace

double offered(const CompiledSystem& system, const CompiledService& assessor, Tier grade, Time now,
               std::span<const Time> stood_down) {
  if (has(assessor.marks, Mark::support)) return 1;  // at a review: they are with them
  return offered_beyond({system, grade, now, stood_down}, assessor, longest_way);
}

}  // namespace abuse
