#include "sim/random.hpp"

#include "tests/sim/agreement.hpp"

#include <Random123/philox.h>
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

using Words = std::array<std::uint64_t, 4>;

/// Philox4x64-10 at a counter and key of its own.
Words philox(const Words& counter, std::uint64_t key0, std::uint64_t key1) {
  const auto words =
      r123::Philox4x64{}({{counter[0], counter[1], counter[2], counter[3]}}, r123::Philox4x64::ukey_type{{key0, key1}});
  return {words[0], words[1], words[2], words[3]};
}

/// The uniforms of the addresses that differ in one field only, in its order.
struct Row {
  std::string field;
  std::function<double(std::uint32_t)> uniform;
  std::uint32_t n = 200'000;
};

std::vector<Row> rows() {
  const sim::StreamKey base{.replication = 3, .entity = 12'345, .purpose = 6, .occurrence = 2};
  const auto with = [=](auto field) {
    return [=](std::uint32_t i) {
      sim::StreamKey key = base;
      key.*field = i;
      return sim::uniform(1, key);
    };
  };
  return {
      {"seed", [=](std::uint32_t i) { return sim::uniform(i, base); }},
      {"replication", with(&sim::StreamKey::replication)},
      {"entity", with(&sim::StreamKey::entity)},
      {"high half of entity",
       [=](std::uint32_t i) {
         sim::StreamKey key = base;
         key.entity |= std::uint64_t{i} << 32;
         return sim::uniform(1, key);
       }},
      {"purpose", with(&sim::StreamKey::purpose)},
      {"occurrence", with(&sim::StreamKey::occurrence)},
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

TEST_CASE("the generator is Philox4x64-10 as published") {
  // Known-answer vectors of Random123 (kat_vectors, philox4x64 10)
  CHECK(philox({0, 0, 0, 0}, 0, 0) ==
        Words{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b});
  const std::uint64_t ones = ~std::uint64_t{0};
  CHECK(philox({ones, ones, ones, ones}, ones, ones) ==
        Words{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0});
  CHECK(philox({0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89}, 0x452821e638d01377,
               0xbe5466cf34e90c6c) ==
        Words{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6});
}

TEST_CASE("every part of an address has a word of Philox's counter or key of its own") {
  const sim::StreamKey key{.replication = 5, .entity = 1ULL << 60 | 7, .purpose = 0xfffffffe, .occurrence = 0xfffffffd};
  CHECK(sim::philox_block(0xffffffff, key, 1ULL << 40) ==
        philox({key.entity, 1ULL << 40, key.purpose, key.occurrence}, 0xffffffff, 5));
}

TEST_CASE("a uniform lies strictly between 0 and 1 whatever the bits") {
  for (const auto unit : {sim::to_unit, sim::high_unit, sim::low_unit}) {
    CHECK(unit(0) > 0);
    CHECK(unit(~std::uint64_t{0}) < 1);
    CHECK(std::isfinite(std::log(unit(0))));
    CHECK(std::isfinite(std::log1p(-unit(~std::uint64_t{0}))));
  }
}

TEST_CASE("more bits are a larger uniform") {
  CHECK(sim::to_unit(0) < sim::to_unit(1U << 12));
  CHECK(sim::to_unit(0x7fffffffffffffff) < 0.5);
  CHECK(sim::to_unit(0x8000000000000000) > 0.5);
  CHECK(sim::high_unit(0x7fffffffffffffff) < 0.5);
  CHECK(sim::high_unit(0x8000000000000000) > 0.5);
  CHECK(sim::low_unit(0xffffffff7fffffff) < 0.5);
  CHECK(sim::low_unit(0x80000000) > 0.5);
}

TEST_CASE("the halves of a word are spread evenly and are not correlated") {
  const std::uint32_t n = 200'000;
  std::vector<double> high, low;
  double sum = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint64_t word = sim::philox_block(1, {.entity = i}, 0)[1];
    high.push_back(sim::high_unit(word));
    low.push_back(sim::low_unit(word));
    sum += (high.back() - 0.5) * (low.back() - 0.5);
  }
  CHECK(std::abs(12 * sum / n) <= agreement::standard_errors / std::sqrt(n));
  CHECK(agreement::ks_distance(high, evenly) <= agreement::ks_margin(n));
  CHECK(agreement::ks_distance(low, evenly) <= agreement::ks_margin(n));
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
  CHECK(sim::to_unit(engine()) == sim::uniform_pair(3, key).first);
  CHECK(sim::to_unit(engine()) == sim::uniform_pair(3, key).second);
}

TEST_CASE("an engine goes on with block after block of its address") {
  const sim::StreamKey key{.entity = 8, .purpose = 9};
  sim::PhiloxEngine engine(3, key);
  for (std::uint32_t block = 0; block < 100; ++block) {
    CAPTURE(block);
    Words words;
    for (std::uint64_t& word : words) word = engine();
    CHECK(words == sim::philox_block(3, key, block));
  }
}

TEST_CASE("none of the first 65,536 blocks of an address comes twice") {
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
