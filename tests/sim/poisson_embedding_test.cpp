#include "sim/poisson_embedding.hpp"

#include "tests/sim/agreement.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

constexpr std::uint32_t seed = 1;
constexpr std::uint32_t replication = 7;

const sim::PoissonEmbedding measure(20, 1.5, 0.3);  // strips [0, 0.3), [0.3, 0.6), [0.6, 1.2), ...

/// Every event of an entity under a hazard, searching on from each. \param most  at least the hazard, anywhere
template <class Hazard>
std::vector<sim::Candidate> events(std::uint64_t entity, sim::Time from, sim::Time until, Hazard hazard, double most) {
  std::vector<sim::Candidate> found;
  while (true) {
    const sim::Candidate next = measure.first(
        seed, replication, entity, from, until, [&](sim::Time) { return most; },
        [&](sim::Time at, double height) { return height < hazard(at); });
    if (!std::isfinite(next.at)) return found;
    found.push_back(next);
    from = next.at;
  }
}

double one_a_day(sim::Time) { return 1; }
double waves(sim::Time t) { return 1 + std::sin(t); }
double low_waves(sim::Time t) { return 0.4 * waves(t); }

/// How many events each of many entities has.
template <class Hazard>
sim::Tally counts(std::uint64_t entities, sim::Time from, sim::Time until, Hazard hazard, double most) {
  sim::Tally sample;
  for (std::uint64_t entity = 0; entity < entities; ++entity)
    sample.add(static_cast<double>(events(entity, from, until, hazard, most).size()));
  return sample;
}

double count(std::uint64_t entity, sim::Time from, sim::Time until) {
  return static_cast<double>(events(entity, from, until, one_a_day, 1).size());
}

/// \return the correlation over entities of two counts with mean and variance 3
template <class First, class Second>
double correlation(std::uint64_t entities, First first, Second second) {
  double sum = 0;
  for (std::uint64_t entity = 0; entity < entities; ++entity) sum += (first(entity) - 3) * (second(entity) - 3);
  return sum / 3 / static_cast<double>(entities);
}

constexpr std::uint64_t many = 20'000;

}  // namespace

TEST_CASE("under a constant hazard the mean count of events is the hazard times the time") {
  for (const double hazard : {0.2, 0.3, 1.0, 3.7}) {  // within the first strip, at its edge, across three and five
    CAPTURE(hazard);
    const double mean = hazard * 10.3;
    const sim::Tally sample = counts(
        many, 0, 10.3, [&](sim::Time) { return hazard; }, hazard);
    CHECK(std::abs(sample.mean() - mean) <= agreement::standard_errors * std::sqrt(mean / many));
  }
}

TEST_CASE("under a constant hazard the count of events varies as a Poisson number") {
  for (const double hazard : {0.2, 1.0, 3.7}) {
    CAPTURE(hazard);
    const double mean = hazard * 10.3;
    const sim::Tally sample = counts(
        many, 0, 10.3, [&](sim::Time) { return hazard; }, hazard);
    // A Poisson number's fourth central moment is m + 3 m^2
    CHECK(std::abs(sample.variance() - mean) <=
          agreement::standard_errors * std::sqrt((mean + 2 * mean * mean) / many));
  }
}

TEST_CASE("gaps between events under a constant hazard are exponential") {
  std::vector<double> gaps;
  sim::Time last = 0;
  for (const sim::Candidate& event : events(3, 0, 20'000, one_a_day, 1)) {
    gaps.push_back(event.at - last);
    last = event.at;
  }
  gaps.resize(19'000);  // 7 standard deviations below the mean count: a number of gaps that does not depend on them
  CHECK(agreement::ks_distance(gaps, [](double x) { return -std::expm1(-x); }) <= agreement::ks_margin(gaps.size()));
}

TEST_CASE("the mean count under a hazard that varies is its integral") {
  const double mean = 10.3 + 1 - std::cos(10.3);
  const sim::Tally sample = counts(many, 0, 10.3, waves, 2);
  CHECK(std::abs(sample.mean() - mean) <= agreement::standard_errors * std::sqrt(mean / many));
}

TEST_CASE("before time zero there are as many events as after it") {
  const sim::Tally sample = counts(many, -10.3, 0, one_a_day, 1);
  CHECK(std::abs(sample.mean() - 10.3) <= agreement::standard_errors * std::sqrt(10.3 / many));
}

TEST_CASE("every event under the lower of two hazards is one under the higher, with the same time and address") {
  int lost = 0;
  std::size_t lower_events = 0, higher_events = 0;
  for (std::uint64_t entity = 0; entity < 500; ++entity) {
    const auto lower = events(entity, 0, 20, low_waves, 0.8);
    const auto higher = events(entity, 0, 20, waves, 2);
    lower_events += lower.size();
    higher_events += higher.size();
    for (const sim::Candidate& event : lower) lost += std::find(higher.begin(), higher.end(), event) == higher.end();
  }
  CHECK(lower_events > 3000);
  CHECK(higher_events > lower_events);
  CHECK(lost == 0);
}

TEST_CASE("events do not depend on how far the bound lies above the hazard") {
  for (std::uint64_t entity = 0; entity < 200; ++entity) {
    CAPTURE(entity);
    CHECK(events(entity, 0, 20, waves, 2) == events(entity, 0, 20, waves, 50));
  }
}

TEST_CASE("a bound that falls with the hazard loses no event") {
  const auto fading = [](sim::Time t) { return 4 * std::exp(-t / 5); };
  const auto under = [&](sim::Time at, double height) { return height < fading(at); };
  for (std::uint64_t entity = 0; entity < 500; ++entity) {
    CAPTURE(entity);
    std::vector<sim::Candidate> found;
    sim::Time from = 0;
    while (true) {
      const sim::Candidate next = measure.first(seed, replication, entity, from, 20, fading, under);
      if (!std::isfinite(next.at)) break;
      found.push_back(next);
      from = next.at;
    }
    CHECK(found == events(entity, 0, 20, fading, 4));
  }
}

TEST_CASE("events do not depend on where the search starts") {
  for (std::uint64_t entity = 0; entity < 200; ++entity) {
    const auto all = events(entity, -5, 20, waves, 2);
    for (const sim::Time start : {-3.0, 0.0, 1.5, 2.7, 7.5, 11.9}) {  // at the edge of a cell and inside
      CAPTURE(entity);
      CAPTURE(start);
      const auto first = std::find_if(all.begin(), all.end(), [&](const sim::Candidate& e) { return e.at > start; });
      CHECK(events(entity, start, 20, waves, 2) == std::vector<sim::Candidate>(first, all.end()));
    }
  }
}

TEST_CASE("events do not depend on where the search ends") {
  for (std::uint64_t entity = 0; entity < 200; ++entity) {
    const auto all = events(entity, 0, 20, waves, 2);
    for (const sim::Time end : {0.5, 1.5, 9.0, 13.3}) {
      CAPTURE(entity);
      CAPTURE(end);
      const auto last = std::find_if(all.begin(), all.end(), [&](const sim::Candidate& e) { return e.at >= end; });
      CHECK(events(entity, 0, end, waves, 2) == std::vector<sim::Candidate>(all.begin(), last));
    }
  }
}

TEST_CASE("events come in order and inside the time looked at") {
  int wrong = 0;
  for (std::uint64_t entity = 0; entity < 500; ++entity) {
    sim::Time last = 0.7;
    for (const sim::Candidate& event : events(entity, 0.7, 20, waves, 2)) {
      wrong += !(event.at > last && event.at < 20);
      last = event.at;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("an event's height lies evenly under the hazard") {
  std::vector<double> heights;
  for (std::uint64_t entity = 0; entity < 1000; ++entity)
    for (const sim::Candidate& event : events(entity, 0, 10, one_a_day, 1)) heights.push_back(event.height);
  CHECK(agreement::ks_distance(heights, [](double h) { return h; }) <= agreement::ks_margin(heights.size()));
}

TEST_CASE("nothing happens where there is no hazard") {
  CHECK(events(
            1, 0, 1000, [](sim::Time) { return 0.0; }, 0)
            .empty());
}

TEST_CASE("the events of neighbouring entities are independent") {
  const double found = correlation(
      many, [](std::uint64_t e) { return count(e, 0, 3); }, [](std::uint64_t e) { return count(e + 1, 0, 3); });
  CHECK(std::abs(found) <= agreement::standard_errors / std::sqrt(many));
}

TEST_CASE("an entity's events in neighbouring cells are independent") {
  const double found = correlation(
      many, [](std::uint64_t e) { return count(e, 0, 3); }, [](std::uint64_t e) { return count(e, 3, 6); });
  CHECK(std::abs(found) <= agreement::standard_errors / std::sqrt(many));
}

TEST_CASE("no two events of a population have the same address") {
  std::vector<std::uint64_t> addresses;
  for (std::uint64_t entity = 0; entity < 10'000; ++entity)
    for (const sim::Candidate& event : events(entity, 0, 20, one_a_day, 1)) addresses.push_back(event.address);
  CHECK(addresses.size() > 190'000);
  std::sort(addresses.begin(), addresses.end());
  CHECK(std::adjacent_find(addresses.begin(), addresses.end()) == addresses.end());
}

TEST_CASE("no point above the bound is taken, whatever is accepted") {
  sim::Tally sample;
  for (std::uint64_t entity = 0; entity < many; ++entity) {
    double points = 0;
    sim::Time from = 0;
    while (true) {
      const sim::Candidate next = measure.first(
          seed, replication, entity, from, 10, [](sim::Time) { return 0.4; }, [](sim::Time, double) { return true; });
      if (!std::isfinite(next.at)) break;
      ++points;
      from = next.at;
    }
    sample.add(points);
  }
  CHECK(std::abs(sample.mean() - 4) <= agreement::standard_errors * std::sqrt(4.0 / many));
}

TEST_CASE("high strips hold as many points as their area") {
  const sim::PoissonEmbedding fine(20, 1.5, 0.3);
  const double height = 0.3 * 1024;  // the eleventh strip, with cells of a 512th of 1.5
  sim::Tally sample;
  for (std::uint64_t entity = 0; entity < 1000; ++entity) {
    double points = 0;
    fine.first(
        seed, replication, entity, 0.1, 1.3, [&](sim::Time) { return height; },
        [&](sim::Time, double) { return ++points, false; });
    sample.add(points);
  }
  const double mean = height * 1.2;
  CHECK(std::abs(sample.mean() - mean) <= agreement::standard_errors * std::sqrt(mean / 1000));
  CHECK(std::abs(sample.variance() - mean) <= agreement::standard_errors * std::sqrt((mean + 2 * mean * mean) / 1000));
}

TEST_CASE("the highest bound is taken and a higher one refused") {
  const sim::PoissonEmbedding embedding(1, 360, 0.0005);
  const auto search = [&](double bound) {
    bool asked = false;  // so high only for a moment: a million strips need not be looked through
    const auto moment = [&](double) { return std::exchange(asked, true) ? 0.001 : bound; };
    return embedding.first(1, 0, 7, 0, 1, moment, [](double, double) { return false; });
  };
  CHECK_NOTHROW(search(embedding.highest()));
  CHECK_THROWS_AS(search(embedding.highest() * 1.001), std::logic_error);
}
