#include "sim/calibration/history_match.hpp"

#include "sim/calibration/region.hpp"
#include "sim/calibration/response_surface.hpp"
#include "sim/design/latin_hypercube.hpp"
#include "sim/random.hpp"

#include <algorithm>
#include <cmath>

namespace sim::calibration {

namespace {

constexpr std::size_t drawn = 5000;     // points that the surfaces judge at a time
constexpr std::size_t promising = 100;  // the best of them, which the next draw goes around
constexpr int most_draws = 8;
constexpr double near = 0.05;  // of the cube, in every coordinate

struct Judged {
  Point at;
  double worst;
};

bool are_near(const Point& a, const Point& b) {
  for (std::size_t d = 0; d < a.size(); ++d)
    if (std::abs(a[d] - b[d]) >= near) return false;
  return true;
}

/// Fitted to the best points, of those near each other to one: a search leaves a cluster that says little of the rest.
/// \param measured  those tried of which every target could be measured
ResponseSurface surface_of(std::vector<Candidate> measured) {
  std::stable_sort(measured.begin(), measured.end(),
                   [](const Candidate& a, const Candidate& b) { return a.worst() < b.worst(); });
  const std::size_t wanted = ResponseSurface::points_wanted(measured[0].at.size());
  std::vector<Point> points;
  std::vector<std::vector<Simulated>> simulated;
  for (Candidate& c : measured) {
    if (points.size() == wanted) break;
    if (std::any_of(points.begin(), points.end(), [&](const Point& other) { return are_near(c.at, other); })) continue;
    points.push_back(std::move(c.at));
    simulated.push_back(std::move(c.simulated));
  }
  return {points, simulated};
}

/// Points where the surfaces rule nothing out: drawn from the whole cube, then from ever narrower boxes around the best
/// while too few pass. If too few pass in the end, the best of the rest join them.
std::vector<Point> next_wave(std::vector<Candidate> tried, std::span<const Target> targets, std::size_t dimensions,
                             const Waves& how, std::size_t wave) {
  std::erase_if(tried, [](const Candidate& c) { return c.worst() >= unmeasured; });
  if (tried.size() < dimensions + 2)
    return points_of(design::latin_hypercube(how.seed, how.points, dimensions, static_cast<std::uint32_t>(wave)));
  const ResponseSurface surface = surface_of(std::move(tried));
  const auto stream = [&](int draw) {
    return static_cast<std::uint32_t>(born(wave, static_cast<std::uint64_t>(draw)));
  };
  std::vector<Point> points = points_of(design::latin_hypercube(how.seed, drawn, dimensions, stream(0)));
  for (int draw = 1;; ++draw) {
    std::vector<Judged> judged;
    for (Point& at : points) {
      const std::vector<double> each = implausibility(targets, surface.at(at));
      const double worst = *std::max_element(each.begin(), each.end());
      judged.push_back({std::move(at), worst < ruled_out ? 0 : worst});
    }
    std::stable_sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) { return a.worst < b.worst; });
    const auto passed = static_cast<std::size_t>(
        std::count_if(judged.begin(), judged.end(), [](const Judged& j) { return j.worst == 0; }));
    const bool is_last = passed >= how.points || draw == most_draws;
    judged.resize(std::min(judged.size(), is_last ? how.points : std::max(passed, promising)));
    points.clear();
    for (Judged& j : judged) points.push_back(std::move(j.at));
    if (is_last) return points;
    points = fill_around(points, drawn, how.seed, stream(draw));
  }
}

}  // namespace

double Candidate::worst() const { return *std::max_element(implausibility.begin(), implausibility.end()); }

bool Candidate::is_ruled_out() const { return worst() >= ruled_out; }

Matched history_match(const std::function<std::optional<Candidate>(const Point&)>& simulate,
                      std::span<const Target> targets, std::size_t dimensions, std::span<const Candidate> first_wave,
                      std::span<const Candidate> others, const Waves& how) {
  Matched out;
  std::vector<Candidate> tried(others.begin(), others.end());
  std::vector<Candidate> wave(first_wave.begin(), first_wave.end());
  while (true) {
    ++out.waves;
    out.tried += wave.size();
    tried.insert(tried.end(), wave.begin(), wave.end());
    std::erase_if(wave, [](const Candidate& c) { return c.is_ruled_out(); });
    out.survivors.insert(out.survivors.begin(), wave.begin(), wave.end());
    if (out.stopped || out.waves == how.waves || out.survivors.size() >= how.wanted) break;
    wave.clear();
    for (const Point& at : next_wave(tried, targets, dimensions, how, out.waves)) {
      std::optional<Candidate> candidate = simulate(at);
      out.stopped = !candidate;
      if (out.stopped) break;
      wave.push_back(std::move(*candidate));
    }
  }
  if (out.survivors.size() > how.wanted) out.survivors.resize(how.wanted);
  return out;
}

Conflict conflict_among(std::span<const Candidate> candidates) {
  const std::size_t targets = candidates[0].implausibility.size();
  const auto met = [&](std::size_t a, std::size_t b) {
    return std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
      return c.implausibility[a] < ruled_out && c.implausibility[b] < ruled_out;
    });
  };
  Conflict out;
  for (std::size_t a = 0; a < targets; ++a)
    if (!met(a, a)) out.alone.push_back(a);
  for (std::size_t a = 0; a < targets; ++a)
    for (std::size_t b = a + 1; b < targets; ++b)
      if (met(a, a) && met(b, b) && !met(a, b)) out.pairs.emplace_back(a, b);
  return out;
}

}  // namespace sim::calibration
