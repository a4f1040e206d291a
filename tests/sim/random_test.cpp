#include "sim/random.hpp"

#include "tests/sim/agreement.hpp"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace {

using Words = std::array<std::uint32_t, 4>;

/// The block at Philox's own counter and key, found through the address that leads there.
Words philox(const Words& counter, std::uint32_t key0, std::uint32_t key1) {
  const sim::StreamKey key{.replication = key1,
                           .entity = std::uint64_t{counter[0]} << 32 | counter[3],
                           .purpose = counter[2] & 0xffffU,
                           .occurrence = counter[1]};
  return sim::philox_block(key0, key, counter[2] >> 16);
}

/// The uniforms of the addresses that differ in one field only, in its order.
struct Row {
  std::string field;
  std::function<double(std::uint32_t)> uniform;
  std::uint32_t n = 200'000;
};

std::vector<Row> rows() {
  const sim::StreamKey base{.replication = 3, .entity = 12'345, .purpose = 6, .occurrence = 2};
  return {
      {"seed", [=](std::uint32_t i) { return sim::uniform(i, base); }},
      {"replication",
       [=](std::uint32_t i) {
         sim::StreamKey key = base;
         key.replication = i;
         return sim::uniform(1, key);
       }},
      {"entity",
       [=](std::uint32_t i) {
         sim::StreamKey key = base;
         key.entity = i;
         return sim::uniform(1, key);
       }},
      {"high half of entity",
       [=](std::uint32_t i) {
         sim::StreamKey key = base;
         key.entity |= std::uint64_t{i} << 32;
         return sim::uniform(1, key);
       }},
      {"purpose",
       [=](std::uint32_t i) {
         sim::StreamKey key = base;
         key.purpose = i;
         return sim::uniform(1, key);
       },
       65'536},
      {"occurrence",
       [=](std::uint32_t i) {
         sim::StreamKey key = base;
         key.occurrence = i;
         return sim::uniform(1, key);
       }},
      {"order of birth", [=](std::uint32_t i) { return sim::uniform(1, {.entity = sim::born(12'345, i)}); }},
      {"parent", [=](std::uint32_t i) { return sim::uniform(1, {.entity = sim::born(i, 2)}); }},
  };
}

double evenly(double u) { return u; }

/// A hundred draws at each of 2,000 addresses.
template <class Distribution>
sim::Tally drawn(Distribution distribution) {
  sim::Tally sample;
  for (std::uint64_t entity = 0; entity < 2000; ++entity) {
    sim::PhiloxEngine engine(5, {.replication = 1, .entity = entity, .purpose = 4});
    distribution.reset();
    for (int i = 0; i < 100; ++i) sample.add(distribution(engine));
  }
  return sample;
}

}  // namespace

TEST_CASE("a block of words is Philox4x32-10 as published") {
  // Known-answer vectors of Random123 (kat_vectors, philox4x32 10)
  CHECK(philox({0, 0, 0, 0}, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, 0xffffffff, 0xffffffff) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a uniform lies strictly between 0 and 1 whatever the bits") {
  CHECK(sim::to_unit(0, 0) > 0);
  CHECK(sim::to_unit(0xffffffffU, 0xffffffffU) < 1);
  CHECK(sim::to_unit(0) > 0);
  CHECK(sim::to_unit(0xffffffffU) < 1);
  CHECK(std::isfinite(std::log(sim::to_unit(0, 0))));
  CHECK(std::isfinite(std::log1p(-sim::to_unit(0xffffffffU, 0xffffffffU))));
}

TEST_CASE("more bits are a larger uniform") {
  CHECK(sim::to_unit(0, 0xffffffffU) < sim::to_unit(1, 0));
  CHECK(sim::to_unit(0, 0) < sim::to_unit(0, 1U << 12));
  CHECK(sim::to_unit(0x7fffffffU, 0xffffffffU) < 0.5);
  CHECK(sim::to_unit(0x80000000U, 0) > 0.5);
  CHECK(sim::to_unit(0x7fffffffU) < 0.5);
  CHECK(sim::to_unit(0x80000000U) > 0.5);
}

TEST_CASE("neighbouring addresses have uncorrelated uniforms") {
  for (const Row& row : rows()) {
    CAPTURE(row.field);
    double sum = 0;
    for (std::uint32_t i = 0; i + 1 < row.n; ++i) sum += (row.uniform(i) - 0.5) * (row.uniform(i + 1) - 0.5);
    const double correlation = 12 * sum / (row.n - 1);
    CHECK(std::abs(correlation) <= agreement::standard_errors / std::sqrt(row.n - 1));
  }
}

TEST_CASE("the uniforms of neighbouring addresses are spread evenly") {
  for (const Row& row : rows()) {
    CAPTURE(row.field);
    std::vector<double> sample;
    for (std::uint32_t i = 0; i < row.n; ++i) sample.push_back(row.uniform(i));
    CHECK(agreement::ks_distance(sample, evenly) <= agreement::ks_margin(row.n));
  }
}

TEST_CASE("the second uniform of a pair is spread evenly and is not correlated with the first") {
  const std::uint32_t n = 200'000;
  std::vector<double> second;
  double sum = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const sim::UniformPair u = sim::uniform_pair(1, {.entity = i});
    second.push_back(u.second);
    sum += (u.first - 0.5) * (u.second - 0.5);
  }
  CHECK(std::abs(12 * sum / n) <= agreement::standard_errors / std::sqrt(n));
  CHECK(agreement::ks_distance(second, evenly) <= agreement::ks_margin(n));
}

TEST_CASE("the first uniform of a pair is the address's uniform") {
  const sim::StreamKey key{.replication = 2, .entity = 1ULL << 50, .purpose = 9, .occurrence = 4};
  CHECK(sim::uniform_pair(3, key).first == sim::uniform(3, key));
}

TEST_CASE("an engine's first words are those of its address's uniforms") {
  const sim::StreamKey key{.replication = 2, .entity = 1ULL << 50 | 8, .purpose = 9, .occurrence = 4};
  sim::PhiloxEngine engine(3, key);
  Words words;
  for (std::uint32_t& word : words) word = engine();
  CHECK(sim::to_unit(words[0], words[1]) == sim::uniform_pair(3, key).first);
  CHECK(sim::to_unit(words[2], words[3]) == sim::uniform_pair(3, key).second);
}

TEST_CASE("an engine goes on with block after block of its address") {
  const sim::StreamKey key{.entity = 8, .purpose = 9};
  sim::PhiloxEngine engine(3, key);
  for (std::uint32_t block = 0; block < 100; ++block) {
    CAPTURE(block);
    Words words;
    for (std::uint32_t& word : words) word = engine();
    CHECK(words == sim::philox_block(3, key, block));
  }
}

TEST_CASE("none of the 65,536 blocks of an address comes twice") {
  std::vector<Words> blocks;
  for (std::uint32_t block = 0; block < 65'536; ++block) blocks.push_back(sim::philox_block(3, {.purpose = 9}, block));
  std::sort(blocks.begin(), blocks.end());
  CHECK(std::adjacent_find(blocks.begin(), blocks.end()) == blocks.end());
}

TEST_CASE("a copied engine gives the same words") {
  sim::PhiloxEngine engine(3, {.entity = 8});
  for (int i = 0; i < 6; ++i) engine();
  sim::PhiloxEngine copy = engine;
  CHECK(copy == engine);
  for (int i = 0; i < 10; ++i) CHECK(copy() == engine());
}

TEST_CASE("Boost.Random makes exponentials of mean 2 and variance 4 from an engine") {
  static_assert(std::uniform_random_bit_generator<sim::PhiloxEngine>);
  const sim::Tally sample = drawn(boost::random::exponential_distribution<double>(0.5));
  const double n = static_cast<double>(sample.count());
  CHECK(std::abs(sample.mean() - 2) <= agreement::standard_errors * 2 / std::sqrt(n));
  CHECK(std::abs(sample.variance() - 4) <= agreement::standard_errors * 4 * std::sqrt(8 / n));  // kurtosis 9
}

TEST_CASE("Boost.Random makes normals of mean 3 and variance 4 from an engine") {
  const sim::Tally sample = drawn(boost::random::normal_distribution<double>(3, 2));
  const double n = static_cast<double>(sample.count());
  CHECK(std::abs(sample.mean() - 3) <= agreement::standard_errors * 2 / std::sqrt(n));
  CHECK(std::abs(sample.variance() - 4) <= agreement::standard_errors * 4 * std::sqrt(2 / n));  // kurtosis 3
}

TEST_CASE("no two of a million births have the same number") {
  // By chance two of a million 64-bit numbers are the same once in 37 million.
  std::vector<std::uint64_t> children;
  for (std::uint64_t parent = 0; parent < 1000; ++parent)
    for (std::uint64_t n = 0; n < 1000; ++n) children.push_back(sim::born(parent, n));
  std::sort(children.begin(), children.end());
  CHECK(std::adjacent_find(children.begin(), children.end()) == children.end());
}

TEST_CASE("no two of a family of a million over twenty generations have the same number") {
  std::vector<std::uint64_t> family, generation{0};
  while (family.size() < 1'000'000) {
    std::vector<std::uint64_t> children;
    for (const std::uint64_t parent : generation)
      for (std::uint64_t n = 0; n < 2; ++n) children.push_back(sim::born(parent, n));
    family.insert(family.end(), children.begin(), children.end());
    generation = std::move(children);
  }
  std::sort(family.begin(), family.end());
  CHECK(std::adjacent_find(family.begin(), family.end()) == family.end());
}

TEST_CASE("one other bit in the parent changes half of the child's") {
  sim::Tally changed;
  for (std::uint64_t parent = 0; parent < 2000; ++parent)
    for (int bit = 0; bit < 64; ++bit)
      changed.add(std::popcount(sim::born(parent, 1) ^ sim::born(parent ^ 1ULL << bit, 1)));
  CHECK(std::abs(changed.mean() - 32) <=
        agreement::standard_errors * 4 / std::sqrt(static_cast<double>(changed.count())));
}
