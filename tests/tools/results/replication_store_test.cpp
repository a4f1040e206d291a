#include "tools/results/replication_store.hpp"

#include "tests/tools/results/finished.hpp"
#include "tests/tools/results_scratch.hpp"
#include "tools/results/folder.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using results::Job;
using results::ReplicationStore;

const results::Identity identity{{"seed", "7"}, {"scenario", "ab"}};

std::vector<std::pair<std::uint32_t, sim::Replicate>> all(ReplicationStore& store, std::uint32_t point = 0) {
  std::vector<std::pair<std::uint32_t, sim::Replicate>> found;
  store.each(point, [&](std::uint32_t number, sim::Replicate r) { found.emplace_back(number, std::move(r)); });
  return found;
}

/// Does something in a child that then dies without another instruction.
template <class Action>
void in_a_child_that_dies(const Action& action) {
  const pid_t child = fork();
  if (child == 0) {
    action();
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("a store gives back every value to the last bit, by replication, whatever the order it was kept in") {
  const Scratch scratch;
  const fs::path file = scratch.path() / "s.sqlite";
  const sim::Replicate odd{{-0.0, 0.1, std::numeric_limits<double>::denorm_min(), INFINITY, std::nan("7")},
                           std::uint64_t{1} << 60,
                           {std::byte{0}, std::byte{255}, std::byte{7}}};
  {
    ReplicationStore store = ReplicationStore::create(file, identity, {});
    store.keep({0, 4'000'000'000}, {{4}, 4});
    store.keep({1, 0}, {{10}, 1});
    store.keep({0, 2}, odd);
    store.keep({0, 0}, {{}, 0});
    store.commit();
  }
  std::optional<ReplicationStore> store = ReplicationStore::go_on(file);
  REQUIRE(store);
  CHECK(store->identity() == identity);
  CHECK(finished(*store) == std::vector<Job>{{0, 0}, {0, 2}, {0, 4'000'000'000}, {1, 0}});
  const auto found = all(*store);
  REQUIRE(found.size() == 3);
  CHECK(found[0] == std::pair<std::uint32_t, sim::Replicate>{0, {{}, 0}});
  CHECK(found[1].second.events == odd.events);
  REQUIRE(found[1].second.values.size() == odd.values.size());
  CHECK(std::memcmp(found[1].second.values.data(), odd.values.data(), odd.values.size() * sizeof(double)) == 0);
  CHECK(found[1].second.series == odd.series);
  CHECK(found[2].second.series.empty());
  CHECK(found[2].first == 4'000'000'000);
  CHECK(all(*store, 1).size() == 1);
}

TEST_CASE("what was committed survives the death of the process, and what is kept is committed within a moment") {
  const Scratch scratch;
  const fs::path file = scratch.path() / "s.sqlite";
  in_a_child_that_dies([&] {
    ReplicationStore store = ReplicationStore::create(file, identity, {});
    store.keep({0, 0}, {{1}, 1});
    store.commit();
    usleep(50'000);
    store.keep({0, 1}, {{2}, 1});  // long after the last commit: safe at once
  });
  std::optional<ReplicationStore> store = ReplicationStore::go_on(file);
  REQUIRE(store);
  CHECK(finished(*store) == std::vector<Job>{{0, 0}, {0, 1}});
}

TEST_CASE("what was rolled back is forgotten, and the rest is not") {
  const Scratch scratch;
  ReplicationStore store = ReplicationStore::create(scratch.path() / "s.sqlite", identity, {});
  store.keep({0, 0}, {{1}, 1});
  store.commit();
  store.keep({0, 1}, {{2}, 1});
  store.roll_back();
  CHECK(finished(store) == std::vector<Job>{{0, 0}});
  store.keep({0, 1}, {{3}, 1});
  CHECK(all(store).at(1).second.values == std::vector<double>{3});
}

TEST_CASE("a store that another process has open is busy, whether to be gone on with or made") {
  const Scratch scratch;
  const fs::path file = scratch.path() / "s.sqlite";
  int ready[2], over[2];
  REQUIRE((pipe(ready) == 0 && pipe(over) == 0));
  const pid_t child = fork();
  if (child == 0) {
    ReplicationStore store = ReplicationStore::create(file, identity, {});
    char c = 'x';
    _exit(write(ready[1], &c, 1) == 1 && read(over[0], &c, 1) == 1 ? 0 : 1);
  }
  char c = 'x';
  REQUIRE(read(ready[0], &c, 1) == 1);
  CHECK_THROWS_AS(ReplicationStore::go_on(file), results::StoreBusy);
  CHECK_THROWS_AS(ReplicationStore::create(file, identity, {}), results::StoreBusy);
  REQUIRE(write(over[1], &c, 1) == 1);
  waitpid(child, nullptr, 0);
  CHECK(ReplicationStore::go_on(file));
  CHECK_THROWS_AS(ReplicationStore::create(file, identity, {}), results::StoreBusy);  // somebody was faster
}

TEST_CASE("a store whose maker died at once is nothing to go on with, and can be made") {
  const Scratch scratch;
  const fs::path file = scratch.path() / "s.sqlite";
  std::ofstream(file).close();
  CHECK_FALSE(ReplicationStore::go_on(file));
  { results::Database(file, results::Database::Mode::read_write).execute("PRAGMA journal_mode = WAL"); }
  CHECK(fs::file_size(file) > 0);
  CHECK_FALSE(ReplicationStore::go_on(file));
  ReplicationStore::create(file, identity, {});
  CHECK(ReplicationStore::go_on(file)->identity() == identity);
}

TEST_CASE("what is no store, or another program's, or cut short is refused by name and not touched") {
  const Scratch scratch;
  const fs::path file = scratch.path() / "s.sqlite";
  const auto refused = [&](const std::string& why) {
    const std::string before = content_of(file);
    const std::string message = file.string() + ": " + why;
    CHECK_THROWS_WITH_AS(ReplicationStore::go_on(file), message.c_str(), results::StoreError);
    CHECK_THROWS_WITH_AS(ReplicationStore::read(file), message.c_str(), results::StoreError);
    CHECK(content_of(file) == before);
  };
  std::ofstream(file) << "not a database, and long enough not to be taken for an empty one";
  refused("file is not a database");
  fs::remove(file);
  { results::Database(file, results::Database::Mode::create).execute("CREATE TABLE mine(x)"); }
  refused("not a store of wholeplace");
  fs::remove(file);
  { ReplicationStore::create(file, identity, {}); }
  { results::Database(file, results::Database::Mode::read_write).execute("PRAGMA user_version = 99"); }
  refused("written in format 99, this program reads format 2");
  fs::remove(file);
  {
    ReplicationStore store = ReplicationStore::create(file, identity, {});
    for (std::uint32_t r = 0; r < 50; ++r) store.keep({0, r}, {std::vector<double>(1000, r), 1});
    store.commit();
  }
  fs::resize_file(file, fs::file_size(file) / 2);
  const std::string before = content_of(file);
  CHECK_THROWS_AS(ReplicationStore::go_on(file), results::StoreError);
  CHECK(content_of(file) == before);
}

TEST_CASE("a copy of a store is a single file that holds the same, and the store goes on") {
  const Scratch scratch;
  const fs::path file = scratch.path() / "s.sqlite", copy = scratch.path() / "it's a copy.sqlite";
  ReplicationStore store = ReplicationStore::create(file, identity, {});
  store.keep({0, 3}, {{1.5}, 9});
  store.copy_to(copy);
  store.keep({0, 4}, {{2.5}, 9});
  ReplicationStore copied = ReplicationStore::read(copy);
  CHECK(copied.identity() == identity);
  CHECK(finished(copied) == std::vector<Job>{{0, 3}});
  CHECK(finished(store) == std::vector<Job>{{0, 3}, {0, 4}});
  CHECK_FALSE(fs::exists(copy.string() + "-wal"));
  CHECK_THROWS_AS(store.copy_to(scratch.path() / "nowhere" / "x"), results::FolderError);
}

TEST_CASE("when there is no more room, the store says so and loses nothing that was committed") {
  const Scratch scratch;
  const fs::path file = scratch.path() / "s.sqlite";
  const pid_t child = fork();
  if (child == 0) {
    ReplicationStore store = ReplicationStore::create(file, identity, {});
    store.keep({0, 0}, {{1}, 1});
    store.commit();
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1 << 20, 1 << 20};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
      for (std::uint32_t r = 1; r < 100; ++r) {
        store.keep({0, r}, {std::vector<double>(10'000, r), 1});
        store.commit();
      }
    } catch (const results::FolderError& error) {
      store.roll_back();
      const std::vector<Job> left = finished(store);
      _exit(error.full && left.size() > 1 && left.size() < 100 ? 0 : 2);
    }
    _exit(1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  std::optional<ReplicationStore> store = ReplicationStore::go_on(file);
  REQUIRE(store);
  for (const auto& [number, replicate] : all(*store))
    if (number > 0) CHECK(replicate.values == std::vector<double>(10'000, number));
}

TEST_CASE("experiments differ in what one of them lacks or has otherwise") {
  CHECK(results::differences(identity, identity).empty());
  CHECK(results::differences({{"a", "1"}, {"b", "2"}, {"c", "3"}}, {{"a", "1"}, {"b", "4"}, {"d", "5"}}) ==
        std::vector<std::string>{"b: 2 and 4", "c: 3 and nothing", "d: nothing and 5"});
}
