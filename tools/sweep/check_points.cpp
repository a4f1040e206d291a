#include "tools/sweep/check_points.hpp"

#include "sim/replications.hpp"
#include "tools/interrupt.hpp"
#include "tools/progress.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>
#include <utility>

namespace tools::sweeps {

namespace {

using scenario::Diagnostic;
constexpr std::size_t most_mistakes = 20;     ///< that are listed
constexpr std::uint32_t most_attempts = 100;  ///< to draw a point whose numbers do not contradict each other
constexpr std::size_t most_factors = 4;       ///< of a point that are named
constexpr std::size_t most_numbers = 8;       ///< of points, each alone or a row of them, that a mistake names

/// What a factor sets that may change which results there are.
scenario::Reference suspect(const Config& config) {
  for (const auto& factor : config.factors)
    for (const auto& path : factor.value.paths)
      if (path.name.starts_with("run.") || path.name == "baseline" || path.name == "model") return path;
  return config.factors.empty() ? scenario::Reference{"design", config.design.place}
                                : config.factors.front().value.paths.front();
}

std::vector<Diagnostic> mistakes_at(const Sweep& sweep, const Kept& kept, std::size_t point) {
  try {
    const std::string why = kept.objection(*sweep.open(point));
    if (why.empty()) return {};
    const scenario::Reference path = suspect(sweep.config());
    return {{path.place, scenario::Severity::error, path.name, why}};
  } catch (const scenario::InputError& e) {
    std::vector<Diagnostic> mistakes = e.diagnostics();
    std::erase_if(mistakes, [](const Diagnostic& d) { return d.severity == scenario::Severity::warning; });
    return mistakes;
  }
}

bool is_in(const scenario::Place& place, const scenario::Place& file) {
  return place.file && file.file && *place.file == *file.file;
}

/// "at design points 3 and 5; 3 is servers "2", rate "1.5"": with the values where the mistake is not at their factor.
std::string where(const Sweep& sweep, const Diagnostic& mistake, std::span<const std::uint32_t> points) {
  const Points& all = sweep.points();
  std::string text = points.size() == all.size() ? "at every design point"
                                                 : fmt::format("at design point{} {}", points.size() == 1 ? "" : "s",
                                                               results::in_words(points, most_numbers));
  if (is_in(mistake.place, sweep.config().design.place) || all.factors.size() > most_factors) return text;
  std::vector<std::string> values;
  for (std::size_t f = 0; f < all.factors.size(); ++f)
    values.push_back(fmt::format("{} {}", all.factors[f], scenario::in_message(all.written.at(points[0], f))));
  return fmt::format("{}; {} is {}", text, points[0], fmt::join(values, ", "));
}

/// Says every mistake once, with the points where it is made.
[[noreturn]] void refuse(const Sweep& sweep, std::vector<std::vector<Diagnostic>> at) {
  struct Mistake {
    Diagnostic diagnostic;
    std::vector<std::uint32_t> points;
  };
  std::vector<Mistake> mistakes;
  std::map<std::string, std::size_t> known;  // by text
  for (std::size_t p = 0; p < at.size(); ++p)
    for (Diagnostic& d : at[p]) {
      const auto [place, is_new] = known.emplace(scenario::to_string(d), mistakes.size());
      if (is_new) mistakes.push_back({std::move(d), {}});
      mistakes[place->second].points.push_back(static_cast<std::uint32_t>(p));
    }
  std::vector<Diagnostic> said;
  for (std::size_t m = 0; m < std::min(most_mistakes, mistakes.size()); ++m) {
    auto& [diagnostic, points] = mistakes[m];
    diagnostic.message += " (" + where(sweep, diagnostic, points) + ")";
    said.push_back(std::move(diagnostic));
  }
  if (mistakes.size() > most_mistakes) {
    const auto wrong = std::count_if(at.begin(), at.end(), [](const auto& d) { return !d.empty(); });
    said.push_back({sweep.config().design.place, scenario::Severity::error, "design",
                    fmt::format("and {} more such mistakes, at {} of {} points in all", mistakes.size() - most_mistakes,
                                wrong, at.size())});
  }
  throw scenario::InputError(std::move(said));
}

}  // namespace

std::size_t check_points(Sweep& sweep, const Kept& kept, unsigned threads, bool quiet) {
  std::vector<std::vector<Diagnostic>> at(sweep.points().size());
  std::vector<std::uint32_t> left(at.size());
  std::iota(left.begin(), left.end(), 0U);
  std::size_t again = 0;
  for (std::uint32_t attempt = 1;; ++attempt) {
    Progress progress(left.size(), "points looked at", quiet);
    sim::run_replications(
        left.size(), threads, [&](std::size_t i) { at[left[i]] = mistakes_at(sweep, kept, left[i]); },
        [] { return signal_received() != 0; }, [&](std::size_t done) { progress.update(done); });
    std::erase_if(left, [&](std::uint32_t p) { return at[p].empty(); });
    if (left.empty() || signal_received() != 0) return again;
    if (attempt == 1) again = left.size();
    if (attempt > most_attempts || !sweep.draw_again(left, attempt)) refuse(sweep, std::move(at));
  }
}

}  // namespace tools::sweeps
